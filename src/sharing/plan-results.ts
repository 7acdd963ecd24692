import type { AccountNames } from './account-names.ts'
import { verificationOf, recipientsIn, type Execution } from './execution.ts'
import { driftOf, driftProblems, driftSince } from './drift.ts'
import { imageKey, type AccountId } from './identifiers.ts'
import { isUnanswered, settle, type Outcome, type Verification } from './outcome.ts'
import type { Change, Plan, PlannedImage } from './plan.ts'
import type { Problem } from './problem.ts'
import type { Release } from './release.ts'
import type { Mode } from './request.ts'
import type { RunResult, SettledChange } from './result.ts'

/** The parts of a run's result besides its changes. */
export interface RunHeader {
  readonly mode: Mode
  readonly warnings: readonly string[]
  readonly accountNames: AccountNames
  /** Whether new shares end with the job. */
  readonly temporary?: boolean | undefined
}

/**
 * Returns the result of a run that wrote nothing, because it only plans or because every change is held. In `check`
 * mode, the planned changes are drift.
 * @param problems the problems of the run as a whole
 */
export function unwrittenResult(
  plan: Plan,
  { changes, heldBecause }: Release,
  problems: readonly Problem[],
  header: RunHeader,
): RunResult {
  const released = new Set(changes)
  const drift = header.mode === 'check' ? driftOf(changes, header.accountNames) : []
  return resultOfPlan(
    plan,
    [...problems, ...drift],
    header,
    (change) => ({
      change,
      outcome: released.has(change) ? { kind: 'planned' } : notAttempted(change, heldBecause),
    }),
    ({ current }) => current.recipients,
  )
}

/**
 * Returns the result of a plan that was carried out, as far as it was released.
 * @param problems the problems of the run as a whole
 */
export function settledResult(
  plan: Plan,
  { changes, heldBecause }: Release,
  { attempted, verifications }: Execution,
  problems: readonly Problem[],
  header: RunHeader,
): RunResult {
  const attemptOf = new Map(attempted.map(({ change, attempt }) => [change, attempt]))
  const driftOfImage = new Map(
    plan.images.map((planned) => [planned, driftMeanwhile(planned, verifications)]),
  )
  const drift = driftProblems([...driftOfImage.values()].flat(), header.accountNames)
  return resultOfPlan(
    plan,
    [...problems, ...unreadBesides(plan, changes, verifications), ...drift],
    header,
    (change) => {
      const attempt = attemptOf.get(change) ?? notAttempted(change, heldBecause)
      // An image with all changes held was not changed by this run, and needs no verification.
      if (attempt.kind === 'not-attempted' && !verifications.has(imageKey(change.image))) {
        return { change, outcome: attempt }
      }
      const outcome = settle(change, attempt, verificationOf(change.image, verifications))
      return { change, outcome, isUnanswered: isUnanswered(attempt) }
    },
    (planned) => {
      const verification = verifications.get(imageKey(planned.wanted.image))
      return verification === undefined ? planned.current.recipients : recipientsIn(verification)
    },
    (planned) => {
      const drifted = new Set(driftOfImage.get(planned)?.map(({ account }) => account))
      return planned.unchanged.filter((account) => !drifted.has(account))
    },
  )
}

function driftMeanwhile(
  planned: PlannedImage,
  verifications: ReadonlyMap<string, Verification>,
): readonly Change[] {
  const verification = verifications.get(imageKey(planned.wanted.image))
  return verification?.kind === 'read' ? driftSince(planned, [...verification.value]) : []
}

// Unchanged images are read again only after a long run. Then the report must not rely on the older read.
function unreadBesides(
  plan: Plan,
  changes: readonly Change[],
  verifications: ReadonlyMap<string, Verification>,
): readonly Problem[] {
  const changed = new Set(changes.map(({ image }) => imageKey(image)))
  return plan.images.flatMap(({ wanted }) => {
    const key = imageKey(wanted.image)
    const verification = verifications.get(key)
    if (changed.has(key) || verification?.kind !== 'unread') return []
    const { problem } = verification
    const isCancelled = problem.reason === 'cancelled'
    const message = `${wanted.image.id} was not changed, but who can copy it now could not be read: ${problem.message}`
    return [{ ...problem, reason: isCancelled ? 'cancelled' : 'not-proven', message, image: wanted.image }]
  })
}

type NotAttempted = Extract<Outcome, { kind: 'not-attempted' }>

function notAttempted(change: Change, because: Problem | undefined): NotAttempted {
  if (because === undefined) throw new Error(`The change of ${change.image.id} was forgotten.`)
  return { kind: 'not-attempted', because, isHeld: true }
}

function resultOfPlan(
  plan: Plan,
  problems: readonly Problem[],
  header: RunHeader,
  settled: (change: Change, planned: PlannedImage) => SettledChange,
  recipientsOf: (image: PlannedImage) => readonly AccountId[] | undefined,
  unchangedIn: (image: PlannedImage) => readonly AccountId[] = ({ unchanged }) => unchanged,
): RunResult {
  return {
    ...header,
    problems,
    planId: plan.id,
    unknown: plan.unknown,
    images: plan.images.map((planned) => ({
      image: planned.wanted.image,
      description: planned.current.description,
      changes: planned.changes.map((change) => settled(change, planned)),
      unchanged: unchangedIn(planned),
      recipients: recipientsOf(planned),
      timeBoxes: planned.wanted.timeBoxes,
      origins: planned.wanted.origins,
    })),
  }
}
