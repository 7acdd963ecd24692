import { describe, expect, it } from '@jest/globals'
import { jobEndCalls, jobEndCells } from './job-end/job-end-matrix.ts'
import { seeJobEnd } from './job-end/see-job-end.ts'
import type { Cell } from './cell.ts'
import type { JobEndCell } from './job-end/job-end-cell.ts'
import { calls, cells } from './matrix.ts'
import { matrixTables } from './matrix-tables.ts'
import { onPage } from './page.ts'
import { see, type Seen } from './seen.ts'
import { sideBySide } from './side-by-side.ts'

// Runs wait rather than compute. Those that wait longest begin first.
const atATime = 40
const longest = /^(?:slow-loris|throttled|hang|hang after it took effect)$/
const inTurn = [...jobEndCells, ...cells].toSorted(
  (a, b) => Number(longest.test(b.fault)) - Number(longest.test(a.fault)),
)
const all = sideBySide<Cell | JobEndCell, Seen>(inTurn, atATime, async (cell) =>
  isJobEnd(cell) ? seeJobEnd(cell) : see(cell),
)

function isJobEnd(cell: Cell | JobEndCell): cell is JobEndCell {
  return jobEndCells.some((one) => one === cell)
}

describe.each(calls)('$call', ({ call }) => {
  it.each(cells.filter((cell) => cell.call === call))('$fault', async (cell) => {
    const seen = await all.get(cell)
    // Such as a secret in the log, or a recipient that AWS doesn't hold.
    expect(seen?.brokenRule).toBeUndefined()
    expect(seen?.ends).toEqual(cell.ends)
  })
})

describe.each(jobEndCalls)('$call', ({ call }) => {
  it.each(jobEndCells.filter((cell) => cell.call === call))('$fault', async (cell) => {
    const seen = await all.get(cell)
    expect(seen?.brokenRule).toBeUndefined()
    expect(seen?.ends).toEqual(cell.ends)
  })
})

it('docs/faults.md says of every cell what was seen', async () => {
  const seenOf = async ({ call, fault }: Cell | JobEndCell, seen: Promise<Seen> | undefined) => ({
    call,
    fault,
    ...((await seen) ?? { ends: [], says: '' }),
  })
  const [seen, ends] = await Promise.all([
    Promise.all(cells.map(async (cell) => seenOf(cell, all.get(cell)))),
    Promise.all(jobEndCells.map(async (cell) => seenOf(cell, all.get(cell)))),
  ])
  const page = onPage('matrix', matrixTables(seen, ends))
  expect(page.stands).toBe(page.seen)
})
