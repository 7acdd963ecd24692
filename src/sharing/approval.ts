import { ProblemError } from './problem.ts'

/** The run that looks for an approval. */
export interface ApplyingRun {
  /** The event that started it. */
  readonly event: string
  /** Its git ref, such as `refs/heads/main`. */
  readonly ref: string
  /** Its commit. */
  readonly commit: string
  /** 1, and one more each time that somebody starts the run again. */
  readonly attempt: number
}

/** A pull request that a commit belongs to. */
export interface PullRequest {
  readonly number: number
  /** Milliseconds since 1970; `undefined` if it isn't merged. */
  readonly mergedAt: number | undefined
  /** The commit that merged it; of an open one, the commit that tries the merge. */
  readonly mergeCommit: string | undefined
  /** The branch that it was merged into. */
  readonly base: string
  /** Its final commit. */
  readonly head: string
  readonly isFromFork: boolean
}

/** A pull request that was merged. */
export interface MergedPullRequest extends PullRequest {
  readonly mergedAt: number
}

/**
 * Checks that a run can be of a merge at all.
 * @throws ProblemError `not-approved` for any event but a push
 */
export function checkEvent({ event }: ApplyingRun): void {
  if (event === 'push') return
  const isProposal = event.startsWith('pull_request') || event === 'merge_group'
  throw notApproved(
    isProposal
      ? `the run belongs to a pull request that isn't merged yet (event ${event})`
      : `the run was started by ${event === '' ? 'no event of GitHub' : `the event ${event}`}, and only a push merges a pull request`,
    isProposal
      ? 'Plan on the pull request (mode: plan, record-plan: true), and apply on the push that merges it.'
      : 'Apply on the event push. For other events give the plan-id itself, or any to apply without an approval.',
  )
}

/** Returns the pull requests that a commit merged. GitHub lists other ones too that contain the commit. */
export function mergedBy(commit: string, pullRequests: readonly PullRequest[]): readonly MergedPullRequest[] {
  return pullRequests.flatMap((one) =>
    one.mergedAt !== undefined && one.mergeCommit === commit ? [{ ...one, mergedAt: one.mergedAt }] : [],
  )
}

/**
 * Returns the pull request that the run's commit merged.
 * @throws ProblemError `not-approved` if there is none, or several, or it was merged into another branch
 */
export function approvingPullRequest(
  { commit, ref }: ApplyingRun,
  pullRequests: readonly PullRequest[],
): MergedPullRequest {
  const [merged, ...others] = mergedBy(commit, pullRequests)
  if (merged === undefined) throw noMerge(commit, pullRequests)
  if (others.length > 0) {
    throw notApproved(
      `commit ${commit} merged several pull requests (${numbers([merged, ...others])}), and none of them showed this plan alone`,
      'Open another pull request that plans what is left, and merge it by itself.',
    )
  }
  if (ref !== `refs/heads/${merged.base}`) {
    throw notApproved(
      `pull request #${merged.number} was merged into ${merged.base}, but this run is of ${ref}`,
      'Open a pull request against the branch that applies, or run this step on the branch of the pull request.',
    )
  }
  return merged
}

function noMerge(commit: string, pullRequests: readonly PullRequest[]): ProblemError {
  const unmerged = pullRequests.filter(({ mergedAt }) => mergedAt === undefined)
  if (pullRequests.length === 0) {
    return notApproved(
      `commit ${commit} belongs to no pull request`,
      'Change what is shared by a pull request that plans it. If one was merged just now, run the job again.',
    )
  }
  if (unmerged.length > 0) {
    return notApproved(
      `commit ${commit} belongs to ${numbers(unmerged)}, which ${unmerged.length === 1 ? 'is' : 'are'} not merged`,
      'Merge the pull request on GitHub instead of pushing its commits to the branch.',
    )
  }
  return notApproved(
    `commit ${commit} came with ${numbers(pullRequests)}, but another commit is the one that merged it`,
    'Apply on the push of the merge itself. For later commits open a pull request of their own.',
  )
}

function numbers(pullRequests: readonly PullRequest[]): string {
  return pullRequests.map(({ number }) => `pull request #${number}`).join(' and ')
}

/** Returns the error of a plan without an approval; `why` is a clause that follows a colon. */
export function notApproved(why: string, remedy: string): ProblemError {
  return new ProblemError({
    reason: 'not-approved',
    message: `approved-plan: pull-request found no approval: ${why}.`,
    remedy,
  })
}
