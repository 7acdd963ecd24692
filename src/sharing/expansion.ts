import { labelOf, type AccountNames } from './account-names.ts'
import { emptyAndExclusive, standsForNobody, unitProblem, type UnitOfOne } from './empty-units.ts'
import { UnmatchedExceptions } from './exceptions.ts'
import type { AccountId, UnitId } from './identifiers.ts'
import { mostRecipients } from './limits.ts'
import {
  foreignness,
  membersByUnit,
  namesIn,
  type Organization,
  type OrganizationAccount,
} from './organization.ts'
import type { Problem } from './problem.ts'
import type { Wanted, WantedImage, WantedRecipients, WantedUnit } from './request.ts'
import { formatPosition, type SourcePosition } from './source-position.ts'
import { destinationsOf, waysTo, type Way } from './ways.ts'

/** The wanted images, as far as their names led to one. */
export interface WantedImages {
  readonly images: readonly WantedImage[]
  /** The images that nothing is decided for. */
  readonly unresolved: readonly Wanted[]
}

/** Wanted images whose units were replaced by their accounts. An image whose units have a problem is unresolved. */
export interface Expansion extends WantedImages {
  readonly problems: readonly Problem[]
  readonly warnings: readonly string[]
  /** The given names, and AWS's names of all other accounts. */
  readonly accountNames: AccountNames
}

// A warning that named thousands would be unreadable.
const mostNamed = 100

/**
 * Replaces the units of images by the accounts that they stand for: by those that are ACTIVE if they are to be shared
 * with, by all if they are to be unshared. The order in which the organization was read doesn't matter.
 * @param names the names that accounts were given
 */
export function expand(
  { images, unresolved }: WantedImages,
  organization: Organization,
  names: AccountNames,
): Expansion {
  const accountNames = new Map([...namesIn(organization), ...names])
  const expander = new Expander(organization, accountNames)
  const expanded = images.map((image) => expander.expandOne(image))
  const others = unresolved.map((image) => expander.expandOne(image) ?? image)
  return {
    images: expanded.flatMap((image) => image ?? []),
    unresolved: [...others, ...images.filter((_, index) => expanded[index] === undefined)],
    problems: expander.problems,
    warnings: expander.warnings,
    accountNames,
  }
}

/** A unit with the accounts that it stands for, and those that it doesn't stand for. */
interface ExpandedUnit {
  readonly unit: WantedUnit
  /** Whether it is shared with, and that share has not ended. */
  readonly isSharing: boolean
  readonly ways: readonly Way[]
  readonly excepted: readonly OrganizationAccount[]
  readonly inactive: readonly OrganizationAccount[]
}

/** Expands one image after the other, and collects what is wrong with their units. */
class Expander {
  readonly #organization: Organization
  readonly #members: ReadonlyMap<UnitId, readonly OrganizationAccount[]>
  readonly #names: AccountNames
  readonly #unmatched: UnmatchedExceptions
  readonly #problems = new Map<string, Problem>()
  readonly #warnings = new Set<string>()
  readonly #inactive = new Map<AccountId, string>()
  #recipients = 0

  constructor(organization: Organization, names: AccountNames) {
    this.#organization = organization
    this.#members = membersByUnit(organization)
    this.#names = names
    this.#unmatched = new UnmatchedExceptions(names)
  }

