import type { Settings } from '../input/read-inputs.ts'
import type { Ports } from '../ports/ports.ts'
import type { Runner } from '../ports/runner.ts'
import { checkPlan } from '../sharing/checks.ts'
import { guardRefusals, type Guards } from '../sharing/guards.ts'
import { settledResult, unwrittenResult } from '../sharing/plan-results.ts'
import { planWarnings } from '../sharing/plan-warnings.ts'
import { changesOf, makePlan, type Plan } from '../sharing/plan.ts'
import type { Problem } from '../sharing/problem.ts'
import { releaseOf, type Release } from '../sharing/release.ts'
import { settledChanges, type RunResult } from '../sharing/result.ts'
import { cancelledProblem } from './apply.ts'
import { carryOut } from './carry-out.ts'
import { logPlan, logRelease, logVerification } from './log-plan.ts'
import type { CurrentState } from './read-current-state.ts'
import type { Approval } from './use-approval.ts'

/** What planning and carrying out need of the world. */
export interface RunPorts extends Ports {
  readonly runner: Runner
}

/**
 * Plans, checks, and carries out what may be sent. Nothing is written in another mode than `apply`.
 * @param approval the approval by a pull request, or the lack of one; `undefined` if none is asked for
 */
export async function planAndCarryOut(
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
  const notes = runner.readNotes()
  const ending =
    temporary || notes.length > 0
      ? (await import('./temporary-warnings.ts')).temporaryWarnings(plan, notes, accountNames, temporary)
      : []
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
  const unused = (await approval?.use(plan)) ?? []
  if (unused.length > 0)
    return unwrittenResult(plan, releaseOf(plan, [], unused), [...problems, ...unused], header)
  temporaryShares?.rememberShares(record, runner)
  const execution = await carryOut(plan, release.changes, state.readAt, ports)
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
  const refusals = [...state.refusals, ...checkPlan(plan, state.refusals, state.isWaitAsked), ...others]
  const holds = [...unapproved, ...guardRefusals(plan, guards)]
  return { release: releaseOf(plan, refusals, holds), problems: [...refusals, ...holds, ...state.outages] }
}
