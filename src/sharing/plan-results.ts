import type { AccountNames } from './account-names.ts'
import { proofOf, recipientsIn, type Execution } from './execution.ts'
import { driftMeanwhile, driftOf, driftSince } from './drift.ts'
import { imageKey, type AccountId } from './identifiers.ts'
import { settle, type Outcome, type Proof } from './outcome.ts'
import type { Change, Plan, PlannedImage } from './plan.ts'
import type { Problem } from './problem.ts'
import type { Release } from './release.ts'
import type { Mode } from './request.ts'
import type { RunResult, SettledChange } from './result.ts'
import { isUnanswered } from './rollback.ts'

/** What a run tells besides its changes. */
export interface Told {
  readonly mode: Mode
  readonly warnings: readonly string[]
  readonly accountNames: AccountNames
}

/**
 * The result of a run that wrote nothing, because it only plans or because everything is held; with `check`, what would
 * be changed is drift.
 * @param problems what was wrong with the run as a whole
 */
export function unwrittenResult(
  plan: Plan,
  { changes, heldBecause }: Release,
  problems: readonly Problem[],
  told: Told,
): RunResult {
  const released = new Set(changes)
  const drift = told.mode === 'check' ? driftOf(changes, told.accountNames) : []
  return resultOfPlan(
    plan,
    [...problems, ...drift],
    told,
    (change) => ({
      change,
      outcome: released.has(change) ? { kind: 'planned' } : notAttempted(change, heldBecause),
    }),
    ({ current }) => current.recipients,
  )
}

/**
 * The result of a plan that was carried out, as far as that was released.
 * @param problems what was wrong with the run as a whole
 */
export function settledResult(
  plan: Plan,
  { changes, heldBecause }: Release,
  { attempted, proofs }: Execution,
  problems: readonly Problem[],
  told: Told,
): RunResult {
  const attemptOf = new Map(attempted.map(({ change, attempt }) => [change, attempt]))
  const drift = driftMeanwhile(
    plan.images.flatMap((planned) => driftOfImage(planned, proofs)),
    told.accountNames,
  )
  return resultOfPlan(
    plan,
    [...problems, ...unreadBesides(plan, changes, proofs), ...drift],
    told,
    (change) => {
      const attempt = attemptOf.get(change) ?? notAttempted(change, heldBecause)
      // An image of which everything is held was not changed here, and needs no proof.
      if (attempt.kind === 'not-attempted' && !proofs.has(imageKey(change.image))) {
        return { change, outcome: attempt }
      }
      const outcome = settle(change, attempt, proofOf(change.image, proofs))
      return { change, outcome, isUnanswered: isUnanswered(attempt) }
    },
    (planned) => {
      const proof = proofs.get(imageKey(planned.wanted.image))
      return proof === undefined ? planned.current.recipients : recipientsIn(proof)
    },
    (planned) => {
      const drifted = new Set(driftOfImage(planned, proofs).map(({ account }) => account))
      return planned.unchanged.filter((account) => !drifted.has(account))
    },
  )
}

function driftOfImage(planned: PlannedImage, proofs: ReadonlyMap<string, Proof>): readonly Change[] {
  const proof = proofs.get(imageKey(planned.wanted.image))
  return proof?.kind === 'read' ? driftSince(planned, [...proof.recipients]) : []
}

// Images that were not changed are read again only after a long run; then the report must not go by the older read.
function unreadBesides(
  plan: Plan,
  changes: readonly Change[],
  proofs: ReadonlyMap<string, Proof>,
): readonly Problem[] {
  const changed = new Set(changes.map(({ image }) => imageKey(image)))
  return plan.images.flatMap(({ wanted }) => {
    const key = imageKey(wanted.image)
    const proof = proofs.get(key)
    if (changed.has(key) || proof?.kind !== 'unread') return []
    const { problem } = proof
    const isCancelled = problem.reason === 'cancelled'
    const message = `${wanted.image.id} was not changed, but who can copy it now could not be read: ${problem.message}`
    return [{ ...problem, reason: isCancelled ? 'cancelled' : 'not-proven', message, image: wanted.image }]
  })
}

type NotAttempted = Extract<Outcome, { kind: 'not-attempted' }>

function notAttempted(change: Change, because: Problem | undefined): NotAttempted {
  if (because === undefined) throw new Error(`The change of ${change.image.id} was forgotten.`)
  return { kind: 'not-attempted', because }
}

function resultOfPlan(
  plan: Plan,
  problems: readonly Problem[],
  told: Told,
  settled: (change: Change, planned: PlannedImage) => SettledChange,
  recipientsOf: (image: PlannedImage) => readonly AccountId[] | undefined,
  unchangedIn: (image: PlannedImage) => readonly AccountId[] = ({ unchanged }) => unchanged,
): RunResult {
  return {
    ...told,
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
    })),
  }
}
