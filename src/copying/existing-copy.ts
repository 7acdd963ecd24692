import { imageKey, type ImageReference } from '../sharing/identifiers.ts'
import { originOf } from './origin.ts'
import type { OwnImage } from './own-image.ts'

const byUsefulness = ['AVAILABLE', 'PENDING']

/**
 * Finds the copies of a source among the account's images, by what their descriptions say. The one to use is the first:
 * the one with the wanted name, then one that is AVAILABLE, then one that is PENDING.
 * @param name the wanted name, if one is known
 */
export function existingCopies(
  owned: readonly OwnImage[],
  source: ImageReference,
  name: string | undefined,
): readonly OwnImage[] {
  const rank = (image: OwnImage): number => {
    if (image.name === name) return -1
    const index = byUsefulness.indexOf(image.state)
    return index === -1 ? byUsefulness.length : index
  }
  return owned
    .filter((image) => isCopyOf(image, source))
    .toSorted((one, other) => rank(one) - rank(other) || (one.image.id < other.image.id ? -1 : 1))
}

/** Returns whether an image is a copy of the source, by what its description says. */
function isCopyOf(image: OwnImage, source: ImageReference): boolean {
  const origin = originOf(image)
  return origin !== undefined && imageKey(origin.source) === imageKey(source)
}
