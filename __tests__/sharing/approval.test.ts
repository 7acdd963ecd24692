import { describe, expect, it } from '@jest/globals'
import { approvingPullRequest, checkEvent, type PullRequest } from '../../src/sharing/approval.ts'
import { mergedPullRequest as merged, told } from '../support/approvals.ts'

const run = { event: 'push', ref: 'refs/heads/main', commit: 'decade', attempt: 1 }
const open: PullRequest = { ...merged, number: 8, mergedAt: undefined }

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
    ...['schedule', 'workflow_dispatch'].map((event) => [
      event,
      `the run was started by the event ${event}, and only a push merges a pull request. ${onPushAlone}`,
    ]),
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
