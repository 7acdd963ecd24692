import type { Log } from '../ports/log.ts'
import type { PlanRecords, ProposedChange } from '../ports/plan-records.ts'
import {
  hasTwoPlans,
  recordFor,
  recordOfPlan,
  recordOfRefusal,
  recordOfTwoPlans,
  type NewPlanRecord,
} from '../sharing/plan-record.ts'
import { problemOf, ProblemError, type Problem } from '../sharing/problem.ts'
import { failureReasonOf, settledChanges, type RunResult } from '../sharing/result.ts'

/**
 * Records the plan of a result on the head commit of the pull request, or that it was refused.
 * @returns the result, with a problem if there is no record of the plan now
 */
export async function recordPlan(
  result: RunResult,
  context: string,
  openPlanRecords: () => Promise<PlanRecords>,
  log: Log,
): Promise<RunResult> {
  try {
    const records = await openPlanRecords()
    const { number, head } = proposed(records)
    const record = async (one: NewPlanRecord) => records.record(head, context, recordFor(number, one))
    const reason = failureReasonOf(result)
    const planned = settledChanges(result).map(({ change }) => change)
    const { planId } = result
    if (reason !== undefined || planId === undefined) {
      await record(recordOfRefusal(reason ?? 'internal'))
      return result
    }
    const made = await record(recordOfPlan(planned, planId))
    const listed = await records.recordsOn(head, context).catch(async (error: unknown) => {
      // Another step may have recorded another plan, so this one must not stay approved.
      await record(recordOfRefusal('not-approved'))
      throw error
    })
    if (!hasTwoPlans(made, listed)) {
      log.info(`Recorded on commit ${head} as "${context}".`)
      return result
    }
    await record(recordOfTwoPlans())
    return withProblem(result, twoPlans(context))
  } catch (error) {
    return withProblem(result, problemOf(error))
  }
}

function proposed({ proposed: change }: PlanRecords): ProposedChange {
  if (change === undefined) {
    throw notRecorded(
      "the file of the run's event names no pull request",
      'Run this step on the event pull_request, and let no step change the file of the event.',
    )
  }
  if (change.isFromFork) {
    throw notRecorded(
      `pull request #${change.number} comes from a fork, whose runs have a token that only reads`,
      'Leave the step out for forks: if: github.event.pull_request.head.repo.full_name == github.repository.',
    )
  }
  return change
}

function twoPlans(context: string): Problem {
  return {
    reason: 'not-approved',
    message: `Two steps of this run recorded different plans as "${context}", so neither is approved.`,
    remedy:
      'Give each step a policy-file, an image-id or an aws-region of its own, or plan everything in one step with one policy file.',
  }
}

function notRecorded(why: string, remedy: string): ProblemError {
  return new ProblemError({
    reason: 'not-approved',
    message: `record-plan can't record the plan: ${why}.`,
    remedy,
  })
}

function withProblem(result: RunResult, problem: Problem): RunResult {
  return { ...result, problems: [...result.problems, problem] }
}
