import { describe, expect, it } from '@jest/globals'
import { jobEndCalls, jobEndCases } from './job-end/job-end-matrix.ts'
import { seeJobEnd } from './job-end/see-job-end.ts'
import { calls, faultCases } from './matrix.ts'
import { matrixTables } from './matrix-tables.ts'
import { onPage } from './page.ts'
import { see, type Seen } from './seen.ts'
import { sideBySide } from './side-by-side.ts'

// Runs wait rather than compute. Those that wait longest begin first.
const atATime = 40
const longest = /^(?:slow-loris|throttled|hang|hang after it took effect)$/
const begins = new Map<object, () => Promise<Seen>>([
  ...jobEndCases.map((faultCase) => [faultCase, async () => seeJobEnd(faultCase)] as const),
  ...faultCases.map((faultCase) => [faultCase, async () => see(faultCase)] as const),
])
const inTurn = [...jobEndCases, ...faultCases].toSorted(
  (a, b) => Number(longest.test(b.fault)) - Number(longest.test(a.fault)),
)
const all = sideBySide<object, Seen | undefined>(inTurn, atATime, async (faultCase) =>
  begins.get(faultCase)?.(),
)

/** What was seen of a case, with its names. */
async function named<Named extends { call: string; fault: string }>(faultCase: Named): Promise<Named & Seen> {
  return { ...faultCase, ends: [], says: '', ...(await all.get(faultCase)) }
}

describe.each(calls)('$call', ({ call }) => {
  it.each(faultCases.filter((faultCase) => faultCase.call === call))('$fault', async (faultCase) => {
    const seen = await all.get(faultCase)
    // Such as a secret in the log, or a recipient that AWS doesn't hold.
    expect(seen?.brokenRule).toBeUndefined()
    expect(seen?.ends).toEqual(faultCase.ends)
  })
})

describe.each(jobEndCalls)('$call', ({ call }) => {
  it.each(jobEndCases.filter((faultCase) => faultCase.call === call))('$fault', async (faultCase) => {
    const seen = await all.get(faultCase)
    expect(seen?.brokenRule).toBeUndefined()
    expect(seen?.ends).toEqual(faultCase.ends)
  })
})

it('docs/faults.md says of every case what was seen', async () => {
  const [seen, ends] = await Promise.all([
    Promise.all(faultCases.map(named)),
    Promise.all(jobEndCases.map(named)),
  ])
  const page = onPage('matrix', matrixTables(seen, ends))
  expect(page.stands).toBe(page.seen)
})
