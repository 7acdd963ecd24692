import type { Account } from '@aws-sdk/client-organizations'
import {
  isAccountId,
  isOrganizationId,
  isUnitId,
  type AccountId,
  type UnitId,
} from '../sharing/identifiers.ts'
import type { OrganizationAccount } from '../sharing/organization.ts'
import type { Call } from './explanation.ts'
import { unreadable } from './pages.ts'

/** The units and roots that were walked through, each with what is directly below it. */
export type OrganizationTree = Map<
  UnitId,
  { readonly accounts: readonly OrganizationAccount[]; readonly units: readonly UnitId[] }
>

/**
 * Reads an account as AWS lists it.
 * @param organization the organization that its paths begin with; other paths are not relied on
 * @throws ProblemError if it is none: an account that is left out silently would make the plan smaller
 */
export function readAccount(raw: Account, organization: UnitId, call: Call): OrganizationAccount {
  const id: unknown = raw?.Id
  if (typeof id !== 'string' || !isAccountId(id)) throw unreadable(call, 'an entry that is no account')
  // AWS announced the end of Status, and sends State beside it until then.
  const state: unknown = raw.State ?? raw.Status
  if (typeof state !== 'string') throw unreadable(call, 'an account without a state')
  const name: unknown = raw.Name
  return {
    id,
    name: typeof name === 'string' ? name : '',
    state,
    units: unitsOn(raw.Paths, organization),
  }
}

// `o-a1b2c3d4e5/r-ab12/ou-ab12-cdefgh34/`. AWS's documentation doesn't say if the account's own id ends the path.
function unitsOn(paths: unknown, organization: UnitId): readonly UnitId[] {
  if (!Array.isArray(paths) || paths.length === 0) return []
  const split = paths.map((path: unknown) => (typeof path === 'string' ? path.split('/') : []))
  if (split.some(([first]) => first !== organization)) return []
  return [...new Set(split.flat().filter(isUnitId))].filter((unit) => !isOrganizationId(unit))
}

/**
 * Returns the accounts of an organization, each with those of the units above it that a walk began with or met.
 * @param accounts all accounts of the organization; the walk may have met others that have joined since
 */
export function accountsAlong(
  tree: OrganizationTree,
  units: readonly UnitId[],
  accounts: readonly OrganizationAccount[],
): readonly OrganizationAccount[] {
  const all = new Map<AccountId, OrganizationAccount>(accounts.map((account) => [account.id, account]))
  const unitsOf = new Map<AccountId, Set<UnitId>>()
  const visit = (unit: UnitId, above: readonly UnitId[]): void => {
    if (above.includes(unit)) return
    const path = [...above, unit]
    for (const account of tree.get(unit)?.accounts ?? []) {
      all.set(account.id, account)
      unitsOf.set(account.id, new Set([...(unitsOf.get(account.id) ?? []), ...path]))
    }
    for (const child of tree.get(unit)?.units ?? []) visit(child, path)
  }
  for (const unit of units) visit(unit, [])
  return [...all.values()].map((account) => ({ ...account, units: [...(unitsOf.get(account.id) ?? [])] }))
}
