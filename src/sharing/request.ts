import type { AccountNames } from './account-names.ts'
import type { AccountId, ImageReference, Region } from './identifiers.ts'
import type { SourcePosition } from './source-position.ts'
import type { TimeBox } from './time-box.ts'

/** What is done with a plan: carry it out, show it, or show it and fail if it isn't empty. */
export type Mode = 'apply' | 'plan' | 'check'

/**
 * Who is to be able to copy an image. All ways to ask have this one shape: sharing fills `share`, unsharing fills
 * `unshare`, and "everyone else" means every account that can copy the image now and isn't in `share`.
 */
export interface WantedRecipients {
  /** Accounts that must be able to copy the image, each once. */
  readonly share: readonly AccountId[]
  /** Accounts that must not be able to copy it, each once. */
  readonly unshare: readonly AccountId[] | 'everyone-else'
  /** The shares that end by themselves, ended ones included. */
  readonly timeBoxes?: ReadonlyMap<AccountId, TimeBox> | undefined
  /** Where it was asked for, if in a file. */
  readonly where?: SourcePosition | undefined
}

/** What is wanted for one image. */
export interface WantedImage extends WantedRecipients {
  readonly image: ImageReference
}

/** What is wanted for an image that the caller owns and that is known by its name. */
export interface WantedNamedImage extends WantedRecipients {
  readonly region: Region
  readonly name: string
}

/** What is wanted for an image, however it is known. */
export type Wanted = WantedImage | WantedNamedImage

/** The Region of an image that is wanted. */
export function regionOf(wanted: Wanted): Region {
  return 'image' in wanted ? wanted.image.region : wanted.region
}

/** An image that is wanted, as people read it: its id, or its name in quotes. */
export function imageLabel(wanted: Wanted): string {
  return 'image' in wanted ? wanted.image.id : `"${wanted.name}"`
}

/** What a run was asked for, before names of images were looked up. */
export interface SharingRequest<Image extends Wanted = Wanted> {
  readonly mode: Mode
  readonly images: readonly Image[]
  /** How long to wait for PENDING images, in minutes; 0 doesn't wait. */
  readonly waitForMinutes: number
  /** If some changes fail, those this run made are taken back. */
  readonly undoOnFailure: boolean
  /** At the job's end, what this run newly shared is unshared. */
  readonly temporary: boolean
  readonly accountNames: AccountNames
}
