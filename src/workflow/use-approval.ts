import { posix } from 'node:path'
import type { Cancellation } from '../ports/cancellation.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { PlanRecords } from '../ports/plan-records.ts'
import { checkLaterChanges, notApproved, type MergedPullRequest } from '../sharing/approval.ts'
import { approvedPlanId } from '../sharing/approved-plan.ts'
import { count } from '../sharing/count.ts'
import type { Guards } from '../sharing/guards.ts'
import { recordFor, recordOfRest, recordOfUse } from '../sharing/plan-record.ts'
import type { Plan } from '../sharing/plan.ts'
import { problemOf, type Problem } from '../sharing/problem.ts'
import { restOfPlan } from '../sharing/rest-of-plan.ts'
import type { RunResult } from '../sharing/result.ts'

/** The ports that find and use an approval. */
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

/** A plan and the pull request that approves it. */
interface ApprovedPlan {
  readonly pullRequest: MergedPullRequest
  readonly planId: string
  /** The id of the token's own account. */
  readonly viewer: number
  readonly context: string
  readonly policyFile: string
  readonly temporary: boolean
}

/** The approval of a plan by a pull request. */
export class FoundApproval implements Approval {
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

/** The lack of an approval. */
export class MissingApproval implements Approval {
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

/**
 * Checks that the branch has not taken the run's commit back. Only a run that was started again needs it: before that, the
 * pull requests that were merged meanwhile wait for their turn.
 * @throws ProblemError for a later change of the policy file or the workflows, or one that can't be read
 */
export async function checkAgain(records: PlanRecords, policyFile: string): Promise<void> {
  if (records.run.attempt === 1) return
  checkLaterChanges(records.run, posix.normalize(policyFile), await records.laterChanges())
}
