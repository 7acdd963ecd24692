import type { AccountId } from './identifiers.ts'
import type { WantedRecipients } from './request.ts'
import { timeBox, type TimeBox } from './time-box.ts'

/** A way by which an account comes to be wanted: an entry of its own, a group or a unit. */
export interface Way {
  readonly account: AccountId
  /** The group or the unit; `undefined` for an entry of its own. */
  readonly via: string | undefined
  /** The end of the share, if it has one. */
  readonly box: TimeBox | undefined
}

/** The recipients to whom ways lead, each once. */
export interface Destinations {
  readonly share: readonly AccountId[]
  /** The accounts whose shares have ended. */
  readonly ended: readonly AccountId[]
  readonly timeBoxes: ReadonlyMap<AccountId, TimeBox>
  readonly via: ReadonlyMap<AccountId, string>
  /** The strongest of the other ways to accounts whose own entry has an end: without the entry, it would share. */
  readonly overruled: ReadonlyMap<AccountId, Way>
}

/**
 * Returns the recipients to whom ways lead. If several lead to one account, its own entry decides when its share ends;
 * without one, the way that lasts longest does. Equal ways count by their order.
 */
export function destinationsOf(ways: readonly Way[]): Destinations {
  const all = [...strongest(ways).values()]
  const own = all.filter(({ via, box }) => via === undefined && box !== undefined)
  const bounded = new Set(own.map(({ account }) => account))
  return {
    share: all.filter((way) => !isOver(way)).map(({ account }) => account),
    ended: all.filter(isOver).map(({ account }) => account),
    timeBoxes: new Map(
      all.flatMap(({ account, box }) => (box === undefined ? [] : [[account, box] as const])),
    ),
    via: new Map(all.flatMap(({ account, via }) => (via === undefined ? [] : [[account, via] as const]))),
    // The longest of groups and units decides: only an entry of the account's own ends before another way.
    overruled: strongest(
      ways.filter((way) => way.via !== undefined && bounded.has(way.account) && !isOver(way)),
    ),
  }
}

function isOver({ box }: Way): boolean {
  return box?.hasEnded === true
}

/** Returns the strongest way to each account. */
function strongest(ways: readonly Way[]): ReadonlyMap<AccountId, Way> {
  const chosen = new Map<AccountId, Way>()
  for (const way of ways) {
    const other = chosen.get(way.account)
    if (other === undefined || isStronger(way, other)) chosen.set(way.account, way)
  }
  return chosen
}

/** Returns the ways that lead to recipients: the opposite of {@link destinationsOf}. */
export function waysTo({ share, timeBoxes, origins }: WantedRecipients): readonly Way[] {
  const ended = [...(timeBoxes ?? [])].flatMap(([account, { hasEnded }]) => (hasEnded ? [account] : []))
  const decisive = [...share, ...ended].map((account) => ({
    account,
    via: origins?.via.get(account),
    box: timeBoxes?.get(account),
  }))
  return [...decisive, ...(origins?.overruled?.values() ?? [])]
}

/** Returns wanted recipients as of a later day: shares that have ended meanwhile are to be unshared. */
export function asOf<Recipients extends WantedRecipients>(wanted: Recipients, today: Date): Recipients {
  const later = (box: TimeBox | undefined) => box && { ...box, ...timeBox(box.until, today) }
  const ways = waysTo(wanted).map((way) => ({ ...way, box: later(way.box) }))
  const { share, ended, timeBoxes, overruled } = destinationsOf(ways)
  return {
    ...wanted,
    share,
    unshare:
      wanted.unshare === 'everyone-else' ? 'everyone-else' : [...new Set([...wanted.unshare, ...ended])],
    timeBoxes,
    ...(wanted.origins === undefined ? {} : { origins: { ...wanted.origins, overruled } }),
    units: wanted.units?.map((unit) => ({ ...unit, box: later(unit.box) })),
  }
}

function isStronger(way: Way, other: Way): boolean {
  if (other.via === undefined) return false
  return way.via === undefined || endOf(way) > endOf(other)
}

// Dates of this form sort as texts do.
function endOf({ box }: Way): string {
  return box?.until ?? 'never'
}
