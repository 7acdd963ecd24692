import type { Settings } from '../input/read-inputs.ts'
import type { PlanRecords } from '../ports/plan-records.ts'
import {
  approvingPullRequest,
  checkEvent,
  mergedBy,
  type MergedPullRequest,
  type PullRequest,
} from '../sharing/approval.ts'
import { approvedPlanId } from '../sharing/approved-plan.ts'
import { recordsFor } from '../sharing/plan-record.ts'
import { problemOf } from '../sharing/problem.ts'
import { planContext } from './plan-context.ts'
import type { StepTexts } from './read-settings.ts'
import { FoundApproval, MissingApproval, type Approval, type ApprovalPorts } from './use-approval.ts'

// GitHub's index of the pull requests of a commit lags by tens of seconds after a merge.
const pausesSeconds = [2, 3, 5, 10, 10, 15, 15]

/** Finds the plan that the pull request approves which the run's commit merged. Never throws. */
export async function findApproval(
  { guards, signIn, request: { temporary } }: Settings,
  step: StepTexts,
  ports: ApprovalPorts,
): Promise<Approval> {
  const context = planContext(step.inputs, signIn.region)
  try {
    const records = await ports.openPlanRecords()
    checkEvent(records.run)
    const listed = await pullRequestsOf(records, ports)
    const pullRequest = approvingPullRequest(records.run, listed)
    const [found, viewer] = await Promise.all([
      records.recordsOn(pullRequest.head, context),
      records.viewer(),
    ])
    const isRecorded = recordsFor(pullRequest.number, found).length > 0
    const earlier = isRecorded ? undefined : await earlierRecord(records, pullRequest, context)
    const planId = approvedPlanId(pullRequest, found, viewer, context, earlier)
    return new FoundApproval({ pullRequest, viewer, planId, context, step, temporary }, guards, ports)
  } catch (error) {
    return new MissingApproval(problemOf(error), guards)
  }
}

// Enough to tell a plan that was made before the last push from none.
const mostEarlier = 10

/** Returns the newest earlier commit with a record of the context. */
async function earlierRecord(
  records: PlanRecords,
  { number, head }: MergedPullRequest,
  context: string,
): Promise<string | undefined> {
  const commits = await records.commitsOf(number)
  const earlier = commits.filter((commit) => commit !== head).toReversed()
  for (const commit of earlier.slice(0, mostEarlier)) {
    if (recordsFor(number, await records.recordsOn(commit, context)).length > 0) return commit
  }
  return undefined
}

async function pullRequestsOf(
  records: PlanRecords,
  { clock, cancellation }: ApprovalPorts,
): Promise<readonly PullRequest[]> {
  const { commit } = records.run
  let listed = await records.pullRequestsOf(commit)
  for (const seconds of pausesSeconds) {
    if (mergedBy(commit, listed).length > 0 || cancellation.requested.aborted) break
    await clock.sleep(seconds * 1000, cancellation.requested)
    listed = await records.pullRequestsOf(commit)
  }
  return listed
}
