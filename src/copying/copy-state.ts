import type { AccountId } from '../sharing/identifiers.ts'
import type { ImageDescription } from '../sharing/state.ts'
import type { Bundle } from './bundle.ts'
import type { OwnImage } from './own-image.ts'

/** What the reads before a copy show. */
export interface CopyState {
  /** The account that is signed in, as far as it is known. */
  readonly account: AccountId | undefined
  /** The source, if it is shared with the account in its Region. */
  readonly source: ImageDescription | undefined
  /** The account's images in the Region of the copy. */
  readonly owned: readonly OwnImage[]
  /** The wanted bundles that are there. */
  readonly bundles: readonly Bundle[]
  /** Where else the source is, if it isn't shared in its Region. */
  readonly elsewhere: 'owned' | 'other-region' | undefined
}
