import { describe, expect, it } from '@jest/globals'
import { jobEndCalls, jobEndCases, jobEndsTogether } from './job-end/job-end-matrix.ts'
import { seeJobEnd } from './job-end/see-job-end.ts'
import { calls, callsTogether, faultCases } from './matrix.ts'
import { cellsOf, matrixTables, type SeenCase } from './matrix-tables.ts'
import { onPage, rowsOnPage } from './page.ts'
import { see, type Seen } from './seen.ts'
import { inSharedRuns } from './shared-runs.ts'

/** A case, and what is seen of its run. */
interface Run {
  readonly call: string
  readonly fault: string
  readonly seen: () => Promise<Seen>
}

const endOf = inSharedRuns(faultCases, callsTogether, 48, see)
const endOfJob = inSharedRuns(jobEndCases, jobEndsTogether, 40, seeJobEnd)
const runs = faultCases.map((one): Run => ({ ...one, seen: async () => endOf(one) }))
const runsOfJobEnds = jobEndCases.map((one): Run => ({ ...one, seen: async () => endOfJob(one) }))
const rowOnPage = rowsOnPage('matrix', 2)

async function seenCase(run: Run): Promise<SeenCase> {
  return { ...run, cells: cellsOf(await run.seen()) }
}

describe.each([...calls, ...jobEndCalls])('$call', ({ call }) => {
  it.each([...runs, ...runsOfJobEnds].filter((run) => run.call === call))('$fault', async (run) => {
    const seen = await run.seen()
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
