import type { InputTexts } from './input/input-texts.ts'
import type { Settings } from './input/read-inputs.ts'
import type { JobEnvironment } from './input/sign-in.ts'
import { publish, publishOutputs, type OutputPublisher } from './report/publish.ts'
import { summaryOf } from './report/summary.ts'
import { withName } from './sharing/account-names.ts'
import { driftIn } from './sharing/drift.ts'
import { guardRefusals, untrustedRefusals } from './sharing/guards.ts'
import { isOutage, withoutOutages, type Visible } from './sharing/outages.ts'
import { proposedResult, refusedResult, settledResult } from './sharing/plan-results.ts'
import { changesOf, makePlan } from './sharing/plan.ts'
import { withPlaces } from './sharing/places.ts'
import { problemOf } from './sharing/problem.ts'
import { refusalsOf } from './sharing/refusals.ts'
import { remarksOn } from './sharing/remarks.ts'
import { allProblems, resultWithoutPlan, settledChanges, type RunResult } from './sharing/result.ts'
import type { Region } from './sharing/identifiers.ts'
import type { WantedImage } from './sharing/request.ts'
import type { SignIn } from './sharing/sign-in.ts'
import { AccountMask, hideWhatLooksLikeAccounts } from './steps/account-mask.ts'
import { apply, cancelledProblem, type Applying } from './steps/apply.ts'
import type { Cancellation } from './steps/cancellation.ts'
import type { Clock } from './steps/clock.ts'
import { keepComment, type PullRequestComments } from './steps/comment.ts'
import { describePlan, describeProof, describeRequest } from './steps/describe-plan.ts'
import type { ImageService } from './steps/image-service.ts'
import { firstReads } from './steps/look.ts'
import { prove, staleImages } from './steps/prove.ts'
import { readSettings, type WorkspaceFiles } from './steps/read-settings.ts'
import { ReadsUntilOutage } from './steps/reads-until-outage.ts'
import { resolveNames } from './steps/resolve-names.ts'
import { refuseTooMany, rememberShares, sharesIn, sharesLeft } from './steps/temporary-shares.ts'
import { undoOnFailure } from './steps/undo.ts'
import { lookAndWait } from './steps/wait.ts'

/** GitHub's runner, as far as the job needs it. */
export interface RunnerPort extends OutputPublisher, WorkspaceFiles {
  readonly inputs: InputTexts
  readonly environment: JobEnvironment
  /** Hides a text in the log from now on. */
  mask(secret: string): void
  /** A text without what was masked: what leaves by another way than the log has to hide it too. */
  hidden(text: string): string
  /** Keeps a text for the post step; a later one of the same name wins. */
  saveState(name: string, value: string): void
}

/** Everything outside that the job touches. */
export interface World {
  readonly runner: RunnerPort
  readonly clock: Clock
  readonly cancellation: Cancellation
  /** What day it is: shares may end with one. */
  readonly today: Date
  /** The comments of the run's pull request; `undefined` where it belongs to none. */
  openComments(): Promise<PullRequestComments | undefined>
  /** Signs in to AWS, and gets ready for so many reads in each Region; throws a ProblemError where that fails. */
  connect(signIn: SignIn, firstReads: ReadonlyMap<Region, number>): Promise<ImageService>
}

/** The whole job: reads the inputs, shares and unshares, reports, and tells what came of it. */
export async function run(world: World): Promise<RunResult> {
  const reading = await readSettings(world.runner, world.today)
  if (reading.kind === 'refused' && reading.maskAccountIds) {
    hideWhatLooksLikeAccounts(reading.problems, world.runner)
  }
  const result =
    reading.kind === 'sound'
      ? await bringAbout(reading.settings, world)
      : resultWithoutPlan(undefined, reading.problems)
  const report = summaryOf(result)
  publishOutputs(result, report, world.runner)
  const comment = keepComment(
    reading.kind === 'sound' ? reading.settings.comment : reading.comment,
    result,
    async () => world.openComments(),
    (text) => world.runner.hidden(text),
  )
  await publish(result, report, world.runner, await comment)
  return result
}

