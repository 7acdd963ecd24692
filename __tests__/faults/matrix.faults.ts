import { describe, expect, it } from '@jest/globals'
import { calls, cells } from './matrix.ts'
import { matrixTables } from './matrix-tables.ts'
import { onPage } from './page.ts'
import { see } from './seen.ts'
import { sideBySide } from './side-by-side.ts'

// Runs wait rather than compute. Those that wait longest begin first.
const atATime = 40
const longest = /^(?:slow-loris|throttled|hang|hang after it took effect)$/
const inTurn = cells.toSorted((a, b) => Number(longest.test(b.fault)) - Number(longest.test(a.fault)))
const all = sideBySide(inTurn, atATime, see)

describe.each(calls)('$call', ({ call }) => {
  it.each(cells.filter((cell) => cell.call === call))('$fault', async (cell) => {
    const seen = await all.get(cell)
    // Such as a secret in the log, or a recipient that AWS doesn't hold.
    expect(seen?.brokenRule).toBeUndefined()
    expect(seen?.ends).toEqual(cell.ends)
  })
})

it('docs/faults.md says of every cell what was seen', async () => {
  const seen = await Promise.all(
    cells.map(async (cell) => ({ ...cell, ...((await all.get(cell)) ?? { ends: [], says: '' }) })),
  )
  const page = onPage('matrix', matrixTables(seen))
  expect(page.stands).toBe(page.seen)
})
