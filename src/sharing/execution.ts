import { imageKey, type AccountId, type ImageReference } from './identifiers.ts'
import type { Attempted, Verification } from './outcome.ts'

/** What was sent, and what was read afterwards. */
export interface Execution {
  readonly attempted: readonly Attempted[]
  /** Who can copy the images afterwards, by `imageKey`; images without changes need none. */
  readonly verifications: ReadonlyMap<string, Verification>
}

/**
 * What was read of an image that was changed.
 * @throws Error where nothing was: that would be a mistake of this action
 */
export function verificationOf(
  image: ImageReference,
  verifications: ReadonlyMap<string, Verification>,
): Verification {
  const verification = verifications.get(imageKey(image))
  if (verification === undefined) throw new Error(`The changes of ${image.id} were not proven.`)
  return verification
}

/** Who can copy an image by its proof, sorted; `undefined` where that is not known. */
export function recipientsIn(verification: Verification): readonly AccountId[] | undefined {
  return verification.kind === 'read' ? [...verification.value].toSorted() : undefined
}
