import { AwsError } from './aws-error.ts'
import type { BundleStore } from './bundles.ts'
import type { Copying } from './copying.ts'
import type { ImageStore, StoredImage } from './images.ts'
import type { Pages, Tokens } from './pages.ts'
import type { Principal } from './principals.ts'

/** The resources of the WorkSpaces operations. */
export interface Resources {
  readonly images: ImageStore
  readonly bundles: BundleStore
  readonly copying: Copying
}

/** The context of an operation. */
export interface OperationContext extends Resources {
  readonly pages: Pages
  readonly caller: Principal
  /** The Region in the signature, whose images the operation sees. */
  readonly region: string
  readonly mode: Mode
}

/** The deviations of an operation from AWS's documentation. */
export interface Mode {
  /** Whether a write takes effect. */
  readonly effect: boolean
  /** Whether a read of permissions returns the state before any write. */
  readonly stale: boolean
  readonly tokens: Tokens
}

/** The mode of an operation that works as AWS documents. */
export const HONEST: Mode = { effect: true, stale: false, tokens: 'honest' }

/** An operation, from its input to its output; `undefined` is an empty body. */
export type Operation = (
  input: Readonly<Record<string, unknown>>,
  context: OperationContext,
) => Record<string, unknown> | undefined

/** The service model's patterns. The model doesn't anchor the pattern of images; the sandbox does. */
export const BUNDLE_ID = 'wsb-[0-9a-z]{8,63}'
export const IMAGE_ID = 'wsi-[0-9a-z]{9,63}'
export const ACCOUNT_ID = String.raw`\d{12}`

/**
 * Finds an image that the caller owns.
 *
 * @throws {AwsError} ResourceNotFoundException if it isn't in the Region, AccessDeniedException if another account owns
 * it.
 */
export function ownImage(context: OperationContext, id: string): StoredImage {
  const image = context.images.find(context.region, id)
  if (image === undefined)
    throw new AwsError('ResourceNotFoundException', 'The image cannot be found.', { ResourceId: id })
  if (image.owner !== context.caller.account)
    throw new AwsError('AccessDeniedException', 'The user is not authorized to access a resource.')
  return image
}
