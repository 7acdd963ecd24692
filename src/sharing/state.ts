import type { AccountId, ImageReference } from './identifiers.ts'

/**
 * What AWS says of an image (WorkSpaces API: `WorkspaceImage`). Texts are AWS's and may hold anything.
 */
export interface ImageDescription {
  readonly image: ImageReference
  readonly name: string
  /** `AVAILABLE`, `PENDING`, `ERROR`, or a state AWS has added since. */
  readonly state: string
  /** `undefined` where AWS doesn't say. */
  readonly owner: AccountId | undefined
  /** Bring your own licence: AWS calls this tenancy `DEDICATED`. */
  readonly isBringYourOwnLicence: boolean
  /** Why the image is in `ERROR`, one sentence each; otherwise empty. */
  readonly errors: readonly string[]
}

/** An image of which nothing is known but its id. */
export function imageAlone(image: ImageReference): ImageDescription {
  return { image, name: '', state: '', owner: undefined, isBringYourOwnLicence: false, errors: [] }
}

/** An image as it stands now: what it is, and who can copy it (sorted, each once). */
export interface CurrentImage {
  readonly description: ImageDescription
  readonly recipients: readonly AccountId[]
}
