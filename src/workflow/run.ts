import type { CommentWhen, Settings } from '../input/read-inputs.ts'
import { publish, publishOutputs } from '../report/publish.ts'
import { summaryOf } from '../report/summary.ts'
import { annotate } from '../sharing/annotate.ts'
import { guardRefusals, untrustedRefusals } from '../sharing/guards.ts'
import { isOutage, withoutOutages, type Visible } from '../sharing/outages.ts'
import { settledResult, unwrittenResult } from '../sharing/plan-results.ts'
import { changesOf, makePlan, type Plan } from '../sharing/plan.ts'
import { problemOf, type Problem } from '../sharing/problem.ts'
import { checkPlan } from '../sharing/checks.ts'
import { releaseOf, type Release } from '../sharing/release.ts'
import { planWarnings } from '../sharing/plan-warnings.ts'
import { resultWithoutPlan, settledChanges, type RunResult } from '../sharing/result.ts'
import type { Region } from '../sharing/identifiers.ts'
import type { Wanted } from '../sharing/request.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import { AccountMask, hideWhatLooksLikeAccounts } from './account-mask.ts'
import type { Ports } from '../ports/ports.ts'
import { cancelledProblem } from './apply.ts'
import type { Cancellation } from '../ports/cancellation.ts'
import { carryOut } from './carry-out.ts'
import type { Clock } from '../ports/clock.ts'
import type { PullRequestComments } from '../ports/comments.ts'
import type { Runner } from '../ports/runner.ts'
import { logPlan, logVerification, logRelease, logRequest } from './log-plan.ts'
import type { ImageService } from '../ports/image-service.ts'
import { firstReads } from './read-images.ts'
import { readSettings, type StepTexts } from './read-settings.ts'
import { ReadsUntilOutage } from './reads-until-outage.ts'
import type { Resolution } from './resolve-names.ts'
import { readAndWait } from './wait-for-images.ts'
import { withImages } from './with-images.ts'

/** Everything outside the process that the job uses. */
export interface World {
  readonly runner: Runner & StepTexts
  readonly clock: Clock
  readonly cancellation: Cancellation
  /** The current date, for shares that have an end date. */
  readonly today: Date
  /** Returns the comments of the run's pull request; `undefined` if it belongs to none. */
  openComments(): Promise<PullRequestComments | undefined>
  /** Signs in to AWS, and prepares for this many calls in each Region. Throws a ProblemError if that fails. */
  connect(signIn: SignIn, firstCalls: ReadonlyMap<Region, number>): Promise<ImageService>
}

/** Runs the whole job: reads the inputs, shares and unshares, reports, and returns the result. */
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

/** Carries out the settings and returns the result. Every error is reported in it, never thrown. */
async function bringAbout(settings: Settings, world: World): Promise<RunResult> {
  const { request, signIn, maskAccountIds, warnings } = settings
  const { runner } = world
  const mask = new AccountMask(maskAccountIds, runner)
  mask.hideRequested(request)
  mask.hideRole(signIn.role)
  let result: RunResult
  try {
    logRequest(settings, runner)
    const { accountNames, images } = request
    result = await withImages(signIn, firstReads(images), world, async (service) =>
      shareAndUnshare(settings, { ...world, service, log: runner, mask, accountNames }),
    )
  } catch (error) {
    const { mode, images, accountNames } = request
    result = { ...resultWithoutPlan(mode, [problemOf(error)], warnings, images), accountNames }
  }
  mask.hideToldIn(result)
  return result
}

interface RunPorts extends Ports {
  readonly runner: Runner
  readonly mask: AccountMask
}

async function shareAndUnshare(settings: Settings, ports: RunPorts): Promise<RunResult> {
  const state = await readCurrentState(settings, ports)
  return annotate(await planAndCarryOut(state, settings, ports), state.images)
}

