import { imageKey, type AccountId, type ImageReference } from './identifiers.ts'
import type { Attempted, Proof } from './outcome.ts'

/** What was sent, and what was read afterwards. */
export interface Execution {
  readonly attempted: readonly Attempted[]
  /** Who can copy the images afterwards, by `imageKey`; images without changes need none. */
  readonly proofs: ReadonlyMap<string, Proof>
}

/**
 * What was read of an image that was changed.
 * @throws Error where nothing was: that would be a mistake of this action
 */
export function proofOf(image: ImageReference, proofs: ReadonlyMap<string, Proof>): Proof {
  const proof = proofs.get(imageKey(image))
  if (proof === undefined) throw new Error(`The changes of ${image.id} were not proven.`)
  return proof
}

/** Who can copy an image by its proof, sorted; `undefined` where that is not known. */
export function recipientsIn(proof: Proof): readonly AccountId[] | undefined {
  return proof.kind === 'read' ? [...proof.recipients].toSorted() : undefined
}
