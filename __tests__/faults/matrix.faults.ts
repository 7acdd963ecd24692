import { describe, expect, it } from '@jest/globals'
import { jobEndCalls, jobEndCells } from './job-end/job-end-matrix.ts'
import { seeJobEnd } from './job-end/see-job-end.ts'
import { calls, cells } from './matrix.ts'
import { matrixTables } from './matrix-tables.ts'
import { onPage } from './page.ts'
import { see, type Seen } from './seen.ts'
import { sideBySide } from './side-by-side.ts'

// Runs wait rather than compute. Those that wait longest begin first.
const atATime = 40
const longest = /^(?:slow-loris|throttled|hang|hang after it took effect)$/
const begins = new Map<object, () => Promise<Seen>>([
  ...jobEndCells.map((cell) => [cell, async () => seeJobEnd(cell)] as const),
  ...cells.map((cell) => [cell, async () => see(cell)] as const),
])
const inTurn = [...jobEndCells, ...cells].toSorted(
  (a, b) => Number(longest.test(b.fault)) - Number(longest.test(a.fault)),
)
const all = sideBySide<object, Seen | undefined>(inTurn, atATime, async (cell) => begins.get(cell)?.())

/** What was seen of a cell, with its names. */
async function named<Named extends { call: string; fault: string }>(cell: Named): Promise<Named & Seen> {
  return { ...cell, ends: [], says: '', ...(await all.get(cell)) }
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
  const [seen, ends] = await Promise.all([Promise.all(cells.map(named)), Promise.all(jobEndCells.map(named))])
  const page = onPage('matrix', matrixTables(seen, ends))
  expect(page.stands).toBe(page.seen)
})
