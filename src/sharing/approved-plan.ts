import { notApproved, type MergedPullRequest } from './approval.ts'
import { isOfApplyingRun, planIdIn, recordsFor, type PlanRecord } from './plan-record.ts'
import type { ProblemError } from './problem.ts'

/**
 * Returns the id of the plan that a merged pull request approves: the newest record on its final commit that the
 * token's own identity made. A plan that was recorded after the merge was seen by nobody who merged, so it doesn't
 * count; what is left of an approved plan does.
 * @param all all records of the context on the final commit, which may be the head of other pull requests too
 * @param viewer the id of the token's own account
 * @param earlier an earlier commit of the pull request that has a record of the context; only for the problem's words
 * @throws ProblemError `not-approved` if there is no such record, or it approves nothing
 */
export function approvedPlanId(
  pullRequest: MergedPullRequest,
  all: readonly PlanRecord[],
  viewer: number,
  context: string,
  earlier?: string,
): string {
  const records = recordsFor(pullRequest.number, all)
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
