import { imageKey, type AccountId, type ImageReference } from './identifiers.ts'
import { planId } from './plan-id.ts'
import type { Wanted, WantedImage } from './request.ts'
import type { CurrentImage } from './state.ts'

/** The change to one account's permission to copy an image. */
export type ChangeKind = 'share' | 'unshare'

/** One call to `UpdateWorkspaceImagePermission`. */
export interface Change {
  readonly image: ImageReference
  readonly account: AccountId
  readonly kind: ChangeKind
}

/** The changes to one image, and the named accounts that are already as wanted. */
export interface PlannedImage {
  readonly current: CurrentImage
  readonly wanted: WantedImage
  /** Shares before unshares, each sorted by account. */
  readonly changes: readonly Change[]
  readonly unchanged: readonly AccountId[]
}

/** The changes to all images, sorted by Region and image id. */
export interface Plan {
  /** See {@link planId}; `undefined` if an image is unknown, because part of a plan can't be approved. */
  readonly id: string | undefined
  readonly images: readonly PlannedImage[]
  /** The wanted images whose current state isn't known: nothing is decided for them. */
  readonly unknown: readonly Wanted[]
}

/**
 * Computes the difference between the wanted and the current state. Changes only accounts that were named, unless
 * everyone else is to be unshared.
 * @param temporary whether the plan's shares end with the job
 */
export function makePlan(
  wanted: readonly Wanted[],
  current: ReadonlyMap<string, CurrentImage>,
  temporary = false,
): Plan {
  const images: PlannedImage[] = []
  const unknown: Wanted[] = []
  for (const one of wanted) {
    const state = 'image' in one ? current.get(imageKey(one.image)) : undefined
    if ('image' in one && state !== undefined) images.push(planImage(one, state))
    else unknown.push(one)
  }
  images.sort((a, b) => compareText(imageKey(a.wanted.image), imageKey(b.wanted.image)))
  return { id: unknown.length === 0 ? planId(images, temporary) : undefined, images, unknown }
}

/** Returns all changes of a plan, in its order. */
export function changesOf(plan: Plan): readonly Change[] {
  return plan.images.flatMap((image) => image.changes)
}

/**
 * Returns changes in the order in which people read them: the unshares first, so that no long list of shares hides who
 * loses access.
 */
export function unsharesFirst<Item>(
  items: readonly Item[],
  kindOf: (item: Item) => ChangeKind,
): readonly Item[] {
  const isUnshare = (item: Item) => kindOf(item) === 'unshare'
  return [...items.filter(isUnshare), ...items.filter((item) => !isUnshare(item))]
}

/** Computes the changes to one image. */
export function planImage(wanted: WantedImage, current: CurrentImage): PlannedImage {
  const have = new Set(current.recipients)
  const keep = new Set(wanted.share)
  const toUnshare =
    wanted.unshare === 'everyone-else'
      ? current.recipients.filter((account) => !keep.has(account))
      : wanted.unshare
  const change = (kind: ChangeKind) => (account: AccountId) => ({ image: wanted.image, account, kind })
  return {
    current,
    wanted,
    changes: [
      ...inOrder(wanted.share.filter((account) => !have.has(account))).map(change('share')),
      ...inOrder(toUnshare.filter((account) => have.has(account))).map(change('unshare')),
    ],
    unchanged: inOrder([
      ...wanted.share.filter((account) => have.has(account)),
      ...toUnshare.filter((account) => !have.has(account)),
    ]),
  }
}

function inOrder(accounts: readonly AccountId[]): readonly AccountId[] {
  return accounts.toSorted(compareText)
}

// Not localeCompare: the order must be the same on every machine.
function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
