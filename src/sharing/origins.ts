import { imageKey, isUnitId, type AccountId } from './identifiers.ts'
import type { UnitOfOne } from './empty-units.ts'
import type { Change } from './plan.ts'
import type { WantedImage, WantedRecipients } from './request.ts'
import type { CurrentImage } from './state.ts'
import { formatTimeBox } from './time-box.ts'
import type { Way } from './ways.ts'

/** The groups and units by which the accounts of an image came to be wanted. */
export interface Origins {
  /** The group or unit of each account; an account that was named itself has none. */
  readonly via: ReadonlyMap<AccountId, string>
  /** The group or unit that would share with each account again without its own entry, which has ended. */
  readonly overruled?: ReadonlyMap<AccountId, Way>
  /** Why accounts of a unit are left out: `SUSPENDED in ou-ab12-cdefgh34`. Empty unless everyone else is unshared. */
  readonly leftOut: ReadonlyMap<AccountId, string>
  /** All groups and units outside of which nobody keeps access; empty unless everyone else is unshared. */
  readonly closed: readonly string[]
  /** The units to share with that stand for one account alone. */
  readonly unitsOfOne?: readonly UnitOfOne[]
}

/**
 * Formats why an account is to be shared with or unshared, with a comma before each reason: `, by production, until
 * 2027-03-31`, `, not in ou-ab12-cdefgh34`; `''` for an account that was named itself, without an end.
 */
export function reasonsFor(
  { account, kind }: Pick<Change, 'account' | 'kind'>,
  { origins, timeBoxes }: Pick<WantedRecipients, 'origins' | 'timeBoxes'>,
): string {
  const via = origins?.via.get(account)
  const box = timeBoxes?.get(account)
  const isNamed = via !== undefined || box !== undefined || kind === 'share'
  return [
    via === undefined ? undefined : `by ${via}`,
    isNamed ? undefined : absenceOf(account, origins),
    box && formatTimeBox(box),
  ]
    .map((reason) => (reason === undefined ? '' : `, ${reason}`))
    .join('')
}

/** Returns why an account is unshared that no entry names; `undefined` if no group and no unit is the reason. */
function absenceOf(account: AccountId, origins: Origins | undefined): string | undefined {
  if (origins === undefined) return undefined
  const [first, ...others] = origins.closed
  if (first === undefined) return undefined
  const more = others.length === 0 ? '' : ` or ${others.length} more`
  return origins.leftOut.get(account) ?? `not in ${first}${more}`
}

/**
 * Returns images without their owners among the recipients that came by units: an owner can copy its own image, and is
 * not to be left out of the unit for it.
 * @param current the current state of the images, by `imageKey`
 */
export function withoutOwners<Image extends WantedImage>(
  images: readonly Image[],
  current: ReadonlyMap<string, CurrentImage>,
): readonly Image[] {
  return images.map((image) => {
    const owner = current.get(imageKey(image.image))?.description.owner
    const via = owner === undefined ? undefined : image.origins?.via.get(owner)
    if (via === undefined || !isUnitId(via)) return image
    const timeBoxes = new Map([...(image.timeBoxes ?? [])].filter(([account]) => account !== owner))
    return { ...image, share: image.share.filter((account) => account !== owner), timeBoxes }
  })
}
