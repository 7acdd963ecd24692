import { checkAwsVariables } from '../input/aws-variables.ts'
import { InputProblems } from '../input/input-problems.ts'
import { isFalse } from '../input/scalars.ts'
import { readRole } from '../input/read-sign-in.ts'
import { publish } from '../report/publish.ts'
import { summaryOf } from '../report/summary.ts'
import type { World } from './run.ts'
import { notUnshared, unsharedResult } from '../sharing/temporary-results.ts'
import { problemOf, type Problem } from '../sharing/problem.ts'
import { resultWithoutPlan, type RunResult } from '../sharing/result.ts'
import type { Rollback } from '../sharing/rollback.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import { AccountMask } from './account-mask.ts'
import { firstCalls } from './apply.ts'
import { logVerification, logUnshares } from './log-plan.ts'
import { rollBack } from './carry-out-rollback.ts'
import { readRecord, type TemporaryRecord } from './temporary-record.ts'
import { withImages } from './with-images.ts'

/**
 * Runs the post step: unshares only what the main step shared for the duration of the job. Signs in again, sends the
 * unshare for every share whatever a read shows, verifies by reading, and fails if someone may keep access.
 * @param text the record of the main step, see `temporary-record.ts`
 */
export async function endTemporaryShares(text: string, world: World): Promise<RunResult> {
  const record = readRecord(text)
  const ended = record === undefined ? resultWithoutPlan('apply', [unreadable]) : await end(record, world)
  const result = { ...ended, subject: 'Temporary shares' }
  await publish(result, summaryOf(result), world.runner)
  return result
}

const unreadable: Problem = {
  reason: 'internal',
  message: "The record of this job's temporary shares can't be read.",
  remedy:
    "Check which accounts can copy this step's images. Unshare from each that was to have access for this job alone: in a step with the same image-id, their account-id and allow: false.",
}

async function end({ signInRegion, shares }: TemporaryRecord, world: World): Promise<RunResult> {
  const { inputs, environment } = world.runner
  // A typing error in this input must not leave anybody with access.
  const mask = new AccountMask(!isFalse(inputs['mask-account-ids']), world.runner)
  mask.mask(shares.map(({ account }) => account))
  const unshares = shares.map(({ image, account, isUnanswered }): Rollback => ({
    change: { image, account, kind: 'unshare' },
    isUnanswered,
  }))
  const problems = new InputProblems()
  const role = readRole(inputs, environment, signInRegion, problems)
  checkAwsVariables(environment.aws, role !== undefined, problems)
  if (problems.found.length > 0) return notUnshared(unshares, problems.found)
  mask.maskRole(role)
  const result = await unshare(unshares, { region: signInRegion, role }, world)
  mask.maskResult(result)
  return result
}

async function unshare(unshares: readonly Rollback[], signIn: SignIn, world: World): Promise<RunResult> {
  const { runner } = world
  const changes = unshares.map(({ change }) => change)
  try {
    logUnshares(changes, signIn, runner)
    const connect = async () => world.connect(signIn, firstCalls(changes))
    return await withImages(connect, runner, async (service) => {
      const ports = { ...world, service, log: runner }
      const result = unsharedResult(await rollBack(unshares, ports, 'Sending'))
      logVerification(result, changes, runner)
      return result
    })
  } catch (error) {
    return notUnshared(unshares, [problemOf(error)])
  }
}
