import { describe, expect, it } from '@jest/globals'
import {
  approvedPlanId,
  approvingPullRequest,
  checkEvent,
  type MergedPullRequest,
  type PullRequest,
} from '../../src/sharing/approval.ts'
import {
  recordOfPlan,
  recordOfRefusal,
  recordOfRest,
  recordOfUse,
  type PlanRecord,
} from '../../src/sharing/plan-record.ts'
import { ProblemError } from '../../src/sharing/problem.ts'
import { samplePlanId } from '../support/results.ts'

const run = { event: 'push', ref: 'refs/heads/main', commit: 'decade' }
const merged: MergedPullRequest = {
  number: 7,
  mergedAt: 1000,
  mergeCommit: 'decade',
  base: 'main',
  head: 'beef',
  isFromFork: false,
}
const open: PullRequest = { ...merged, number: 8, mergedAt: undefined }
const otherId = samplePlanId.replaceAll('0', '9')

/** What a call refuses with, as `message remedy`; its value where it refuses nothing. */
function told(call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const { reason, message, remedy } = error.problem
    return `${reason}: ${message} ${remedy}`
  }
}

describe('the event of a run that applies', () => {
  it.each([
    ['push', 'undefined'],
    ['pull_request', "belongs to a pull request that isn't merged yet (event pull_request)"],
    ['pull_request_target', "isn't merged yet"],
    ['merge_group', "isn't merged yet"],
    ['schedule', 'was started by the event schedule, and only a push merges'],
    ['', 'was started by no event of GitHub'],
  ])('%j', (event, words) => {
    const answer = told(() => {
      checkEvent({ ...run, event })
    })
    expect(String(answer)).toContain(words)
  })
})

describe('the pull request that a commit merged', () => {
  it.each<[what: string, listed: PullRequest[], ref: string, words: string]>([
    ['none', [], run.ref, 'commit decade belongs to no pull request'],
    [
      'an open one, whose trial has the same commit',
      [open],
      run.ref,
      'belongs to pull request #8, which is not merged',
    ],
    ['open ones', [open, { ...open, number: 9 }], run.ref, '#8 and pull request #9, which are not merged'],
    [
      'one of another merge commit',
      [{ ...merged, mergeCommit: 'f00' }],
      run.ref,
      'another commit is the one that merged it',
    ],
    [
      'several',
      [merged, { ...merged, number: 9 }],
      run.ref,
      'merged several pull requests (pull request #7 and pull request #9)',
    ],
    [
      'one of another branch',
      [{ ...merged, base: 'release' }],
      run.ref,
      'was merged into release, but this run is of refs/heads/main',
    ],
    ['one, from a tag', [merged], 'refs/tags/main', 'this run is of refs/tags/main'],
  ])('is refused: %s', (_what, listed, ref, words) => {
    expect(told(() => approvingPullRequest({ ...run, ref }, listed))).toContain(words)
  })

  it('is the merged one, among others that have the commit', () => {
    const others = [open, { ...merged, number: 9, mergeCommit: 'f00' }]
    expect(approvingPullRequest(run, [...others, merged])).toEqual(merged)
  })
})

/** A record made by the viewer before the merge, unless said otherwise. */
function record(of: { state: string; description: string }, but: Partial<PlanRecord> = {}): PlanRecord {
  return { id: 1, link: '', creator: 41, madeAt: 999, ...of, ...but }
}
const planned = (but?: Partial<PlanRecord>) => record(recordOfPlan([], samplePlanId), but)
const approved = (records: readonly PlanRecord[], of = merged): unknown =>
  told(() => approvedPlanId(of, records, 41, 'context'))

describe('the approved plan', () => {
  it.each<[what: string, records: PlanRecord[]]>([
    ['the only one', [planned()]],
    ['the one at the very moment of the merge', [planned({ madeAt: 1000 })]],
    [
      'the newest by its id, in any order',
      [planned({ id: 3 }), record(recordOfPlan([], otherId), { id: 2 })],
    ],
    [
      'not a later one of a stranger',
      [planned(), record(recordOfPlan([], otherId), { id: 9, creator: 666 })],
    ],
    [
      'not a later one of nobody',
      [planned(), record(recordOfPlan([], otherId), { id: 9, creator: undefined })],
    ],
    ['not one after the merge', [planned(), record(recordOfPlan([], otherId), { id: 9, madeAt: 1001 })]],
    ['not a refusal after the merge', [planned(), record(recordOfRefusal('drift'), { id: 9, madeAt: 1001 })]],
    [
      'what a run left after the merge',
      [
        record(recordOfPlan([], otherId)),
        record(recordOfUse(otherId), { id: 2, madeAt: 2000 }),
        record(recordOfRest([], samplePlanId), { id: 3, madeAt: 3000 }),
      ],
    ],
  ])('is %s', (_what, records) => {
    expect(approved(records)).toBe(samplePlanId)
  })

  it.each<[what: string, records: PlanRecord[], words: string]>([
    [
      'nothing is recorded',
      [],
      'there is no record of "context" on the final commit beef of pull request #7',
    ],
    ['a stranger recorded it', [planned({ creator: 666 })], 'was made by somebody else'],
    ['it came after the merge', [planned({ madeAt: 1001 })], 'was recorded after the merge'],
    [
      'it was refused',
      [planned(), record(recordOfRefusal('drift'), { id: 2 })],
      'approves nothing (failure: "Refused (drift)',
    ],
    [
      'a run began to apply it',
      [planned(), record(recordOfUse(samplePlanId), { id: 2, madeAt: 2000 })],
      'was already used',
    ],
    ['it is no plan', [record({ state: 'success', description: 'x' })], 'approves nothing (success: "x")'],
  ])('is none where %s', (_what, records, words) => {
    expect(approved(records)).toContain(words)
    expect(approved(records)).toMatch(/^not-approved: /)
  })

  it('is none of a fork, in words of its own', () => {
    expect(approved([], { ...merged, isFromFork: true })).toContain('comes from a fork')
  })
})