/** Does what the settings ask for, and tells what came of it. Whatever happens is told, never thrown. */
export async function bringAbout(settings: Settings, world: World): Promise<RunResult> {
  const mask = new AccountMask(settings, world.runner)
  let service: ImageService | undefined
  let result: RunResult
  try {
    describeRequest(settings, world.runner)
    service = await world.connect(settings.signIn, firstReads(settings.request.images))
    const { accountNames } = settings.request
    result = await shareAndUnshare(settings, { ...world, service, journal: world.runner, mask, accountNames })
  } catch (error) {
    result = resultWithoutPlan(settings.request.mode, [problemOf(error)], settings.warnings)
  } finally {
    world.runner.endGroup()
    service?.close()
  }
  mask.hideNamedIn(allProblems(result))
  mask.hideInTexts(result.warnings)
  mask.hide(result.images.flatMap(({ recipients }) => recipients ?? []))
  return result
}

interface Doing extends Applying {
  readonly runner: RunnerPort
  readonly mask: AccountMask
}

async function shareAndUnshare(settings: Settings, doing: Doing): Promise<RunResult> {
  const { request, guards, warnings } = settings
  const { mode, accountNames, temporary } = request
  const { clock, cancellation, runner } = doing

  const seen = await see(settings, doing)
  const plan = makePlan(seen.images, seen.current, { images: request.images.length, temporary })
  const told = { mode, accountNames, warnings: [...warnings, ...remarksOn(plan, accountNames)] }
  describePlan(plan, accountNames, runner)

  if (cancellation.requested.aborted) return refusedResult(plan, [cancelledProblem], told)
  const changes = changesOf(plan)
  const record = { signInRegion: settings.signIn.region, shares: sharesIn(changes) }
  const refusals = [
    ...seen.refusals,
    ...refusalsOf(plan, seen.refusals).map((problem) => withName(problem, accountNames)),
    ...guardRefusals(plan, guards),
    ...(temporary ? refuseTooMany(record) : []),
  ]
  if (refusals.length > 0) return refusedResult(plan, [...refusals, ...seen.outages], told)
  if (mode !== 'apply') return proposedResult(plan, seen.outages, told)

  if (temporary) rememberShares(record, runner)
  const began = clock.now()
  const attempts = await apply(changes, doing)
  const stale = staleImages(plan, clock.now() - began)
  const proofs = await prove(changes, attempts, doing, driftIn(plan), stale)
  const settled = settledResult(plan, { attempts, proofs }, seen.outages, told)
  describeProof(settled, runner)
  const result = request.undoOnFailure ? await undoOnFailure(settled, doing, guards) : settled
  if (temporary) rememberShares({ ...record, shares: sharesLeft(settledChanges(result)) }, runner)
  return result
}

interface Seen extends Visible {
  readonly images: readonly WantedImage[]
}

/** What the images are and who can copy them, and why nothing may be written whatever the plan will be. */
async function see({ request, guards }: Settings, doing: Doing): Promise<Seen> {
  const { service, cancellation, mask } = doing
  const untrusted = untrustedRefusals(request.images, guards, request.accountNames)
  const reads = new ReadsUntilOutage(service)
  const { images, problems } = await resolveNames(request.images, reads, cancellation.callsEnd)
  const isRefused = untrusted.length > 0 || !problems.every(isOutage)
  const sighting = await lookAndWait({ ...request, images }, doing, isRefused, reads)
  mask.hideIn(sighting.current.values())
  const unseen = withPlaces([...new Set([...problems, ...sighting.problems])], images)
  if (request.isBestEffort === true)
    return { images, current: sighting.current, outages: unseen, refusals: [] }
  const visible = withoutOutages(sighting.current, unseen)
  return { ...visible, images, refusals: [...visible.refusals, ...untrusted] }
}
