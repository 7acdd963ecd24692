import { isOfApplyingRun, planIdIn, type PlanRecord } from './plan-record.ts'
import { ProblemError } from './problem.ts'

/** The run that looks for an approval. */
export interface ApplyingRun {
  /** The event that started it. */
  readonly event: string
  /** Its git ref, such as `refs/heads/main`. */
  readonly ref: string
  /** Its commit. */
  readonly commit: string
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

/**
 * Returns the id of the plan that a merged pull request approves: the newest record on its final commit that the
 * token's own identity made. A plan that was recorded after the merge was seen by nobody who merged, so it doesn't
 * count; what is left of an approved plan does.
 * @param records all records of the context on the final commit
 * @param viewer the id of the token's own account
 * @param earlier an earlier commit of the pull request that has a record of the context; only for the problem's words
 * @throws ProblemError `not-approved` if there is no such record, or it approves nothing
 */
export function approvedPlanId(
  pullRequest: MergedPullRequest,
  records: readonly PlanRecord[],
  viewer: number,
  context: string,
  earlier?: string,
): string {
  const own = records.filter(({ creator }) => creator === viewer)
  const [newest] = own
    .filter((record) => isInTime(record, pullRequest))
    .toSorted((one, other) => other.id - one.id)
  const where = `pull request #${pullRequest.number}`
  if (newest === undefined) throw noRecord(pullRequest, records, own, context, earlier)
  const planAgain = 'Look at its link, then open another pull request that plans what is left to do.'
  if (newest.state === 'pending') {
    throw notApproved(
      `the plan of ${where} was already used: a run began to apply it and never recorded what is left`,
      planAgain,
    )
  }
  const planId = planIdIn(newest)
  if (planId === undefined) {
    throw notApproved(
      `the newest record of "${context}" on ${where} approves nothing (${newest.state}: ${JSON.stringify(newest.description)})`,
      planAgain,
    )
  }
  return planId
}

// The records of runs that apply are made after the merge, and they only narrow what was approved before.
function isInTime(record: PlanRecord, { mergedAt }: MergedPullRequest): boolean {
  return isOfApplyingRun(record) || record.madeAt <= mergedAt
}

function noRecord(
  { number, head, isFromFork }: MergedPullRequest,
  records: readonly PlanRecord[],
  own: readonly PlanRecord[],
  context: string,
  earlier: string | undefined,
): ProblemError {
  const where = `the final commit ${head} of pull request #${number}`
  if (own.length > 0) {
    return notApproved(
      `the plan on ${where} was recorded after the merge, when nobody reviewed it any more`,
      'Open another pull request, and merge it when its plan is there: a required check makes the merge wait.',
    )
  }
  if (records.length > 0) {
    return notApproved(
      `the record of "${context}" on ${where} was made by somebody else than this run's token`,
      'Find out who made it. Give the planning and the applying step the same github-token, then open another pull request.',
    )
  }
  if (isFromFork) {
    return notApproved(
      `pull request #${number} comes from a fork, and runs of forks can't record a plan`,
      'Open the change as a pull request from a branch of this repository.',
    )
  }
  const which = `there is no record of "${context}" on ${where}`
  return notApproved(
    earlier === undefined ? which : `${which}, only on an earlier one, ${earlier}`,
    'Plan each commit of a pull request with record-plan: true, with the same policy-file (or image-id) and aws-region. Then open another pull request.',
  )
}

/** Returns the error of a plan without an approval; `why` is a clause that follows a colon. */
export function notApproved(why: string, remedy: string): ProblemError {
  return new ProblemError({
    reason: 'not-approved',
    message: `approved-plan: pull-request found no approval: ${why}.`,
    remedy,
  })
}
