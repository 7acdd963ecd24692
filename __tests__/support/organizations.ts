import { isUnitId, type AccountId, type UnitId } from '../../src/sharing/identifiers.ts'
import type { Organization, OrganizationAccount } from '../../src/sharing/organization.ts'
import type { SandboxAws, SandboxOrganization } from '../../sandbox/aws/aws.ts'
import { account } from './examples.ts'

export function unitId(text: string): UnitId {
  if (!isUnitId(text)) throw new Error(`${text} is not the id of a unit`)
  return text
}

export const ORGANIZATION = unitId('o-a1b2c3d4e5')
export const ROOT = unitId('r-ab12')
export const WORKPLACE = unitId('ou-ab12-work0000')
/** A unit within {@link WORKPLACE}. */
export const PRODUCTION = unitId('ou-ab12-prod0000')
export const EMPTY = unitId('ou-ab12-empty000')
export const MANAGEMENT = '999900001111'

/** An account of an organization by its number, in these units below the root. */
export function member(
  number: number,
  units: readonly UnitId[] = [],
  but: Partial<OrganizationAccount> = {},
): OrganizationAccount {
  return { id: account(number), name: `name ${number}`, state: 'ACTIVE', units: [ROOT, ...units], ...but }
}

/** An organization with accounts 1 and 2 in a unit, 3 and 4 in a unit of it, 5 suspended there, and 6 at the root. */
export const organization: Organization = {
  id: ORGANIZATION,
  units: new Set([ROOT, WORKPLACE, PRODUCTION, EMPTY]),
  accounts: [
    member(1, [WORKPLACE]),
    member(2, [WORKPLACE]),
    member(3, [WORKPLACE, PRODUCTION]),
    member(4, [WORKPLACE, PRODUCTION]),
    member(5, [WORKPLACE, PRODUCTION], { state: 'SUSPENDED' }),
    member(6),
  ],
}

/** Whom the sandbox's organization has, besides the management account. */
export const sandboxOrganization: SandboxOrganization = {
  id: ORGANIZATION,
  root: ROOT,
  managementAccount: MANAGEMENT,
  units: [
    { id: WORKPLACE, name: 'Workplace' },
    { id: PRODUCTION, name: 'Production', parent: WORKPLACE },
    { id: EMPTY, name: 'Empty' },
  ],
  accounts: [
    { id: '111122223333', name: 'image factory', parent: WORKPLACE },
    { id: '000000000001', name: 'test', parent: WORKPLACE },
    { id: '000000000002', name: 'production one', parent: PRODUCTION },
    { id: '000000000003', name: 'production two', parent: PRODUCTION },
    { id: '000000000005', name: 'left behind', parent: PRODUCTION, state: 'SUSPENDED' },
    { id: '000000000006', name: 'at the root' },
  ],
}

/** So many accounts, each in a unit of its own choice. */
export function manyMembers(
  count: number,
  parentOf: (index: number) => UnitId | undefined = () => undefined,
): SandboxOrganization['accounts'] {
  return Array.from({ length: count }, (_, index) => {
    const parent = parentOf(index)
    const id: AccountId = account(index + 1)
    return { id, name: `account ${index + 1}`, ...(parent === undefined ? {} : { parent }) }
  })
}

/** The calls to AWS Organizations, in their order. */
export function organizationReads(aws: SandboxAws): readonly string[] {
  return aws.calls.filter(({ service }) => service === 'organizations').map(({ operation }) => operation)
}
