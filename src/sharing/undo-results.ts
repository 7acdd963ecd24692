import { proofOf, recipientsIn, type Done } from './done.ts'
import { imageKey } from './identifiers.ts'
import { settle, type Outcome, type Settled } from './outcome.ts'
import type { Change } from './plan.ts'
import type { RunResult } from './result.ts'

/** The changes that undo what a run did, or may have done: the last first. */
export function undoOf(result: RunResult): readonly Change[] {
  return result.images
    .flatMap(({ changes }) => changes)
    .filter(({ outcome }) => outcome.kind === 'done' || (outcome.kind === 'failed' && outcome.mayBeInEffect))
    .map(({ change }) => ({
      ...change,
      kind: change.kind === 'share' ? ('unshare' as const) : ('share' as const),
    }))
    .toReversed()
}

/**
 * The result of a run whose changes were taken back.
 * @param undo the changes of {@link undoOf}
 */
export function undoneResult(
  result: RunResult,
  undo: readonly Change[],
  { attempts, proofs }: Done,
): RunResult {
  const undone = new Map(
    undo.map((change, index): [string, Outcome] => {
      const attempt = attempts[index]
      if (attempt === undefined) throw new Error(`The undoing of ${change.image.id} was forgotten.`)
      return [permissionKey(change), undoOutcome(settle(change, attempt, proofOf(change.image, proofs)))]
    }),
  )
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

// What failed in the first place stays a failure; after the undo it is known whether it took effect all the same.
function afterUndo(outcome: Outcome, undo: Outcome | undefined): Outcome {
  if (undo === undefined) return outcome
  return outcome.kind === 'failed' ? { ...outcome, mayBeInEffect: undo.kind !== 'undone' } : undo
}

function undoOutcome(outcome: Settled): Outcome {
  switch (outcome.kind) {
    case 'done':
    case 'unchanged':
      return { kind: 'undone' }
    case 'failed':
      return { kind: 'undo-failed', problem: outcome.problem }
    case 'not-attempted':
      return { kind: 'undo-failed', problem: outcome.because }
  }
}

function permissionKey({ image, account }: Change): string {
  return `${imageKey(image)} ${account}`
}