async function planAndCarryOut(state: CurrentState, settings: Settings, ports: RunPorts): Promise<RunResult> {
  const { request, guards, warnings } = settings
  const { mode, accountNames, temporary } = request
  const { cancellation, runner } = ports

  const plan = makePlan(state.images, state.current, temporary)
  // Separate files: few jobs have temporary shares. Loaded before anything is written.
  const temporaryShares = temporary ? await import('./temporary-record.ts') : undefined
  const notes = temporary ? [] : runner.readNotes()
  const ending =
    notes.length === 0
      ? []
      : (await import('./temporary-warnings.ts')).temporaryWarnings(plan, notes, accountNames)
  const header = {
    mode,
    accountNames,
    warnings: [...warnings, ...planWarnings(plan, accountNames), ...ending],
  }
  logPlan(plan, accountNames, runner)

  const record = {
    signInRegion: settings.signIn.region,
    shares: temporaryShares?.sharesIn(changesOf(plan)) ?? [],
  }
  const { release, problems } = cancellation.requested.aborted
    ? { release: releaseOf(plan, [], [cancelledProblem]), problems: [cancelledProblem] }
    : check(plan, state, settings, temporaryShares?.refuseTooMany(record) ?? [])
  logRelease(release, runner)
  if (mode !== 'apply' || release.changes.length === 0)
    return unwrittenResult(plan, release, problems, header)

  // If other changes are held, the released ones are kept, whatever their outcome.
  const isUndone = request.undoOnFailure && release.heldBecause === undefined
  // In a separate file, for the runs that ask for it. Loaded before anything is written.
  const undo = isUndone ? await import('./undo-on-failure.ts') : undefined
  temporaryShares?.rememberShares(record, runner)
  const execution = await carryOut(plan, release.changes, ports)
  const settled = settledResult(plan, release, execution, problems, header)
  logVerification(settled, release.changes, runner)
  const result = (await undo?.undoOnFailure(settled, ports, guards)) ?? settled
  if (temporaryShares !== undefined) {
    const shares = temporaryShares.sharesLeft(settledChanges(result))
    temporaryShares.rememberShares({ ...record, shares }, runner)
  }
  return result
}

/** Returns the changes of a plan that may be sent, and all problems of the run as a whole. */
function check(
  plan: Plan,
  state: CurrentState,
  { guards }: Settings,
  others: readonly Problem[],
): { readonly release: Release; readonly problems: readonly Problem[] } {
  const refusals = [...state.refusals, ...checkPlan(plan, state.refusals), ...others]
  const holds = guardRefusals(plan, guards)
  return { release: releaseOf(plan, refusals, holds), problems: [...refusals, ...holds, ...state.outages] }
}

interface CurrentState extends Visible {
  /** All wanted images, by id if their name could be resolved. */
  readonly images: readonly Wanted[]
}

/** Reads the images and their recipients, and checks whether nothing may be written, whatever the plan is. */
async function readCurrentState({ request, guards }: Settings, ports: RunPorts): Promise<CurrentState> {
  const { service, cancellation, mask } = ports
  const untrusted = untrustedRefusals(request.images, guards)
  const reads = new ReadsUntilOutage(service)
  const { images, unresolved, problems } = await byId(request.images, reads, cancellation.callsEnd)
  const isRefused = untrusted.length > 0 || !problems.every(isOutage)
  const currentImages = await readAndWait({ ...request, images }, ports, isRefused, reads)
  mask.hideIn(currentImages.current.values())
  const unseen = [...new Set([...problems, ...currentImages.problems])]
  const all = [...images, ...unresolved]
  const visible = withoutOutages(currentImages.current, unseen)
  return { ...visible, images: all, refusals: [...visible.refusals, ...untrusted] }
}

/** Returns the wanted images by their ids. */
async function byId(
  wanted: readonly Wanted[],
  reads: ReadsUntilOutage,
  signal: AbortSignal,
): Promise<Resolution> {
  const images = wanted.flatMap((one) => ('image' in one ? [one] : []))
  // Inputs and policy files hold an id once.
  if (images.length === wanted.length) return { images, unresolved: [], problems: [] }
  // A separate file: most runs name their images by id.
  const { resolveNames } = await import('./resolve-names.ts')
  return resolveNames(wanted, reads, signal)
}
