import type { AccountId, ImageId, ImageReference, Region } from '../sharing/identifiers.ts'
import type { ChangeKind } from '../sharing/plan.ts'
import type { ImageDescription } from '../sharing/state.ts'

/** AWS's answer to a change that it accepted. */
export interface Acceptance {
  /** AWS's, where the answer has one. */
  readonly requestId: string | undefined
  /** How often the call was sent until it was answered. */
  readonly attempts: number
}

/**
 * What the job needs of Amazon WorkSpaces. Every method throws a ProblemError where AWS can't be asked or says no,
 * and gives up with one as soon as its signal fires.
 */
export interface ImageService {
  /** The account that is signed in, where the credentials say so. */
  readonly callerAccount: AccountId | undefined
  /** Describes the images that exist, the caller's own and those shared with it; the others are left out. */
  describeImages(
    region: Region,
    ids: readonly ImageId[],
    signal: AbortSignal,
  ): Promise<readonly ImageDescription[]>
  /** Describes every image the caller owns in the Region, all pages. */
  listOwnedImages(region: Region, signal: AbortSignal): Promise<readonly ImageDescription[]>
  /** Whether the image is one that another account shares with the caller. */
  isSharedWithCaller(image: ImageReference, signal: AbortSignal): Promise<boolean>
  /** Every account that can copy the image, sorted, all pages. Only the owner may ask. */
  readRecipients(image: ImageReference, signal: AbortSignal): Promise<readonly AccountId[]>
  /** Gives or takes one account's permission to copy the image. Throws {@link ChangeError}. */
  changePermission(
    image: ImageReference,
    account: AccountId,
    kind: ChangeKind,
    signal: AbortSignal,
  ): Promise<Acceptance>
  /** Closes all connections. */
  close(): void
}
