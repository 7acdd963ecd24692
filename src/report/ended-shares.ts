import { labelOf } from '../sharing/account-names.ts'
import { count } from '../sharing/count.ts'
import { groupBy } from '../sharing/grouping.ts'
import { isUnitId, type AccountId } from '../sharing/identifiers.ts'
import type { Outcome } from '../sharing/outcome.ts'
import { imageLabel, type WantedRecipients } from '../sharing/request.ts'
import type { ImageResult, RunResult } from '../sharing/result.ts'
import type { TimeBox } from '../sharing/time-box.ts'
import { formatPosition } from '../sharing/source-position.ts'

interface EndedShare {
  readonly account: AccountId
  /** The group or unit by which the account came. */
  readonly via: string | undefined
  /** The group or unit that shares with the account again without its own entry. */
  readonly overruled: string | undefined
  /** Whether accounts outside of the groups and units of the image keep no access. */
  readonly isClosed: boolean
  readonly box: TimeBox
  /** The image's label. */
  readonly image: string
  /** Whether a read showed that the account can no longer copy the image. */
  readonly isGone: boolean
  /** A clause that says whether the account can copy the image, as far as that is known. */
  readonly state: string
}

/**
 * Returns a sentence for each share whose time box has ended, with the account's state according to the last read.
 * Shares that are not known to be removed come first.
 */
export function endedShareSentences(result: RunResult): readonly string[] {
  const shares = [
    ...result.unknown.flatMap((wanted) => unknownIn(wanted, imageLabel(wanted))),
    ...result.images.flatMap((image) => endedIn(image, result)),
  ]
  const kept = new Set(shares.filter(({ isGone }) => !isGone).map(({ box }) => formatPosition(box.where)))
  const inOrder = [...shares.filter(({ isGone }) => !isGone), ...shares.filter(({ isGone }) => isGone)]
  // The accounts of a group or a unit have one entry.
  const together = groupBy(
    inOrder,
    ({ account, via, image, state, box }) =>
      `${image} ${via ?? account} ${formatPosition(box.where)} ${state}`,
  )
  return [...together.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return []
    const { account, via, box, image } = first
    const isOne = via === undefined || others.length === 0
    const who = isOne
      ? labelOf(account, result.accountNames ?? new Map())
      : `${count(others.length + 1, 'account')} by ${via}`
    const state = isOne ? first.state : first.state.replace('the account', 'each of them')
    const where = formatPosition(box.where)
    return `${where}the share of ${image} with ${who} ended ${box.until}; ${state}. ${advice(first, kept.has(where))}`
  })
}

/** @param isKept whether another account of the same entry may still have access */
function advice({ isGone, via, overruled, isClosed }: EndedShare, isKept: boolean): string {
  if (overruled !== undefined) {
    const first = `${isUnitId(overruled) ? 'Except the account from' : 'Take the account out of'} ${overruled}`
    return `Keep the entry: without it, ${overruled} shares the image with the account again. ${first} before you remove the entry.`
  }
  if (!isGone) return 'Keep the entry until the account is unshared.'
  if (isKept) return 'Keep the entry until all its accounts are unshared.'
  return via === undefined || isClosed
    ? 'Remove the entry.'
    : `Remove the entry. An account that left ${via} before keeps its access: unshare it by its id.`
}

function endedIn(
  { image: { id: image }, timeBoxes, origins, changes, recipients }: ImageResult,
  { mode }: RunResult,
): readonly EndedShare[] {
  const boxes = ended(timeBoxes)
  if (boxes.length === 0) return []
  if (recipients === undefined) return unknownIn({ timeBoxes, origins }, image)
  const canCopy = new Set(recipients)
  const outcomes = new Map(changes.map(({ change, outcome }) => [change.account, outcome]))
  return boxes.map(([account, box]) => {
    const isGone = !canCopy.has(account)
    const state = isGone
      ? 'the account is unshared'
      : `the account can still copy the image${reason(outcomes.get(account), mode)}`
    return { account, ...groupsOf(account, origins), box, image, isGone, state }
  })
}

// The state is unknown if the image was not read, or was changed and not verified.
function unknownIn(
  { timeBoxes, origins }: Pick<WantedRecipients, 'timeBoxes' | 'origins'>,
  image: string,
): readonly EndedShare[] {
  const state = 'whether the account can still copy the image is not known'
  return ended(timeBoxes).map(([account, box]) => ({
    account,
    ...groupsOf(account, origins),
    box,
    image,
    isGone: false,
    state,
  }))
}

function groupsOf(
  account: AccountId,
  origins: WantedRecipients['origins'],
): Pick<EndedShare, 'via' | 'overruled' | 'isClosed'> {
  return {
    via: origins?.via.get(account),
    overruled: origins?.overruled?.get(account)?.via,
    isClosed: (origins?.closed ?? []).length > 0,
  }
}

function ended(timeBoxes: WantedRecipients['timeBoxes']): readonly (readonly [AccountId, TimeBox])[] {
  return [...(timeBoxes ?? [])].filter(([, { hasEnded }]) => hasEnded)
}

/** Returns why an account can still copy an image, according to the outcome of its unshare. */
function reason(outcome: Outcome | undefined, mode: RunResult['mode']): string {
  switch (outcome?.kind) {
    case 'planned':
      return `: mode: ${mode} writes nothing`
    case 'not-attempted':
      return ': its unshare was not sent'
    case 'failed':
      return ': its unshare failed'
    case 'undone':
    case 'undo-failed':
      return ': its unshare was undone'
    // Somebody else shared the image again.
    case 'done':
    case 'unchanged':
    case undefined:
      return ''
  }
}