  get problems(): readonly Problem[] {
    return [...this.#problems.values()]
  }

  get warnings(): readonly string[] {
    return [...this.#warnings, ...inactiveWarning(this.#inactive, this.#names)]
  }

  /** Returns the image with accounts in place of its units; `undefined` if it has a problem. */
  expandOne<Image extends Wanted>(image: Image): Image | undefined {
    const { units: wantedUnits = [] } = image
    const isExclusive = image.unshare === 'everyone-else'
    const units = wantedUnits.flatMap((unit) => this.#expandUnit(unit, isExclusive) ?? [])
    this.#recipients += image.share.length + units.reduce((sum, { ways }) => sum + ways.length, 0)
    if (this.#recipients > mostRecipients) this.#note(tooMany, undefined)
    if (units.length < wantedUnits.length || this.#recipients > mostRecipients) return undefined
    if (units.length === 0) return image
    const recipients = combined(image, units)
    const wanted = new Set(recipients.share)
    for (const { id, state } of units.flatMap(({ inactive }) => inactive))
      if (!wanted.has(id)) this.#inactive.set(id, state)
    return { ...image, ...recipients }
  }

  #expandUnit(unit: WantedUnit, isExclusive: boolean): ExpandedUnit | undefined {
    const { id, kind, except, box, where } = unit
    const why = foreignness(id, this.#organization)
    if (why !== undefined) return this.#note([`${id} ${why}.`, foreignRemedy], where)
    const members = this.#members.get(id) ?? []
    const isSharing = kind === 'share' && box?.hasEnded !== true
    const out = new Set(except.flatMap(({ accounts }) => accounts))
    const isKept = ({ id: account }: OrganizationAccount) => !out.has(account)
    const isChosen = ({ state }: OrganizationAccount) => !isSharing || state === 'ACTIVE'
    const kept = members.filter(isKept)
    const chosen = kept.filter(isChosen)
    const unmatched = this.#unmatched.in(unit, members)
    for (const { words, where: at } of unmatched) this.#note(words, at)
    if (unmatched.length > 0) return undefined
    if (chosen.length === 0) {
      const what = `${id} has no ${isSharing ? 'ACTIVE account' : 'account'}${except.length > 0 ? ' but those of except' : ''}`
      if (isSharing && isExclusive) return this.#noteProblem(emptyAndExclusive(what, where))
      this.#warnings.add(standsForNobody(what, where))
    }
    return {
      unit,
      isSharing,
      ways: chosen.map((member) => ({ account: member.id, via: id, box })),
      excepted: members.filter((member) => !isKept(member)),
      inactive: kept.filter((member) => !isChosen(member)),
    }
  }

  #note(words: readonly [string, string], where: SourcePosition | undefined): undefined {
    this.#noteProblem(unitProblem(words, where))
  }

  #noteProblem(problem: Problem): undefined {
    this.#problems.set(`${formatPosition(problem.where)}${problem.message}`, problem)
  }
}

/** Returns the recipients of an image together with the accounts of its units. */
function combined(
  image: WantedRecipients,
  units: readonly ExpandedUnit[],
): Pick<WantedRecipients, 'share' | 'unshare' | 'timeBoxes' | 'origins'> {
  const ofKind = (kind: WantedUnit['kind']) => units.filter(({ unit }) => unit.kind === kind)
  const unshares = ofKind('unshare').flatMap(({ unit, ways }) =>
    ways.map(({ account }) => [account, unit.id] as const),
  )
  const shares = ofKind('share').flatMap(({ ways }) => ways)
  const { share, ended, timeBoxes, via, overruled } = destinationsOf([...waysTo(image), ...shares])
  const wanted = new Set(share)
  const isExclusive = image.unshare === 'everyone-else'
  const named = image.unshare === 'everyone-else' ? [] : image.unshare
  const toUnshare = [...named, ...ended, ...unshares.map(([account]) => account)]
  const namedOnes = new Set(named)
  const byUnit = unshares.filter(([account]) => !namedOnes.has(account))
  return {
    share,
    unshare: isExclusive
      ? 'everyone-else'
      : [...new Set(toUnshare)].filter((account) => !wanted.has(account)),
    timeBoxes,
    origins: {
      via: new Map([...byUnit, ...via]),
      overruled,
      leftOut: new Map(isExclusive ? units.flatMap(reasonsIn) : []),
      closed: isExclusive ? (image.origins?.closed ?? units.map(({ unit }) => unit.id)) : [],
      unitsOfOne: units.flatMap(unitOfOne),
    },
  }
}

function unitOfOne({ unit, isSharing, ways }: ExpandedUnit): readonly UnitOfOne[] {
  const [only, ...others] = ways
  if (!isSharing || only === undefined || others.length > 0) return []
  return [{ what: `${unit.id} has no ACTIVE account`, account: only.account, where: unit.where }]
}

function reasonsIn({ unit, excepted, inactive }: ExpandedUnit): readonly (readonly [AccountId, string])[] {
  return [
    ...excepted.map(({ id }) => [id, `excepted from ${unit.id}`] as const),
    ...inactive.map(({ id, state }) => [id, `${state} in ${unit.id}`] as const),
  ]
}

function inactiveWarning(inactive: ReadonlyMap<AccountId, string>, names: AccountNames): readonly string[] {
  if (inactive.size === 0) return []
  const sorted = [...inactive].toSorted(([a], [b]) => Number(a) - Number(b))
  const named = sorted.slice(0, mostNamed).map(([account, state]) => `${labelOf(account, names)} is ${state}`)
  const left = sorted.length - named.length
  const all = [...named, ...(left > 0 ? [`${left} more are not ACTIVE either`] : [])]
  return [
    `Accounts of an organization that are not ACTIVE are not shared with: ${new Intl.ListFormat('en-GB').format(all)}.`,
  ]
}

const foreignRemedy =
  'Copy the id from the console of AWS Organizations, and check that organizations-role-to-assume or the job signs in to the right organization.'
const tooMany = [
  `The images have more than ${mostRecipients} recipients in all once their units are read, and one run takes no more.`,
  'Split the images, one step for each part.',
] as const
