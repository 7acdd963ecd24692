import { recipientsIn } from './execution.ts'
import { imageKey } from './identifiers.ts'
import type { Outcome, Settled } from './outcome.ts'
import type { Change } from './plan.ts'
import type { Problem } from './problem.ts'
import type { ImageResult, RunResult, SettledChange } from './result.ts'
import type { Rollback, RollbackExecution } from './rollback.ts'

/**
 * Returns the changes that roll back what a run did, or may have done: the last first. Access that ended on its day is
 * not given back, because the account isn't to have it any more.
 */
export function rollbacksOf(result: RunResult): readonly Rollback[] {
  return result.images
    .flatMap((image) => image.changes.filter((settled) => isToUndo(settled, image)))
    .map(({ change, isUnanswered }): Rollback => ({
      change: { ...change, kind: change.kind === 'share' ? 'unshare' : 'share' },
      isUnanswered: isUnanswered === true,
    }))
    .toReversed()
}

function isToUndo({ change, outcome }: SettledChange, { timeBoxes }: ImageResult): boolean {
  if (change.kind === 'unshare' && timeBoxes?.get(change.account)?.hasEnded === true) return false
  return outcome.kind === 'done' || (outcome.kind === 'failed' && outcome.mayBeInEffect)
}

/**
 * Returns the result of a run whose changes were rolled back.
 * @param rollback the outcomes of the changes of {@link rollbacksOf}
 */
export function rolledBackResult(
  result: RunResult,
  { settled: rolledBack, verifications }: RollbackExecution,
): RunResult {
  const rollbackOutcomes = new Map(rolledBack.map(({ change, outcome }) => [permissionKey(change), outcome]))
  return {
    ...result,
    images: result.images.map((image) => {
      const verification = verifications.get(imageKey(image.image))
      return {
        ...image,
        changes: image.changes.map((settled) => ({
          ...settled,
          outcome: afterRollback(settled.outcome, rollbackOutcomes.get(permissionKey(settled.change))),
        })),
        recipients: verification === undefined ? image.recipients : recipientsIn(verification),
      }
    }),
  }
}

function afterRollback(outcome: Outcome, rollback: Settled | undefined): Outcome {
  switch (rollback?.kind) {
    case undefined:
      return outcome
    case 'done':
    case 'unchanged':
      // A change that failed stays a failure; now it is known not to be in effect.
      return outcome.kind === 'failed' ? { ...outcome, mayBeInEffect: false } : { kind: 'undone' }
    case 'failed':
      return rollbackFailed(outcome, rollback.problem)
    case 'not-attempted':
      return rollbackFailed(outcome, rollback.because)
  }
}

function rollbackFailed(outcome: Outcome, problem: Problem): Outcome {
  if (outcome.kind !== 'failed') return { kind: 'undo-failed', problem }
  const message = `${problem.message} It was to undo a change that had failed: ${outcome.problem.message}`
  return { kind: 'undo-failed', problem: { ...problem, message } }
}

function permissionKey({ image, account }: Change): string {
  return `${imageKey(image)} ${account}`
}
