import type { ImageId, Region } from '../sharing/identifiers.ts'

declare const brand: unique symbol

/** Id of a WorkSpaces bundle: `wsb-` and 8 to 63 lower-case letters or digits. */
export type BundleId = string & { readonly [brand]: 'BundleId' }

// The service model's pattern has no end; without one, anything beginning with a bundle id would pass.
const bundleIdPattern = /^wsb-[0-9a-z]{8,63}$/

/** Returns whether the text is a bundle id (pattern of `BundleId` in the WorkSpaces API, anchored). */
export function isBundleId(text: string): text is BundleId {
  return bundleIdPattern.test(text)
}

/** AWS's description of a bundle (WorkSpaces API: `WorkspaceBundle`). Texts are AWS's and may contain anything. */
export interface Bundle {
  readonly region: Region
  readonly id: BundleId
  readonly name: string
  /** The id of an account, `AMAZON`, or `''` if AWS doesn't say. */
  readonly owner: string
  /** The image from which new WorkSpaces are made; `undefined` if AWS names none. */
  readonly image: ImageId | undefined
}
