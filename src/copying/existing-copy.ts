import { imageKey, type ImageReference } from '../sharing/identifiers.ts'
import { originOf } from './origin.ts'
import type { OwnImage } from './own-image.ts'

const byUsefulness = ['AVAILABLE', 'PENDING']

/**
 * Finds the copy of a source among the account's images, by what its description says. Of several, it is the one with
 * the wanted name, then one that is AVAILABLE, then one that is PENDING.
 * @param name the wanted name, if one is known
 */
export function existingCopy(
  owned: readonly OwnImage[],
  source: ImageReference,
  name: string | undefined,
): OwnImage | undefined {
  const rank = (image: OwnImage): number => {
    if (image.name === name) return -1
    const index = byUsefulness.indexOf(image.state)
    return index === -1 ? byUsefulness.length : index
  }
  return owned
    .filter((image) => isCopyOf(image, source))
    .toSorted((one, other) => rank(one) - rank(other) || (one.image.id < other.image.id ? -1 : 1))[0]
}

/** Returns whether an image is a copy of the source, by what its description says. */
function isCopyOf(image: OwnImage, source: ImageReference): boolean {
  const origin = originOf(image)
  return origin !== undefined && imageKey(origin.source) === imageKey(source)
}
