import { withName, type AccountNames } from './account-names.ts'
import { proofOf, recipientsIn, type Execution } from './execution.ts'
import { driftMeanwhile, driftOf, driftSince } from './drift.ts'
import { imageKey, type AccountId } from './identifiers.ts'
import { settle, type Outcome, type Proof } from './outcome.ts'
import { planId } from './plan-id.ts'
import { changesOf, type Change, type Plan, type PlannedImage } from './plan.ts'
import { withPlace } from './places.ts'
import type { Problem } from './problem.ts'
import type { Mode } from './request.ts'
import type { RunResult, SettledChange } from './result.ts'
import { isUnanswered } from './rollback.ts'
import type { SourcePosition } from './source-position.ts'

/** What a run tells besides its changes. */
export interface Told {
  readonly mode: Mode
  readonly warnings: readonly string[]
  readonly accountNames: AccountNames
}

/** The result of a plan of which nothing was carried out, because of these problems (at least one). */
export function refusedResult(plan: Plan, problems: readonly Problem[], told: Told): RunResult {
  const [because] = problems
  if (because === undefined) throw new Error('A plan is refused for at least one reason.')
  const outcome: Outcome = { kind: 'not-attempted', because }
  return resultOfPlan(plan, problems, told, (change) => ({ change, outcome }), asBefore)
}

/**
 * The result of a run that only plans; with `check`, anything to change is drift.
 * @param problems what could not be looked at
 */
export function proposedResult(plan: Plan, problems: readonly Problem[], told: Told): RunResult {
  const drift = told.mode === 'check' ? driftOf(changesOf(plan), told.accountNames) : []
  const outcome: Outcome = { kind: 'planned' }
  return resultOfPlan(plan, [...problems, ...drift], told, (change) => ({ change, outcome }), asBefore)
}

/**
 * The result of a plan that was carried out.
 * @param problems what could not be looked at
 */
export function settledResult(
  plan: Plan,
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
    [...problems, ...unreadBesides(plan, proofs), ...drift],
    told,
    (change, { wanted }) => {
      const attempt = attemptOf.get(change)
      if (attempt === undefined) throw new Error(`The change of ${change.image.id} was forgotten.`)
      const outcome = explained(
        settle(change, attempt, proofOf(change.image, proofs)),
        told.accountNames,
        wanted.where,
      )
      return { change, outcome, ...(isUnanswered(attempt) ? { isUnanswered: true } : {}) }
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

// Images without changes are read again only after a long run; then the report must not go by the older read.
function unreadBesides(plan: Plan, proofs: ReadonlyMap<string, Proof>): readonly Problem[] {
  return plan.images.flatMap(({ wanted, changes }) => {
    const proof = proofs.get(imageKey(wanted.image))
    if (changes.length > 0 || proof?.kind !== 'unread') return []
    const { problem } = proof
    const isCancelled = problem.reason === 'cancelled'
    const message = `${wanted.image.id} needed no change, but who can copy it now could not be read: ${problem.message}`
    return [{ ...problem, reason: isCancelled ? 'cancelled' : 'not-proven', message, image: wanted.image }]
  })
}

function explained(outcome: Outcome, names: AccountNames, where: SourcePosition | undefined): Outcome {
  if (outcome.kind !== 'failed') return outcome
  return { ...outcome, problem: withPlace(withName(outcome.problem, names), where) }
}

function asBefore(planned: PlannedImage): readonly AccountId[] {
  return planned.current.recipients
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
    planId: plan.isComplete ? planId(plan) : '',
    images: plan.images.map((planned) => ({
      image: planned.wanted.image,
      description: planned.current.description,
      changes: planned.changes.map((change) => settled(change, planned)),
      unchanged: unchangedIn(planned),
      recipients: recipientsOf(planned),
      ...(planned.wanted.timeBoxes === undefined ? {} : { timeBoxes: planned.wanted.timeBoxes }),
    })),
  }
}
