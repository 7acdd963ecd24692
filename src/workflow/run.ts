import { onPullRequest } from '../input/read-guards.ts'
import type { CommentWhen, InputReading, Settings } from '../input/read-inputs.ts'
import { givenRegion } from '../input/read-sign-in.ts'
import { publish, publishOutputs } from '../report/publish.ts'
import { summaryOf } from '../report/summary.ts'
import { annotate } from '../sharing/annotate.ts'
import { guardRefusals, untrustedRefusals, type Guards } from '../sharing/guards.ts'
import { withoutOwners } from '../sharing/origins.ts'
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
import { AccountMask, maskWhatLooksLikeAccounts } from './account-mask.ts'
import type { Ports } from '../ports/ports.ts'
import { cancelledProblem } from './apply.ts'
import type { Cancellation } from '../ports/cancellation.ts'
import { carryOut } from './carry-out.ts'
import type { Clock } from '../ports/clock.ts'
import type { PullRequestComments } from '../ports/comments.ts'
import type { PlanRecords } from '../ports/plan-records.ts'
import type { Runner } from '../ports/runner.ts'
import type { Approval } from './find-approval.ts'
import { logPlan, logVerification, logRelease, logRequest } from './log-plan.ts'
import type { SignedIn } from '../ports/organization-service.ts'
import { firstReads } from './read-images.ts'
import { readWantedAccounts, type WantedAccounts } from './read-organization.ts'
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
  /** Opens the records of plans on commits. Throws a ProblemError if that fails. */
  openPlanRecords(): Promise<PlanRecords>
  /** Signs in to AWS, and prepares for this many calls in each Region. Throws a ProblemError if that fails. */
  connect(signIn: SignIn, firstCalls: ReadonlyMap<Region, number>): Promise<SignedIn>
}

