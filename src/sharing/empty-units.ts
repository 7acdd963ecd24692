import { imageKey, type AccountId } from './identifiers.ts'
import type { Problem } from './problem.ts'
import type { WantedImage } from './request.ts'
import { formatPosition, type SourcePosition } from './source-position.ts'
import type { CurrentImage } from './state.ts'

/** A unit to share with that stands for one account alone. */
export interface UnitOfOne {
  /** A clause: `ou-ab12-cdefgh34 has no ACTIVE account`. */
  readonly what: string
  readonly account: AccountId
  readonly where: SourcePosition | undefined
}

/**
 * Finds the units that stand for nobody but the image's owner, which is left out: a problem if everyone else is
 * unshared, a warning otherwise.
 * @param images the images with their owners
 * @param current the current state of the images, by `imageKey`
 */
export function ownersAlone(
  images: readonly WantedImage[],
  current: ReadonlyMap<string, CurrentImage>,
): { readonly problems: readonly Problem[]; readonly warnings: readonly string[] } {
  const problems: Problem[] = []
  const warnings: string[] = []
  for (const { image, unshare, origins } of images) {
    const owner = current.get(imageKey(image))?.description.owner
    for (const { what, account, where } of origins?.unitsOfOne ?? []) {
      if (account !== owner) continue
      const emptiness = `${what} but the owner of ${image.id}`
      if (unshare === 'everyone-else') problems.push({ ...emptyAndExclusive(emptiness, where), image })
      else warnings.push(standsForNobody(emptiness, where))
    }
  }
  return { problems, warnings }
}

/** Returns the warning that a unit is empty. */
export function standsForNobody(what: string, where: SourcePosition | undefined): string {
  return `${formatPosition(where)}${what}: it stands for nobody.`
}

/** Returns the problem that a unit of an exclusive image is empty. */
export function emptyAndExclusive(what: string, where: SourcePosition | undefined): Problem {
  return unitProblem(
    [
      `${what}, and the image is exclusive: everyone would be unshared.`,
      'Check the id, or remove the unit; to unshare an image from everyone, write account-id: all with allow: false, or an empty share-with.',
    ],
    where,
  )
}

/** Returns a problem of a unit. It is the policy file's, or that of the inputs if it stands in no file. */
export function unitProblem(
  [message, remedy]: readonly [message: string, remedy: string],
  where: SourcePosition | undefined,
): Problem {
  return { reason: where === undefined ? 'invalid-input' : 'invalid-policy', message, remedy, where }
}
