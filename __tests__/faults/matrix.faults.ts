import { describe, expect, it } from '@jest/globals'
import { jobEndCalls, jobEndCases } from './job-end/job-end-matrix.ts'
import { seeJobEnd } from './job-end/see-job-end.ts'
import { calls, faultCases } from './matrix.ts'
import { cellsOf, matrixTables, type SeenCase } from './matrix-tables.ts'
import { onPage, rowsOnPage } from './page.ts'
import { see, type Seen } from './seen.ts'
import { sideBySide } from './side-by-side.ts'

/** A case, and how it is run. */
interface Run {
  readonly call: string
  readonly fault: string
  readonly see: () => Promise<Seen>
}

const runs = faultCases.map((one): Run => ({ ...one, see: async () => see(one) }))
const runsOfJobEnds = jobEndCases.map((one): Run => ({ ...one, see: async () => seeJobEnd(one) }))

// Runs wait rather than compute. Those that wait longest begin first.
const atATime = 64
const longest = /^(?:slow-loris|throttled|hang|hang after it took effect|endless pages|body cut)$/
const inTurn = [...runsOfJobEnds, ...runs].toSorted(
  (a, b) => Number(longest.test(b.fault)) - Number(longest.test(a.fault)),
)
const all = sideBySide(inTurn, atATime, async (run) => run.see())
const rowOnPage = rowsOnPage('matrix', 2)

async function seenCase(run: Run): Promise<SeenCase> {
  return { ...run, cells: cellsOf(await all(run)) }
}

describe.each([...calls, ...jobEndCalls])('$call', ({ call }) => {
  it.each([...runs, ...runsOfJobEnds].filter((run) => run.call === call))('$fault', async (run) => {
    const seen = await all(run)
    // Such as a secret in the log, or a recipient that AWS doesn't hold.
    expect(seen.brokenRule).toBeUndefined()
    const row = [call, run.fault, ...cellsOf(seen)]
    expect(row).toEqual(rowOnPage(row))
  })
})

it('docs/faults.md says of every case what was seen', async () => {
  const [seen, ends] = await Promise.all([
    Promise.all(runs.map(seenCase)),
    Promise.all(runsOfJobEnds.map(seenCase)),
  ])
  const page = onPage('matrix', matrixTables(seen, ends))
  expect(page.stands).toBe(page.seen)
})
