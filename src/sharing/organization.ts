import type { AccountId, UnitId } from './identifiers.ts'
import { rootIdOf } from './identifiers.ts'

/** An account of an organization. Its name is AWS's and may contain anything. */
export interface OrganizationAccount {
  readonly id: AccountId
  /** `''` if AWS doesn't say. */
  readonly name: string
  /** `ACTIVE`, `SUSPENDED`, `PENDING_CLOSURE`, or another state of AWS Organizations. */
  readonly state: string
  /** The units that contain it, at any depth; the organization itself is not among them. */
  readonly units: readonly UnitId[]
}

/** The whole of an organization: all its accounts. */
export interface Organization {
  readonly id: UnitId
  readonly accounts: readonly OrganizationAccount[]
  /** The units that were asked for and exist, empty ones included. */
  readonly units: ReadonlySet<UnitId>
}

/** Returns the accounts of each unit and of the organization, sorted by id. */
export function membersByUnit({
  id,
  accounts,
}: Organization): ReadonlyMap<UnitId, readonly OrganizationAccount[]> {
  const members = new Map<UnitId, OrganizationAccount[]>()
  for (const account of accounts.toSorted((a, b) => Number(a.id) - Number(b.id))) {
    for (const unit of new Set([id, ...account.units])) {
      const list = members.get(unit)
      if (list === undefined) members.set(unit, [account])
      else list.push(account)
    }
  }
  return members
}

/** Returns why a unit is none of this organization, as a clause that follows its id; `undefined` if it is one. */
export function foreignness(unit: UnitId, organization: Organization): string | undefined {
  if (unit === organization.id || organization.units.has(unit)) return undefined
  const root = rootIdOf(unit)
  const ownRoots = organization.accounts.flatMap(({ units }) => units.filter((one) => one.startsWith('r-')))
  const [ownRoot] = ownRoots
  if (root === undefined || (ownRoot !== undefined && ownRoot !== root))
    return `is not of ${organization.id}, the organization that can be read`
  return `doesn't exist in ${organization.id}, the organization that can be read`
}

/** Returns the name of each account that has one. */
export function namesIn({ accounts }: Organization): readonly (readonly [AccountId, string])[] {
  return accounts.flatMap(({ id, name }) => (name === '' ? [] : [[id, name] as const]))
}
