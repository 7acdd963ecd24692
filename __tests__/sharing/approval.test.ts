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

/** What a call refuses with, as `cause. remedy`; its value where it refuses nothing. */
function told(call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.reason !== 'not-approved') throw error
    const { message, remedy } = error.problem
    return `${message.replace(/^approved-plan: pull-request found no approval: /, '')} ${remedy}`
  }
}

describe('the event of a run that applies', () => {
  const onPush =
    'Plan on the pull request (mode: plan, record-plan: true), and apply on the push that merges it.'
  const onPushAlone =
    'Apply on the event push. For other events give the plan-id itself, or any to apply without an approval.'

  it.each([
    ['push', undefined],
    ...['pull_request', 'pull_request_target', 'merge_group'].map((event) => [
      event,
      `the run belongs to a pull request that isn't merged yet (event ${event}). ${onPush}`,
    ]),
    [
      'schedule',
      `the run was started by the event schedule, and only a push merges a pull request. ${onPushAlone}`,
    ],
    ['', `the run was started by no event of GitHub, and only a push merges a pull request. ${onPushAlone}`],
  ])('%j', (event = '', words) => {
    const answer = told(() => {
      checkEvent({ ...run, event })
    })
    expect(answer).toBe(words)
  })
})

describe('the pull request that a commit merged', () => {
  const mergeOnGitHub = 'Merge the pull request on GitHub instead of pushing its commits to the branch.'
  const otherBranch =
    'Open a pull request against the branch that applies, or run this step on the branch of the pull request.'

  it.each<[what: string, listed: PullRequest[], ref: string, words: string]>([
    [
      'none',
      [],
      run.ref,
      'commit decade belongs to no pull request. Change what is shared by a pull request that plans it. If one was merged just now, run the job again.',
    ],
    [
      'an open one, whose trial has the same commit',
      [open],
      run.ref,
      `commit decade belongs to pull request #8, which is not merged. ${mergeOnGitHub}`,
    ],
    [
      'open ones',
      [open, { ...open, number: 9 }],
      run.ref,
      `commit decade belongs to pull request #8 and pull request #9, which are not merged. ${mergeOnGitHub}`,
    ],
    [
      'one of another merge commit',
      [{ ...merged, mergeCommit: 'f00' }],
      run.ref,
      'commit decade came with pull request #7, but another commit is the one that merged it. Apply on the push of the merge itself. For later commits open a pull request of their own.',
    ],
    [
      'several',
      [merged, { ...merged, number: 9 }],
      run.ref,
      'commit decade merged several pull requests (pull request #7 and pull request #9), and none of them showed this plan alone. Open another pull request that plans what is left, and merge it by itself.',
    ],
    [
      'one of another branch',
      [{ ...merged, base: 'release' }],
      run.ref,
      `pull request #7 was merged into release, but this run is of refs/heads/main. ${otherBranch}`,
    ],
    [
      'one, from a tag',
      [merged],
      'refs/tags/main',
      `pull request #7 was merged into main, but this run is of refs/tags/main. ${otherBranch}`,
    ],
  ])('is refused: %s', (_what, listed, ref, words) => {
    expect(told(() => approvingPullRequest({ ...run, ref }, listed))).toBe(words)
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

  const head = 'the final commit beef of pull request #7'
  const lookAtLink = 'Look at its link, then open another pull request that plans what is left to do.'
  const planAgain =
    'Plan each commit of a pull request with record-plan: true, with the same policy-file (or image-id) and aws-region. Then open another pull request.'

  it.each<[what: string, records: PlanRecord[], words: string]>([
    ['nothing is recorded', [], `there is no record of "context" on ${head}. ${planAgain}`],
    [
      'a stranger recorded it',
      [planned({ creator: 666 })],
      `the record of "context" on ${head} was made by somebody else than this run's token. Find out who made it. Give the planning and the applying step the same github-token, then open another pull request.`,
    ],
    [
      'it came after the merge',
      [planned({ madeAt: 1001 })],
      `the plan on ${head} was recorded after the merge, when nobody reviewed it any more. Open another pull request, and merge it when its plan is there: a required check makes the merge wait.`,
    ],
    [
      'it was refused',
      [planned(), record(recordOfRefusal('drift'), { id: 2 })],
      `the newest record of "context" on pull request #7 approves nothing (failure: "Refused (drift): no plan is approved"). ${lookAtLink}`,
    ],
    [
      'a run began to apply it',
      [planned(), record(recordOfUse(samplePlanId), { id: 2, madeAt: 2000 })],
      `the plan of pull request #7 was already used: a run began to apply it and never recorded what is left. ${lookAtLink}`,
    ],
    [
      'it is no plan',
      [record({ state: 'success', description: 'x' })],
      `the newest record of "context" on pull request #7 approves nothing (success: "x"). ${lookAtLink}`,
    ],
  ])('is none where %s', (_what, records, words) => {
    expect(approved(records)).toBe(words)
  })

  it('is none where an earlier commit alone has a record', () => {
    const answer = told(() => approvedPlanId(merged, [], 41, 'context', 'f00d'))
    expect(answer).toBe(
      `there is no record of "context" on ${head}, only on an earlier one, f00d. ${planAgain}`,
    )
  })

  it('is none of a fork, in words of its own', () => {
    expect(approved([], { ...merged, isFromFork: true })).toBe(
      "pull request #7 comes from a fork, and runs of forks can't record a plan. Open the change as a pull request from a branch of this repository.",
    )
  })
})
