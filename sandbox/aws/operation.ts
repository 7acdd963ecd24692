import { AwsError } from './aws-error.ts'
import type { BundleStore } from './bundles.ts'
import type { Copying } from './copying.ts'
import type { ImageStore, StoredImage } from './images.ts'
import type { Pages, Tokens } from './pages.ts'
import type { Principal } from './principals.ts'

/** What the operations of WorkSpaces work on. */
export interface Resources {
  readonly images: ImageStore
  readonly bundles: BundleStore
  readonly copying: Copying
}

/** What an operation works with. */
export interface OperationContext extends Resources {
  readonly pages: Pages
  readonly caller: Principal
  /** The Region the caller signed for, whose images it sees. */
  readonly region: string
  readonly mode: Mode
}

/** How honestly an operation works. */
export interface Mode {
  /** Whether a write takes effect. */
  readonly effect: boolean
  /** Whether a read of permissions shows what was there before any write. */
  readonly stale: boolean
  readonly tokens: Tokens
}

/** An operation that does what AWS documents. */
export const HONEST: Mode = { effect: true, stale: false, tokens: 'honest' }

/** An operation: from its input to its output; `undefined` is an empty body. */
export type Operation = (
  input: Readonly<Record<string, unknown>>,
  context: OperationContext,
) => Record<string, unknown> | undefined

/** The service model's patterns. The model doesn't anchor the one of images; the sandbox is strict. */
export const BUNDLE_ID = 'wsb-[0-9a-z]{8,63}'
export const IMAGE_ID = 'wsi-[0-9a-z]{9,63}'
export const ACCOUNT_ID = String.raw`\d{12}`

/**
 * Finds an image that the caller owns.
 *
 * @throws {AwsError} ResourceNotFoundException when it isn't in the Region, AccessDeniedException when it is another account's.
 */
export function ownImage(context: OperationContext, id: string): StoredImage {
  const image = context.images.find(context.region, id)
  if (image === undefined)
    throw new AwsError('ResourceNotFoundException', 'The image cannot be found.', { ResourceId: id })
  if (image.owner !== context.caller.account)
    throw new AwsError('AccessDeniedException', 'The user is not authorized to access a resource.')
  return image
}
