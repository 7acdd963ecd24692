import type { AccountNames } from './account-names.ts'
import type { AccountId, ImageReference, Region, UnitId } from './identifiers.ts'
import type { Origins } from './origins.ts'
import type { SourcePosition } from './source-position.ts'
import type { TimeBox } from './time-box.ts'

/** The use of a plan: carry it out, show it, or show it and fail if it isn't empty. */
export type Mode = 'apply' | 'plan' | 'check'

/** The accounts that an entry leaves out of a unit. */
export interface Exception {
  /** The entry as it was written: a name or an id. */
  readonly text: string
  /** The accounts that it names, at least one. */
  readonly accounts: readonly AccountId[]
  readonly where: SourcePosition | undefined
}

/** An organizational unit, a root or an organization that stands for its accounts, child units included. */
export interface WantedUnit {
  readonly id: UnitId
  /** Whether its accounts are to be able to copy the image, or not to be. */
  readonly kind: 'share' | 'unshare'
  readonly except: readonly Exception[]
  /** The end of the share, if it has one. */
  readonly box: TimeBox | undefined
  readonly where: SourcePosition | undefined
}

/**
 * The accounts that are to be able to copy an image. All inputs have this one shape: sharing fills `share`, unsharing
 * fills `unshare`, and "everyone else" means every account that can copy the image now and isn't in `share`.
 */
export interface WantedRecipients {
  /** Accounts that must be able to copy the image, each once. */
  readonly share: readonly AccountId[]
  /** Accounts that must not be able to copy it, each once. */
  readonly unshare: readonly AccountId[] | 'everyone-else'
  /** The shares that have an end date, ended ones included. */
  readonly timeBoxes?: ReadonlyMap<AccountId, TimeBox> | undefined
  /** Units whose accounts are wanted too. `expand` replaces them by their accounts; a plan knows accounts alone. */
  readonly units?: readonly WantedUnit[] | undefined
  /** The groups and units by which accounts came to be wanted. */
  readonly origins?: Origins | undefined
  /** The position of the request, if it is in a file. */
  readonly where?: SourcePosition | undefined
}

/** The wanted recipients of one image. */
export interface WantedImage extends WantedRecipients {
  readonly image: ImageReference
}

/** The wanted recipients of an image that the caller owns and that is identified by its name. */
export interface WantedNamedImage extends WantedRecipients {
  readonly region: Region
  readonly name: string
}

/** The wanted recipients of an image, identified by id or by name. */
export type Wanted = WantedImage | WantedNamedImage

/** Returns the Region of a wanted image. */
export function regionOf(wanted: Wanted): Region {
  return 'image' in wanted ? wanted.image.region : wanted.region
}

/** Returns the label of a wanted image: its id, or its name in quotes. */
export function imageLabel(wanted: Wanted): string {
  return 'image' in wanted ? wanted.image.id : `"${wanted.name}"`
}

/** The request of a run, before image names are resolved. */
export interface SharingRequest<Image extends Wanted = Wanted> {
  readonly mode: Mode
  readonly images: readonly Image[]
  /** The time to wait for PENDING images, in minutes; 0 doesn't wait. */
  readonly waitForMinutes: number
  /** Whether this run's changes are rolled back if some of them fail. */
  readonly undoOnFailure: boolean
  /** Whether this run's new shares are unshared at the job's end. */
  readonly temporary: boolean
  readonly accountNames: AccountNames
}
