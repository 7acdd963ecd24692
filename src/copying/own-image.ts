import type { ImageDescription } from '../sharing/state.ts'

/** An image that the account owns, with the text that was given to it when it was made. */
export interface OwnImage extends ImageDescription {
  /** `''` if it has none. */
  readonly text: string
}
