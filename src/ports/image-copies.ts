import type { Bundle, BundleId } from '../copying/bundle.ts'
import type { CopyOrder } from '../copying/copy-plan.ts'
import type { OwnImage } from '../copying/own-image.ts'
import type { AccountId, ImageId, ImageReference, Region } from '../sharing/identifiers.ts'
import type { ImageDescription } from '../sharing/state.ts'

/**
 * The part of Amazon WorkSpaces that copying needs. Every method throws a ProblemError if AWS can't be reached or
 * refuses, and as soon as its signal fires.
 */
export interface ImageCopies {
  /** The account that is signed in, if the credentials contain it. */
  readonly callerAccount: AccountId | undefined
  /** Describes every image that others share with the caller in the Region, all pages. */
  listSharedImages(region: Region, signal: AbortSignal): Promise<readonly ImageDescription[]>
  /** Describes every image that the caller owns in the Region, all pages. */
  listOwnImages(region: Region, signal: AbortSignal): Promise<readonly OwnImage[]>
  /**
   * Starts a copy and returns its id; `undefined` if an image of the name exists, which may be a copy of the same source.
   * Sends the call again only if AWS has refused it: AWS has no token that tells a repeated call from a new one. Throws
   * {@link ChangeError}.
   */
  startCopy(order: CopyOrder, signal: AbortSignal): Promise<ImageId | undefined>
  /** Describes those of at most 25 bundles that exist, each once; the others are omitted. */
  readBundles(region: Region, ids: readonly BundleId[], signal: AbortSignal): Promise<readonly Bundle[]>
  /** Makes a bundle use an image. Throws {@link ChangeError}. */
  pointBundle(bundle: BundleId, image: ImageReference, signal: AbortSignal): Promise<void>
  /** Closes all connections. */
  close(): void
}
