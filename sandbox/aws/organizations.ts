import type { Exchange } from '../http/loopback-server.ts'
import { AwsError } from './aws-error.ts'
import { readJsonRequest } from './json-request.ts'
import type { Mode } from './operation.ts'
import { OrganizationTree, type Partition, type SandboxOrganization } from './organization-tree.ts'
import {
  describeOrganization,
  listAccounts,
  listAccountsForParent,
  listOrganizationalUnitsForParent,
  type OrganizationsOperation,
} from './organizations-operations.ts'
import { invalidInput } from './organizations-input.ts'
import { Pages } from './pages.ts'
import type { Principals } from './principals.ts'

const OPERATIONS: ReadonlyMap<string, OrganizationsOperation> = new Map([
  ['DescribeOrganization', describeOrganization],
  ['ListAccounts', listAccounts],
  ['ListAccountsForParent', listAccountsForParent],
  ['ListOrganizationalUnitsForParent', listOrganizationalUnitsForParent],
])

/** The Region of Organizations in each partition. */
const REGION: Record<Partition, string> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-northwest-1',
  'aws-us-gov': 'us-gov-west-1',
}

/** AWS Organizations, limited to reading the members of an organization. */
export class Organizations {
  readonly #principals: Principals
  readonly #now: () => number
  readonly #pages = new Pages(() => invalidInput('INVALID_NEXT_TOKEN'))
  #tree: OrganizationTree | undefined

  /** @param now AWS's clock */
  constructor(principals: Principals, now: () => number) {
    this.#principals = principals
    this.#now = now
  }

  /**
   * Makes this the only organization, or removes it.
   *
   * @throws Error for an organization that AWS couldn't have
   */
  set(organization: SandboxOrganization | undefined): void {
    this.#tree = organization === undefined ? undefined : new OrganizationTree(organization)
  }

  /**
   * Runs an operation.
   *
   * @throws {AwsError} for every error that AWS would return
   */
  run(exchange: Exchange, operation: string, mode: Mode): Record<string, unknown> {
    const perform = OPERATIONS.get(operation)
    if (perform === undefined) throw new AwsError('UnknownOperationException', '')
    const context = { service: 'organizations' as const, principals: this.#principals, now: this.#now() }
    const { input, caller, region } = readJsonRequest(exchange, operation, context)
    const tree = this.#treeOf(caller.account, region)
    if (operation !== 'DescribeOrganization' && !mayRead(tree.organization, caller.account))
      throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.")
    return perform(input, { tree, pages: this.#pages, tokens: mode.tokens })
  }

  #treeOf(account: string, region: string): OrganizationTree {
    const home = this.#tree === undefined ? undefined : REGION[this.#tree.organization.partition ?? 'aws']
    if (home === undefined ? !Object.values(REGION).includes(region) : region !== home)
      throw new AwsError('InvalidSignatureException', 'Credential should be scoped to a valid region. ')
    if (this.#tree?.accounts.some(({ id }) => id === account) !== true)
      throw new AwsError(
        'AWSOrganizationsNotInUseException',
        'Your account is not a member of an organization.',
      )
    return this.#tree
  }
}

/**
 * Returns whether an account may list:
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
function mayRead(organization: SandboxOrganization, account: string): boolean {
  const { managementAccount, delegatedAdministrators = [], readers = [] } = organization
  return [managementAccount, ...delegatedAdministrators, ...readers].includes(account)
}
