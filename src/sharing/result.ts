import { imageKey, type AccountId, type ImageReference } from './identifiers.ts'
import { settle, type Attempt, type Outcome, type Proof } from './outcome.ts'
import { planId } from './plan-id.ts'
import { changesOf, type Change, type Plan, type PlannedImage } from './plan.ts'
import { foremostReason, type FailureReason, type Problem } from './problem.ts'
import type { Mode } from './request.ts'
import type { ImageDescription } from './state.ts'

/** A change and what became of it. */
export interface SettledChange {
  readonly change: Change
  readonly outcome: Outcome
}

/** One image after the run. */
export interface ImageResult {
  readonly image: ImageReference
  readonly description: ImageDescription
  readonly changes: readonly SettledChange[]
  readonly unchanged: readonly AccountId[]
  /** Who can copy the image now; `undefined` when changes were sent and nothing could be read after them. */
  readonly recipients: readonly AccountId[] | undefined
}

/** Everything a run has to tell. Outputs, summary, annotations and the exit code are computed from this alone. */
export interface RunResult {
  /** `undefined` when the inputs were too wrong to say. */
  readonly mode: Mode | undefined
  readonly images: readonly ImageResult[]
  /** What stopped the run as a whole; problems of single changes are in their outcomes. */
  readonly problems: readonly Problem[]
  /** Sentences that don't fail the run. */
  readonly warnings: readonly string[]
  /** Empty when no whole plan could be made. */
  readonly planId: string
}

/** How many changes ended how. In every run: shared + unshared + failed = changes planned, less what others did meanwhile. */
export interface Totals {
  readonly shared: number
  readonly unshared: number
  readonly unchanged: number
  readonly failed: number
}

/** The result of a run that ended before there was a plan. */
export function resultWithoutPlan(
  mode: Mode | undefined,
  problems: readonly Problem[],
  warnings: readonly string[] = [],
): RunResult {
  return { mode, images: [], problems, warnings, planId: '' }
}

/** What a run tells besides its changes. */
export interface Told {
  readonly mode: Mode
  readonly warnings: readonly string[]
}

/** The result of a plan of which nothing was carried out, because of these problems (at least one). */
export function refusedResult(plan: Plan, problems: readonly Problem[], told: Told): RunResult {
  const [because] = problems
  if (because === undefined) throw new Error('A plan is refused for at least one reason.')
  return resultOfPlan(plan, { ...told, problems }, () => ({ kind: 'not-attempted', because }), asBefore)
}

/** The result of a run that only plans; with `check`, anything to change is drift. */
export function proposedResult(plan: Plan, told: Told): RunResult {
  const problems = told.mode === 'check' ? driftOf(changesOf(plan)) : []
  return resultOfPlan(plan, { ...told, problems }, () => ({ kind: 'planned' }), asBefore)
}

/**
 * The result of a plan that was carried out.
 * @param attempts how the call for each change ended, in the order of the plan's changes
 * @param proofs who can copy the images afterwards, by `imageKey`; images without changes need none
 */
export function settledResult(
  plan: Plan,
  attempts: readonly Attempt[],
  proofs: ReadonlyMap<string, Proof>,
  told: Told,
): RunResult {
  const attemptOf = new Map(changesOf(plan).map((change, index) => [change, attempts[index]]))
  const proofOf = (image: ImageReference): Proof => {
    const proof = proofs.get(imageKey(image))
    if (proof === undefined) throw new Error(`The changes of ${image.id} were not proven.`)
    return proof
  }
  return resultOfPlan(
    plan,
    { ...told, problems: [] },
    (change) => {
      const attempt = attemptOf.get(change)
      if (attempt === undefined) throw new Error(`The change of ${change.image.id} was forgotten.`)
      return settle(change, attempt, proofOf(change.image))
    },
    (planned) => {
      if (planned.changes.length === 0) return planned.current.recipients
      const proof = proofOf(planned.wanted.image)
      return proof.kind === 'read' ? [...proof.recipients].toSorted() : undefined
    },
  )
}

function asBefore(planned: PlannedImage): readonly AccountId[] {
  return planned.current.recipients
}

// The plan in log and summary names them all.
const mostDriftNamed = 20

function driftOf(changes: readonly Change[]): readonly Problem[] {
  if (changes.length === 0) return []
  const left = changes.length - mostDriftNamed
  const names = changes
    .slice(0, mostDriftNamed)
    .map(({ image, account, kind }) =>
      kind === 'share'
        ? `${account} can't copy ${image.id} and should`
        : `${account} can copy ${image.id} and should not`,
    )
  return [
    {
      reason: 'drift',
      message: `Who can copy the images is not as wanted: ${names.join('; ')}${left > 0 ? `; and ${left} more` : ''}.`,
      remedy: 'Run it with mode: apply to bring it back, or change what is wanted.',
    },
  ]
}

function resultOfPlan(
  plan: Plan,
  told: Told & { readonly problems: readonly Problem[] },
  outcomeOf: (change: Change) => Outcome,
  recipientsOf: (image: PlannedImage) => readonly AccountId[] | undefined,
): RunResult {
  return {
    ...told,
    planId: plan.isComplete ? planId(plan) : '',
    images: plan.images.map((planned) => ({
      image: planned.wanted.image,
      description: planned.current.description,
      changes: planned.changes.map((change) => ({ change, outcome: outcomeOf(change) })),
      unchanged: planned.unchanged,
      recipients: recipientsOf(planned),
    })),
  }
}

/** All changes of a run with their outcomes. */
export function settledChanges(result: RunResult): readonly SettledChange[] {
  return result.images.flatMap((image) => image.changes)
}

/** Counts a run's changes by outcome. */
export function totalsOf(result: RunResult): Totals {
  const settled = settledChanges(result)
  const took = (kind: Change['kind']) =>
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

/** Whether an outcome is what was asked for: in effect, or planned in a mode that only plans. */
export function isSuccess(outcome: Outcome): boolean {
  return outcome.kind === 'done' || outcome.kind === 'planned' || outcome.kind === 'unchanged'
}

/** The problem an outcome tells of; `undefined` for a success. */
export function problemOfOutcome(outcome: Outcome): Problem | undefined {
  switch (outcome.kind) {
    case 'failed':
      return outcome.problem
    case 'not-attempted':
      return outcome.because
    case 'planned':
    case 'done':
    case 'unchanged':
      return undefined
  }
}

/** Every problem of a run: those of the whole first, then those of single changes. */
export function allProblems(result: RunResult): readonly Problem[] {
  const ofChanges = settledChanges(result).flatMap(({ outcome }) => problemOfOutcome(outcome) ?? [])
  return [...new Set([...result.problems, ...ofChanges])]
}

/** The reason a run failed for, `undefined` when it succeeded. */
export function failureReasonOf(result: RunResult): FailureReason | undefined {
  const problems = allProblems(result)
  const foremost = foremostReason(problems)
  if (result.problems.length > 0 || foremost === undefined || foremost === 'cancelled') return foremost
  const someTookEffect = settledChanges(result).some(({ outcome }) => isSuccess(outcome))
  return someTookEffect ? 'partly-failed' : foremost
}
