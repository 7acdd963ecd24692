import type { AccountNames } from './account-names.ts'
import type { AccountId, ImageReference } from './identifiers.ts'
import type { Origins } from './origins.ts'
import type { Outcome } from './outcome.ts'
import { unsharesFirst, type Change, type ChangeKind } from './plan.ts'
import { foremostReason, type FailureReason, type Problem } from './problem.ts'
import type { Mode, Wanted } from './request.ts'
import type { ImageDescription } from './state.ts'
import type { TimeBox } from './time-box.ts'

/** A change and its outcome. */
export interface SettledChange {
  readonly change: Change
  readonly outcome: Outcome
  /** Whether the call, or an attempt of it, was never answered: it may take effect at any time. */
  readonly isUnanswered?: boolean | undefined
}

/** One image after the run. */
export interface ImageResult {
  readonly image: ImageReference
  readonly description: ImageDescription
  readonly changes: readonly SettledChange[]
  readonly unchanged: readonly AccountId[]
  /** The accounts that can copy the image now; `undefined` if the last read of them failed. */
  readonly recipients: readonly AccountId[] | undefined
  /** The shares that have an end date. */
  readonly timeBoxes?: ReadonlyMap<AccountId, TimeBox> | undefined
  /** The groups and units by which accounts came to be wanted. */
  readonly origins?: Origins | undefined
}

/** The whole result of a run. Outputs, summary, annotations and the exit code are computed from this alone. */
export interface RunResult {
  /** `undefined` if the inputs are too wrong to say. */
  readonly mode: Mode | undefined
  readonly images: readonly ImageResult[]
  /** The problems of the run as a whole; problems of single changes are in their outcomes. */
  readonly problems: readonly Problem[]
  /** Sentences that don't fail the run. */
  readonly warnings: readonly string[]
  /** `undefined` if no whole plan could be made. */
  readonly planId: string | undefined
  /** The wanted images that are not in `images`, because their state is not known. */
  readonly unknown: readonly Wanted[]
  /** The accounts' names, for people. */
  readonly accountNames?: AccountNames | undefined
  /** Whether the run's new shares are unshared at the job's end. */
  readonly temporary?: boolean | undefined
  /** The subject of the run, if it isn't the step's own request. */
  readonly subject?: string | undefined
}

/**
 * The numbers of changes by outcome. In every run: shared + unshared + failed = changes planned, less those that others
 * made meanwhile.
 */
export interface Totals {
  readonly shared: number
  readonly unshared: number
  readonly unchanged: number
  readonly failed: number
}

/** Returns the result of a run that ended before there was a plan. */
export function resultWithoutPlan(
  mode: Mode | undefined,
  problems: readonly Problem[],
  warnings: readonly string[] = [],
  unknown: readonly Wanted[] = [],
): RunResult {
  return { mode, images: [], problems, warnings, planId: undefined, unknown }
}

/** Returns all changes of a run with their outcomes. */
export function settledChanges(result: RunResult): readonly SettledChange[] {
  return result.images.flatMap((image) => image.changes)
}

/** Counts a run's changes by outcome. */
export function totalsOf(result: RunResult): Totals {
  const settled = settledChanges(result)
  const took = (kind: ChangeKind) =>
    settled.filter(
      ({ change, outcome }) => change.kind === kind && isSuccess(outcome) && outcome.kind !== 'unchanged',
    )
  return {
    shared: took('share').length,
    unshared: took('unshare').length,
    unchanged:
      result.images.reduce((sum, image) => sum + image.unchanged.length, 0) +
      settled.filter(({ outcome }) => outcome.kind === 'unchanged').length,
    failed: settled.filter(({ outcome }) => !isSuccess(outcome)).length,
  }
}

/** Returns whether an outcome is as requested: in effect, or planned in a mode that only plans. */
export function isSuccess(outcome: Outcome): boolean {
  return outcome.kind === 'done' || outcome.kind === 'planned' || outcome.kind === 'unchanged'
}

/** Returns the problem of an outcome; `undefined` if it has none. */
export function problemOfOutcome(outcome: Outcome): Problem | undefined {
  if (outcome.kind === 'not-attempted') return outcome.because
  return 'problem' in outcome ? outcome.problem : undefined
}

/** Returns every problem of a run: first those of the whole run, then those of unshares, then those of shares. */
export function allProblems(result: RunResult): readonly Problem[] {
  const settled = unsharesFirst(settledChanges(result), ({ change }) => change.kind)
  const ofChanges = settled.flatMap(({ outcome }) => problemOfOutcome(outcome) ?? [])
  return [...new Set([...result.problems, ...ofChanges])]
}

/** Returns the reason why a run failed; `undefined` if it succeeded. */
export function failureReasonOf(result: RunResult): FailureReason | undefined {
  const foremost = foremostReason(allProblems(result))
  if (foremost === undefined || foremost === 'cancelled' || result.mode !== 'apply') return foremost
  const outcomes = settledChanges(result).map(({ outcome }) => outcome)
  // All changes were made, and somebody else changed something else.
  if (foremost === 'drift' && outcomes.every(isSuccess)) return 'drift'
  const someTookEffect = outcomes.some((outcome) => isSuccess(outcome) || outcome.kind === 'undo-failed')
  return someTookEffect ? 'partly-failed' : foremost
}

/** Returns whether the run changed anything that it didn't roll back, or would (in a mode that only plans). */
export function isChanged(result: RunResult): boolean {
  const changing: ReadonlySet<Outcome['kind']> = new Set(['done', 'planned', 'undo-failed'])
  return settledChanges(result).some(({ outcome }) => changing.has(outcome.kind))
}
