import type { InputTexts } from './input/input-texts.ts'
import { readInputs, type Settings } from './input/read-inputs.ts'
import type { JobEnvironment } from './input/sign-in.ts'
import { publish, type Publisher } from './report/publish.ts'
import { changesOf, makePlan } from './sharing/plan.ts'
import { problemOf } from './sharing/problem.ts'
import { refusalsOf, remarksOn } from './sharing/refusals.ts'
import {
  allProblems,
  proposedResult,
  refusedResult,
  resultWithoutPlan,
  settledResult,
  type RunResult,
} from './sharing/result.ts'
import type { SignIn } from './sharing/sign-in.ts'
import { AccountMask } from './steps/account-mask.ts'
import { apply, cancelledProblem } from './steps/apply.ts'
import type { Cancellation } from './steps/cancellation.ts'
import type { Clock } from './steps/clock.ts'
import { describePlan, describeProof, describeRequest } from './steps/describe-plan.ts'
import type { ImageService } from './steps/image-service.ts'
import { prove } from './steps/prove.ts'
import { lookAndWait } from './steps/wait.ts'

/** GitHub's runner, as far as the job needs it. */
export interface RunnerPort extends Publisher {
  readonly inputs: InputTexts
  readonly environment: JobEnvironment
  /** Hides a text in the log from now on. */
  mask(secret: string): void
}

/** Everything outside that the job touches. */
export interface World {
  readonly runner: RunnerPort
  readonly clock: Clock
  readonly cancellation: Cancellation
  /** Signs in to AWS; throws a ProblemError where that fails. */
  connect(signIn: SignIn): Promise<ImageService>
}

/** The whole job: reads the inputs, shares and unshares, reports, and tells what came of it. */
export async function run(world: World): Promise<RunResult> {
  const { runner } = world
  const reading = readInputs(runner.inputs, runner.environment)
  const result =
    reading.kind === 'sound'
      ? await bringAbout(reading.settings, world)
      : resultWithoutPlan(undefined, reading.problems)
  await publish(result, runner)
  return result
}

async function bringAbout(settings: Settings, world: World): Promise<RunResult> {
  const mask = new AccountMask(settings, world.runner)
  const result = await carryOut(settings, mask, world)
  mask.hideNamedIn(allProblems(result))
  return result
}

async function carryOut(settings: Settings, mask: AccountMask, world: World): Promise<RunResult> {
  const { request, signIn, warnings } = settings
  const { runner, clock, cancellation } = world
  let service: ImageService | undefined
  try {
    describeRequest(settings, runner)
    service = await world.connect(signIn)
    const doing = { service, clock, cancellation, journal: runner }

    const sighting = await lookAndWait(request, doing)
    mask.hideIn(sighting.current.values())
    const plan = makePlan(request.images, sighting.current)
    const told = { mode: request.mode, warnings: [...warnings, ...remarksOn(plan)] }
    describePlan(plan, runner)

    const refusals = [...sighting.problems, ...refusalsOf(plan)]
    if (cancellation.requested.aborted) return refusedResult(plan, [cancelledProblem], told)
    if (refusals.length > 0) return refusedResult(plan, refusals, told)
    if (request.mode !== 'apply') return proposedResult(plan, told)

    const changes = changesOf(plan)
    const attempts = await apply(changes, doing)
    const proofs = await prove(changes, attempts, doing)
    const result = settledResult(plan, attempts, proofs, told)
    mask.hide(result.images.flatMap(({ recipients }) => recipients ?? []))
    describeProof(result, runner)
    return result
  } catch (error) {
    return resultWithoutPlan(request.mode, [problemOf(error)], warnings)
  } finally {
    runner.endGroup()
    service?.close()
  }
}
