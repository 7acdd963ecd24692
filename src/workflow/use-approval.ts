import { posix } from 'node:path'
import type { Cancellation } from '../ports/cancellation.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { PlanRecords } from '../ports/plan-records.ts'
import { notApproved, type MergedPullRequest } from '../sharing/approval.ts'
import { approvedPlanId } from '../sharing/approved-plan.ts'
import { count } from '../sharing/count.ts'
import type { Guards } from '../sharing/guards.ts'
import { checkStillWanted, laterPolicyPaths } from '../sharing/later-changes.ts'
import { recordFor, recordOfRest, recordOfUse } from '../sharing/plan-record.ts'
import type { Plan } from '../sharing/plan.ts'
import { problemOf, type Problem } from '../sharing/problem.ts'
import { restOfPlan } from '../sharing/rest-of-plan.ts'
import type { RunResult } from '../sharing/result.ts'
import { readPolicyText, type StepTexts } from './read-settings.ts'

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
   * Uses the approval up, before anything is written: a run can't apply again later what this one applies. Checks first
   * that no later commit of the branch takes it back.
   * @returns why that could not be recorded; nothing may be written then
   */
  use(plan: Plan): Promise<readonly Problem[]>
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
  /** The texts of the step, by which its policy is read. */
  readonly step: StepTexts
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

  async use(plan: Plan): Promise<readonly Problem[]> {
    const { pullRequest, planId, viewer, context, step } = this.#approved
    const { number, head } = pullRequest
    try {
      const records = await this.#ports.openPlanRecords()
      await checkBranch(plan, records, step, this.#ports.clock.today())
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

  async use(_plan: Plan): Promise<readonly Problem[]> {
    return Promise.resolve(this.problems)
  }

  async recordRest(_plan: Plan, result: RunResult): Promise<RunResult> {
    return Promise.resolve(result)
  }
}

/**
 * Checks that no later commit of the branch takes back what the plan does.
 * @throws ProblemError `not-approved` if one does, or that can't be read
 */
async function checkBranch(plan: Plan, records: PlanRecords, step: StepTexts, today: Date): Promise<void> {
  const given = step.inputs['policy-file']
  const later = await records.laterChanges()
  for (const path of laterPolicyPaths(records.run, given && posix.normalize(given), later)) {
    const text = await records.fileOf(later.head, path)
    const reading = text === undefined ? undefined : await readPolicyText(text, path, step, today)
    const wanted = reading?.kind === 'sound' ? reading.wants.images : reading ? 'mistaken' : 'gone'
    checkStillWanted(plan, records.run, { path, wanted })
  }
}
