import { AwsError } from './aws-error.ts'
import type { MemberAccount, OrganizationalUnit, OrganizationTree } from './organization-tree.ts'
import { readPage, readParent } from './organizations-input.ts'
import type { Pages, Tokens } from './pages.ts'

/** The context of an operation. */
export interface OrganizationsContext {
  readonly tree: OrganizationTree
  readonly pages: Pages
  readonly tokens: Tokens
}

/** An operation, from its input to its output. */
export type OrganizationsOperation = (
  input: Readonly<Record<string, unknown>>,
  context: OrganizationsContext,
) => Record<string, unknown>

/**
 * Describes the caller's organization. Every account in it may call this.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeOrganization.html
 */
export const describeOrganization: OrganizationsOperation = (_input, { tree }) => {
  const { managementAccount } = tree.organization
  return {
    Organization: {
      Id: tree.organization.id,
      Arn: arnOf(tree, 'organization'),
      FeatureSet: 'ALL',
      MasterAccountArn: `${arnOf(tree, 'account')}/${managementAccount}`,
      MasterAccountId: managementAccount,
      MasterAccountEmail: emailOf(managementAccount),
      AvailablePolicyTypes: [],
    },
  }
}

/**
 * Lists all accounts of the organization.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export const listAccounts: OrganizationsOperation = (input, context) => {
  const page = cut(input, context, 'accounts', context.tree.accounts)
  return {
    Accounts: page.items.map((account) => describeAccount(context.tree, account)),
    NextToken: page.token,
  }
}

/**
 * Lists the accounts directly below a root or a unit, without those in its child units.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html
 */
export const listAccountsForParent: OrganizationsOperation = (input, context) => {
  const parent = knownParent(input, context.tree)
  const accounts = context.tree.accounts.filter((account) => context.tree.parentOf(account) === parent)
  const page = cut(input, context, `accounts/${parent}`, accounts)
  return {
    Accounts: page.items.map((account) => describeAccount(context.tree, account)),
    NextToken: page.token,
  }
}

/**
 * Lists the units directly below a root or a unit.
 *
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListOrganizationalUnitsForParent.html
 */
export const listOrganizationalUnitsForParent: OrganizationsOperation = (input, context) => {
  const parent = knownParent(input, context.tree)
  const units = context.tree.units.filter((unit) => context.tree.parentOf(unit) === parent)
  const page = cut(input, context, `units/${parent}`, units)
  return {
    OrganizationalUnits: page.items.map((unit) => describeUnit(context.tree, unit)),
    NextToken: page.token,
  }
}

function knownParent(input: Readonly<Record<string, unknown>>, tree: OrganizationTree): string {
  const parent = readParent(input)
  if (!tree.has(parent))
    throw new AwsError(
      'ParentNotFoundException',
      "We can't find a root or OU with the ParentId that you specified.",
    )
  return parent
}

function cut<T>(
  input: Readonly<Record<string, unknown>>,
  { tree, pages, tokens }: OrganizationsContext,
  scope: string,
  items: readonly T[],
): { items: T[]; token: string | undefined } {
  const { pageSizes } = tree.organization
  const sizes = pageSizes === undefined ? {} : { sizes: pageSizes }
  // AWS guarantees no order, so a list continues after the position it has reached.
  const placed = items.map((item, index) => ({ item, place: String(index).padStart(6, '0') }))
  const request = { ...readPage(input), ...sizes, scope, stale: false, tokens }
  const page = pages.cut(
    request,
    () => placed,
    ({ place }) => place,
  )
  return { items: page.items.map(({ item }) => item), token: page.token }
}

function describeAccount(tree: OrganizationTree, account: MemberAccount): Record<string, unknown> {
  const { without = [], pathsEndWithAccount = true } = tree.organization
  const { id, name, state = 'ACTIVE' } = account
  const known = {
    Id: id,
    Arn: `${arnOf(tree, 'account')}/${id}`,
    Email: emailOf(id),
    Name: name,
    Status: account.status ?? (state === 'PENDING_ACTIVATION' || state === 'CLOSED' ? 'SUSPENDED' : state),
    State: state,
    Paths: [`${tree.pathOf(account)}${pathsEndWithAccount ? `${id}/` : ''}`],
    JoinedMethod: 'CREATED',
    JoinedTimestamp: 1_767_225_600.5,
  }
  return Object.fromEntries(
    Object.entries(known).filter(([member]) => !without.some((one) => one === member)),
  )
}

function describeUnit(tree: OrganizationTree, unit: OrganizationalUnit): Record<string, unknown> {
  const hasPath = tree.organization.without?.includes('Paths') !== true
  const Path = hasPath ? `${tree.pathOf(unit)}${unit.id}/` : undefined
  return { Id: unit.id, Arn: `${arnOf(tree, 'ou')}/${unit.id}`, Name: unit.name, Path }
}

function arnOf({ organization }: OrganizationTree, kind: 'account' | 'organization' | 'ou'): string {
  const { partition = 'aws', managementAccount, id } = organization
  return `arn:${partition}:organizations::${managementAccount}:${kind}/${id}`
}

function emailOf(account: string): string {
  return `aws+${account}@example.com`
}
