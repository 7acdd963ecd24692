import { recipientsIn } from './execution.ts'
import { imageKey } from './identifiers.ts'
import type { Outcome, Settled } from './outcome.ts'
import type { Change } from './plan.ts'
import type { Problem } from './problem.ts'
import type { ImageResult, RunResult, SettledChange } from './result.ts'
import type { Rollback, RollbackExecution } from './rollback.ts'

/**
 * The changes that undo what a run did, or may have done: the last first. Access that ended with its day stays taken: it
 * would be given to somebody who isn't to have it any more.
 */
export function undoOf(result: RunResult): readonly Rollback[] {
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
 * The result of a run whose changes were taken back.
 * @param rollback what became of the changes of {@link undoOf}
 */
export function undoneResult(
  result: RunResult,
  { settled: rolledBack, proofs }: RollbackExecution,
): RunResult {
  const undone = new Map(rolledBack.map(({ change, outcome }) => [permissionKey(change), outcome]))
  return {
    ...result,
    images: result.images.map((image) => {
      const proof = proofs.get(imageKey(image.image))
      return {
        ...image,
        changes: image.changes.map((settled) => ({
          ...settled,
          outcome: afterUndo(settled.outcome, undone.get(permissionKey(settled.change))),
        })),
        recipients: proof === undefined ? image.recipients : recipientsIn(proof),
      }
    }),
  }
}

function afterUndo(outcome: Outcome, undo: Settled | undefined): Outcome {
  switch (undo?.kind) {
    case undefined:
      return outcome
    case 'done':
    case 'unchanged':
      // What failed in the first place stays a failure; now it is known not to be in effect.
      return outcome.kind === 'failed' ? { ...outcome, mayBeInEffect: false } : { kind: 'undone' }
    case 'failed':
      return undoFailed(outcome, undo.problem)
    case 'not-attempted':
      return undoFailed(outcome, undo.because)
  }
}

function undoFailed(outcome: Outcome, problem: Problem): Outcome {
  if (outcome.kind !== 'failed') return { kind: 'undo-failed', problem }
  const message = `${problem.message} It was to take back a change that had failed: ${outcome.problem.message}`
  return { kind: 'undo-failed', problem: { ...problem, message } }
}

function permissionKey({ image, account }: Change): string {
  return `${imageKey(image)} ${account}`
}
