import type { AccountId, ImageReference, Region } from '../sharing/identifiers.ts'
import type { BundleId } from './bundle.ts'

/** The use of a plan: carry it out, or show it. */
export type CopyMode = 'apply' | 'plan'

/** The request of a run that copies one shared image. */
export interface CopyRequest {
  readonly mode: CopyMode
  /** The image that another account shares. */
  readonly source: ImageReference
  /** The account that has to own the source. `any` switches the guard off explicitly. */
  readonly expectedOwner: AccountId | 'any'
  /** The name of the copy; `undefined` for the source's name. */
  readonly name: string | undefined
  /** The Region of the copy and of the bundles. */
  readonly region: Region
  /** The time to wait for the copy, in minutes; 0 doesn't wait. */
  readonly waitForMinutes: number
  /** The bundles that are to use the copy once it is AVAILABLE, each once. */
  readonly bundles: readonly BundleId[]
}

// WorkSpaces API, CopyWorkspaceImage: Name.
const namePattern = /^[a-zA-Z0-9_./()\\-]{1,64}$/
const longestName = 64

/** Returns whether AWS takes the text as the name of an image. */
export function isImageName(text: string): boolean {
  return namePattern.test(text)
}

/** Returns the nearest name that AWS takes; `''` if nothing of the text fits. */
export function nearestImageName(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-zA-Z0-9_./()\\-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, longestName)
}