/** Runs the whole job: reads the inputs, shares and unshares, reports, and returns the result. */
export async function run(world: World): Promise<RunResult> {
  const reading = await readSettings(world.runner, world.today)
  if (reading.kind === 'refused' && reading.maskAccountIds) {
    maskWhatLooksLikeAccounts(reading.problems, world.runner)
  }
  const brought =
    reading.kind === 'sound'
      ? await runSettings(reading.settings, world)
      : resultWithoutPlan(undefined, reading.problems)
  const result = await recorded(brought, reading, world)
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
async function runSettings(settings: Settings, world: World): Promise<RunResult> {
  const { request, signIn, maskAccountIds, warnings } = settings
  const { runner } = world
  const mask = new AccountMask(maskAccountIds, runner)
  mask.maskRequested(request)
  mask.maskRole(signIn.role)
  mask.maskRole(signIn.organizationsRole)
  let result: RunResult
  try {
    logRequest(settings, runner)
    const { accountNames, images } = request
    result = await withImages(signIn, firstReads(images), world, async (service) =>
      shareAndUnshare(settings, {
        ...world,
        openPlanRecords: async () => world.openPlanRecords(),
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

interface RunPorts extends Ports, Pick<World, 'openPlanRecords'> {
  readonly service: SignedIn
  readonly runner: Runner & StepTexts
  readonly mask: AccountMask
}

async function shareAndUnshare(settings: Settings, ports: RunPorts): Promise<RunResult> {
  // GitHub and AWS are asked at the same time: neither answer depends on the other.
  const [approval, state] = await Promise.all([
    approvalFor(settings, ports),
    readCurrentState(settings, ports),
  ])
  const { accountNames } = state
  const result = await planAndCarryOut(state, settings, approval, { ...ports, accountNames })
  return annotate(result, state.images)
}

// In a separate file, for the runs that ask for it.
async function approvalFor(settings: Settings, ports: RunPorts): Promise<Approval | undefined> {
  if (settings.guards.approvedPlan !== onPullRequest) return undefined
  const { findApproval } = await import('./plan-approvals.ts')
  return findApproval(settings, ports.runner.inputs, ports)
}

async function planAndCarryOut(
  state: CurrentState,
  settings: Settings,
  approval: Approval | undefined,
  ports: RunPorts,
): Promise<RunResult> {
  const { request } = settings
  const { accountNames } = state
  const { approvedPlan, approvedOn } = approval?.guards ?? state.guards
  const guards = { ...state.guards, approvedPlan, approvedOn }
  const { mode, temporary } = request
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
    temporary,
    warnings: [...settings.warnings, ...state.warnings, ...planWarnings(plan, accountNames), ...ending],
  }
  logPlan(plan, accountNames, runner)

  const record = {
    signInRegion: settings.signIn.region,
    shares: temporaryShares?.sharesIn(changesOf(plan)) ?? [],
  }
  const { release, problems } = cancellation.requested.aborted
    ? { release: releaseOf(plan, [], [cancelledProblem]), problems: [cancelledProblem] }
    : check(plan, state, guards, approval?.problems ?? [], temporaryShares?.refuseTooMany(record) ?? [])
  logRelease(release, runner)
  if (mode !== 'apply' || release.changes.length === 0)
    return unwrittenResult(plan, release, problems, header)

  // If other changes are held, the released ones are kept, whatever their outcome.
  const isUndone = request.undoOnFailure && release.heldBecause === undefined
  // In a separate file, for the runs that ask for it. Loaded before anything is written.
  const undo = isUndone ? await import('./undo-on-failure.ts') : undefined
  const unused = (await approval?.use()) ?? []
  if (unused.length > 0)
    return unwrittenResult(plan, releaseOf(plan, [], unused), [...problems, ...unused], header)
  temporaryShares?.rememberShares(record, runner)
  const execution = await carryOut(plan, release.changes, ports)
  const settled = settledResult(plan, release, execution, problems, header)
  logVerification(settled, release.changes, runner)
  const result = (await undo?.undoOnFailure(settled, ports, guards)) ?? settled
  if (temporaryShares !== undefined) {
    const shares = temporaryShares.sharesLeft(settledChanges(result))
    temporaryShares.rememberShares({ ...record, shares }, runner)
  }
  return (await approval?.recordRest(plan, result)) ?? result
}

/** Returns the changes of a plan that may be sent, and all problems of the run as a whole. */
function check(
  plan: Plan,
  state: CurrentState,
  guards: Guards,
  unapproved: readonly Problem[],
  others: readonly Problem[],
): { readonly release: Release; readonly problems: readonly Problem[] } {
  const refusals = [...state.refusals, ...checkPlan(plan, state.refusals), ...others]
  const holds = [...unapproved, ...guardRefusals(plan, guards)]
  return { release: releaseOf(plan, refusals, holds), problems: [...refusals, ...holds, ...state.outages] }
}

interface CurrentState extends Visible, Pick<WantedAccounts, 'guards' | 'accountNames' | 'warnings'> {
  /** All wanted images, by id if their name could be resolved, and with accounts in place of units. */
  readonly images: readonly Wanted[]
}

/** Reads the images and their recipients, and checks whether nothing may be written, whatever the plan is. */
async function readCurrentState(settings: Settings, ports: RunPorts): Promise<CurrentState> {
  const { request } = settings
  const { service, cancellation, mask } = ports
  const reads = new ReadsUntilOutage(service)
  const resolution = await byId(request.images, reads, cancellation.callsEnd)
  const read = async () => {
    const wanted = await readWantedAccounts(resolution, settings, ports)
    mask.maskRequested(wanted)
    return wanted
  }
  const before = await read()
  const isRefused = (images: readonly Wanted[]) =>
    before.problems.length > 0 ||
    !resolution.problems.every(isOutage) ||
    untrustedRefusals([...images, ...before.unresolved], before.guards).length > 0
  const currentImages = await readAndWait({ ...request, images: before.images }, ports, isRefused, reads)
  const wanted = currentImages.hasWaited ? await read() : before
  mask.maskIn(currentImages.current.values())
  const unseen = [...new Set([...resolution.problems, ...currentImages.problems])]
  const visible = withoutOutages(currentImages.current, unseen)
  const images = [...withoutOwners(wanted.images, currentImages.current), ...wanted.unresolved]
  const refusals = [...visible.refusals, ...wanted.problems, ...untrustedRefusals(images, wanted.guards)]
  return { ...wanted, ...visible, images, refusals }
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
