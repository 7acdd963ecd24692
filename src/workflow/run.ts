import { onPullRequest } from '../input/read-guards.ts'
import type { InputReading, Settings } from '../input/read-inputs.ts'
import type { CommentWhen } from '../input/read-pull-request.ts'
import { givenRegion } from '../input/read-sign-in.ts'
import type { Cancellation } from '../ports/cancellation.ts'
import type { Clock } from '../ports/clock.ts'
import type { PullRequestComments } from '../ports/comments.ts'
import type { SignedIn } from '../ports/organization-service.ts'
import type { PlanRecords } from '../ports/plan-records.ts'
import type { Runner } from '../ports/runner.ts'
import { publish, publishOutputs } from '../report/publish.ts'
import { summaryOf } from '../report/summary.ts'
import { annotate } from '../sharing/annotate.ts'
import type { Region } from '../sharing/identifiers.ts'
import { problemOf } from '../sharing/problem.ts'
import { resultWithoutPlan, type RunResult } from '../sharing/result.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import { AccountMask } from './account-mask.ts'
import type { Approval } from './use-approval.ts'
import { logRequest } from './log-plan.ts'
import { planAndCarryOut, type RunPorts } from './plan-and-carry-out.ts'
import { readCurrentState } from './read-current-state.ts'
import { firstReads } from './read-images.ts'
import { unitsIn } from './read-organization.ts'
import { readSettings, type StepTexts } from './read-settings.ts'
import { withImages } from './with-images.ts'

/** Everything outside the process that the job uses. */
export interface World {
  readonly runner: Runner & StepTexts
  readonly clock: Clock
  readonly cancellation: Cancellation
  /** Returns the comments of the run's pull request; `undefined` if it belongs to none. */
  openComments(): Promise<PullRequestComments | undefined>
  /** Opens the records of plans on commits. Throws a ProblemError if that fails. */
  openPlanRecords(): Promise<PlanRecords>
  /**
   * Signs in to AWS, and prepares for this many calls in each Region, and for reading AWS Organizations if that is
   * needed. Throws a ProblemError if that fails.
   */
  connect(
    signIn: SignIn,
    firstCalls: ReadonlyMap<Region, number>,
    needsOrganization?: boolean,
  ): Promise<SignedIn>
}

/** Runs the whole job: reads the inputs, shares and unshares, reports, and returns the result. */
export async function run(world: World): Promise<RunResult> {
  const reading = await readSettings(world.runner, world.clock.today())
  const { maskAccountIds } = reading.kind === 'sound' ? reading.settings : reading
  const mask = new AccountMask(maskAccountIds, world.runner)
  const outcome =
    reading.kind === 'sound'
      ? await runSettings(reading.settings, mask, world)
      : resultWithoutPlan(undefined, reading.problems)
  const result = await recorded(outcome, reading, world)
  const report = summaryOf(result)
  publishOutputs(result, report, world.runner)
  const when = reading.kind === 'sound' ? reading.settings.comment : reading.comment
  await publish(result, report, world.runner, await commentOn(when, result, world))
  return result
}

/** Keeps the comment up to date, if one is asked for. Returns a warning if that failed. */
async function commentOn(when: CommentWhen, result: RunResult, world: World): Promise<string | undefined> {
  if (when === 'never') return undefined
  // A separate file: most steps don't comment.
  const { keepComment } = await import('./keep-comment.ts')
  return keepComment(
    when,
    result,
    async () => world.openComments(),
    (text) => world.runner.redact(text),
  )
}

/** Records the plan on its pull request, if the step is to do so. */
async function recorded(result: RunResult, reading: InputReading, world: World): Promise<RunResult> {
  const { inputs, environment } = world.runner
  const isSound = reading.kind === 'sound'
  const { recordPlan: isWanted } = isSound ? reading.settings : reading
  const region = isSound ? reading.settings.signIn.region : givenRegion(inputs, environment)
  // A record's context names the Region. Without one no plan is recorded, and none is approved.
  if (!isWanted || region === undefined) return result
  const { planContext, recordPlan } = await import('./plan-approvals.ts')
  return recordPlan(result, planContext(inputs, region), async () => world.openPlanRecords(), world.runner)
}

/** Carries out the settings and returns the result. Every error is reported in it, never thrown. */
async function runSettings(settings: Settings, mask: AccountMask, world: World): Promise<RunResult> {
  const { request, signIn, warnings } = settings
  const { runner } = world
  mask.maskRequested(request)
  mask.maskRole(signIn.role)
  mask.maskRole(signIn.organizationsRole)
  let result: RunResult
  try {
    logRequest(settings, runner)
    const { accountNames, images } = request
    const needsOrganization = unitsIn(settings).length > 0
    const connect = async () => world.connect(signIn, firstReads(images), needsOrganization)
    result = await withImages(connect, runner, async (service) =>
      shareAndUnshare(settings, {
        ...world,
        service,
        log: runner,
        mask,
        accountNames,
      }),
    )
  } catch (error) {
    const { mode, images, accountNames } = request
    result = { ...resultWithoutPlan(mode, [problemOf(error)], warnings, images), accountNames }
  }
  mask.maskResult(result)
  return result
}

interface StepPorts extends RunPorts, Pick<World, 'openPlanRecords'> {
  readonly service: SignedIn
  readonly runner: Runner & StepTexts
  readonly mask: AccountMask
}

async function shareAndUnshare(settings: Settings, ports: StepPorts): Promise<RunResult> {
  // GitHub and AWS are asked at the same time: neither answer depends on the other.
  const approved = approvalFor(settings, ports)
  const isUnapproved = async () => ((await approved)?.problems ?? []).length > 0
  const [approval, state] = await Promise.all([approved, readCurrentState(settings, ports, isUnapproved)])
  const { accountNames } = state
  const result = await planAndCarryOut(state, settings, approval, { ...ports, accountNames })
  return annotate(result, state.images)
}

// In a separate file, for the runs that ask for it.
async function approvalFor(settings: Settings, ports: StepPorts): Promise<Approval | undefined> {
  if (settings.guards.approvedPlan !== onPullRequest) return undefined
  const { findApproval } = await import('./plan-approvals.ts')
  return findApproval(settings, ports.runner, ports)
}
