import { imageKey, type AccountId, type ImageReference } from './identifiers.ts'
import type { Attempted, Verification } from './outcome.ts'

/** The changes that were sent, and the reads after them. */
export interface Execution {
  readonly attempted: readonly Attempted[]
  /** The accounts that can copy the images afterwards, by `imageKey`; images without changes need no entry. */
  readonly verifications: ReadonlyMap<string, Verification>
}

/**
 * Returns the verification of an image that was changed.
 * @throws Error if there is none, which is an internal error
 */
export function verificationOf(
  image: ImageReference,
  verifications: ReadonlyMap<string, Verification>,
): Verification {
  const verification = verifications.get(imageKey(image))
  if (verification === undefined) throw new Error(`The changes of ${image.id} were not verified.`)
  return verification
}

/** Returns the accounts that can copy an image by its verification, sorted; `undefined` if unknown. */
export function recipientsIn(verification: Verification): readonly AccountId[] | undefined {
  return verification.kind === 'read' ? [...verification.value].toSorted() : undefined
}
