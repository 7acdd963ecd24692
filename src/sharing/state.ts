import type { AccountId, ImageReference } from './identifiers.ts'

/** AWS's description of an image (WorkSpaces API: `WorkspaceImage`). Texts are AWS's and may contain anything. */
export interface ImageDescription {
  readonly image: ImageReference
  readonly name: string
  /** `AVAILABLE`, `PENDING`, `ERROR`, or a state AWS has added since. */
  readonly state: string
  /** `undefined` if AWS doesn't say. */
  readonly owner: AccountId | undefined
  /** Bring your own licence: AWS calls this tenancy `DEDICATED`. */
  readonly isBringYourOwnLicence: boolean
  /** The reasons why the image is in `ERROR`, one sentence each; otherwise empty. */
  readonly errors: readonly string[]
}

/** Returns the description of an image of which only the id is known. */
export function imageAlone(image: ImageReference): ImageDescription {
  return { image, name: '', state: '', owner: undefined, isBringYourOwnLicence: false, errors: [] }
}

/** The current state of an image: its description, and the accounts that can copy it (sorted, each once). */
export interface CurrentImage {
  readonly description: ImageDescription
  readonly recipients: readonly AccountId[]
}
