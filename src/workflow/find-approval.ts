import { posix } from 'node:path'
import type { InputTexts } from '../input/input-texts.ts'
import type { Settings } from '../input/read-inputs.ts'
import type { Cancellation } from '../ports/cancellation.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { PlanRecords } from '../ports/plan-records.ts'
import {
  approvingPullRequest,
  checkEvent,
  checkLaterChanges,
  mergedBy,
  notApproved,
  type MergedPullRequest,
  type PullRequest,
} from '../sharing/approval.ts'
import { approvedPlanId } from '../sharing/approved-plan.ts'
import { count } from '../sharing/count.ts'
import type { Guards } from '../sharing/guards.ts'
import { recordFor, recordOfRest, recordOfUse, recordsFor } from '../sharing/plan-record.ts'
import type { Plan } from '../sharing/plan.ts'
import { problemOf, type Problem } from '../sharing/problem.ts'
import { restOfPlan } from '../sharing/rest-of-plan.ts'
import type { RunResult } from '../sharing/result.ts'
import { planContext } from './plan-context.ts'

// GitHub's index of the pull requests of a commit lags by tens of seconds after a merge.
const pausesSeconds = [2, 3, 5, 10, 10, 15, 15]

/** What the search for an approval needs of the world. */
export interface ApprovalPorts {
  readonly clock: Clock
  readonly cancellation: Cancellation
  readonly log: Log
  /** Opens the records anew for each phase of a run, because each has a time limit of its own. */
  openPlanRecords(): Promise<PlanRecords>
}

/** The approval of the run's plan by a pull request, or the lack of one. */
export interface Approval {
  /** Why there is none; empty if there is one. */
  readonly problems: readonly Problem[]
  /** The run's guards with the id of the approved plan. */
  readonly guards: Guards
  /**
   * Uses the approval up, before anything is written: a run can't apply again later what this one applies.
   * @returns why that could not be recorded; nothing may be written then
   */
  use(): Promise<readonly Problem[]>
  /**
   * Records what is left of the plan, so that a run of the same commit can do that and nothing else.
   * @returns the result, with a warning if it could not be recorded
   */
  recordRest(plan: Plan, result: RunResult): Promise<RunResult>
}

/** Finds the plan that the pull request approves which the run's commit merged. Never throws. */
export async function findApproval(
  { guards, signIn, request: { temporary } }: Settings,
  inputs: InputTexts,
  ports: ApprovalPorts,
): Promise<Approval> {
  const context = planContext(inputs, signIn.region)
  try {
    const records = await ports.openPlanRecords()
    checkEvent(records.run)
    const listed = await pullRequestsOf(records, ports)
    const pullRequest = approvingPullRequest(records.run, listed)
    const policyFile = inputs['policy-file']
    const [found, viewer] = await Promise.all([
      records.recordsOn(pullRequest.head, context),
      records.viewer(),
      checkAgain(records, policyFile),
    ])
    const isRecorded = recordsFor(pullRequest.number, found).length > 0
    const earlier = isRecorded ? undefined : await earlierRecord(records, pullRequest, context)
    const planId = approvedPlanId(pullRequest, found, viewer, context, earlier)
    return new FoundApproval({ pullRequest, viewer, planId, context, policyFile, temporary }, guards, ports)
  } catch (error) {
    return new MissingApproval(problemOf(error), guards)
  }
}

// Only of a run that was started again: before that, the pull requests that were merged meanwhile wait for their turn.
async function checkAgain(records: PlanRecords, policyFile: string): Promise<void> {
  if (records.run.attempt === 1) return
  checkLaterChanges(records.run, posix.normalize(policyFile), await records.laterChanges())
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

interface ApprovedPlan {
  readonly pullRequest: MergedPullRequest
  readonly planId: string
  /** The id of the token's own account. */
  readonly viewer: number
  readonly context: string
  readonly policyFile: string
  readonly temporary: boolean
}

class FoundApproval implements Approval {
  readonly problems = []
  readonly guards: Guards
  readonly #approved: ApprovedPlan
  readonly #ports: ApprovalPorts

  constructor(approved: ApprovedPlan, guards: Guards, ports: ApprovalPorts) {
    this.guards = { ...guards, approvedPlan: approved.planId, approvedOn: approved.pullRequest.number }
    this.#approved = approved
    this.#ports = ports
  }

  async use(): Promise<readonly Problem[]> {
    const { pullRequest, planId, viewer, context, policyFile } = this.#approved
    const { number, head } = pullRequest
    try {
      const records = await this.#ports.openPlanRecords()
      await checkAgain(records, policyFile)
      // A wait for images may have taken hours, and another run of the commit may have been quicker.
      const now = approvedPlanId(pullRequest, await records.recordsOn(head, context), viewer, context)
      if (now !== planId) {
        throw notApproved(
          `another run has recorded another plan on pull request #${number} meanwhile`,
          'Run the job again, and give workflows that share the same images one concurrency group.',
        )
      }
      await records.record(head, context, recordFor(number, recordOfUse(planId)))
    } catch (error) {
      return [problemOf(error)]
    }
    this.#ports.log.info(`The plan is the one of pull request #${number}, recorded on commit ${head}.`)
    return []
  }

  async recordRest(plan: Plan, result: RunResult): Promise<RunResult> {
    const { pullRequest, context, temporary } = this.#approved
    const { number, head } = pullRequest
    const { changes, planId } = restOfPlan(plan, result, temporary)
    try {
      const records = await this.#ports.openPlanRecords()
      await records.record(head, context, recordFor(number, recordOfRest(changes, planId)))
    } catch (error) {
      const next =
        changes.length === 0 ? 'Nothing is left to do.' : 'Open another pull request for what is left.'
      const warning = `What is left of the approved plan (${count(changes.length, 'change')}) could not be recorded, so running this job again is refused. ${next} ${problemOf(error).message}`
      return { ...result, warnings: [...result.warnings, warning] }
    }
    this.#ports.log.info(
      `Recorded on pull request #${number}: ${count(changes.length, 'change')} left to do.`,
    )
    return result
  }
}

class MissingApproval implements Approval {
  readonly problems: readonly [Problem]
  readonly guards: Guards

  constructor(problem: Problem, guards: Guards) {
    this.problems = [problem]
    // The plan is compared with none: that there is no approval is the problem.
    this.guards = { ...guards, approvedPlan: 'any' }
  }

  async use(): Promise<readonly Problem[]> {
    return Promise.resolve(this.problems)
  }

  async recordRest(_plan: Plan, result: RunResult): Promise<RunResult> {
    return Promise.resolve(result)
  }
}
