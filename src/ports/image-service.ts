import type { AccountId, ImageId, ImageReference, Region } from '../sharing/identifiers.ts'
import type { ChangeKind } from '../sharing/plan.ts'
import type { ImageDescription } from '../sharing/state.ts'

/** AWS's answer to a change that it accepted. */
export interface Acceptance {
  /** AWS's request id, if the answer has one. */
  readonly requestId: string | undefined
  /** The number of times the call was sent until it was answered. */
  readonly attempts: number
}

/**
 * The part of Amazon WorkSpaces that the job needs. Every method throws a ProblemError if AWS can't be reached or
 * refuses, and as soon as its signal fires.
 */
export interface ImageService {
  /** The account that is signed in, if the credentials contain it. */
  readonly callerAccount: AccountId | undefined
  /** Describes the images that exist, the caller's own and those shared with it; the others are omitted. */
  describeImages(
    region: Region,
    ids: readonly ImageId[],
    signal: AbortSignal,
  ): Promise<readonly ImageDescription[]>
  /** Describes every image the caller owns in the Region, all pages. */
  listOwnedImages(region: Region, signal: AbortSignal): Promise<readonly ImageDescription[]>
  /** Returns whether another account shares the image with the caller. */
  isSharedWithCaller(image: ImageReference, signal: AbortSignal): Promise<boolean>
  /** Reads every account that can copy the image, sorted, all pages. Only the owner may call it. */
  readRecipients(image: ImageReference, signal: AbortSignal): Promise<readonly AccountId[]>
  /** Grants or revokes one account's permission to copy the image. Throws {@link ChangeError}. */
  changePermission(
    image: ImageReference,
    account: AccountId,
    kind: ChangeKind,
    signal: AbortSignal,
  ): Promise<Acceptance>
  /** Closes all connections. */
  close(): void
}
