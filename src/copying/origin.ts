import {
  isAccountId,
  isImageId,
  isRegion,
  type AccountId,
  type ImageReference,
} from '../sharing/identifiers.ts'
import type { OwnImage } from './own-image.ts'

/** The source of a copy: what its description says. */
export interface Origin {
  readonly source: ImageReference
  /** `undefined` if AWS didn't say who owns the source. */
  readonly owner: AccountId | undefined
}

// AWS takes letters, digits and _./()- and spaces in a description, at most 256. This has 130 at most.
const originPattern = /^Copy of (?<id>\S+) from (?<region>\S+?)(?: \(owner (?<owner>\d+)\))?$/

/**
 * Returns the description of a copy. AWS stores it in the same call that makes the copy, returns it with every read of
 * the images, and has no call that changes it. A tag has none of these properties.
 */
export function originText({ source, owner }: Origin): string {
  return `Copy of ${source.id} from ${source.region}${owner === undefined ? '' : ` (owner ${owner})`}`
}

/** Returns the origin that an image's description names; `undefined` if it names none. */
export function originOf({ text }: OwnImage): Origin | undefined {
  const { id = '', region = '', owner } = originPattern.exec(text)?.groups ?? {}
  if (!isImageId(id) || !isRegion(region) || (owner !== undefined && !isAccountId(owner))) return undefined
  return { source: { region, id }, owner }
}
