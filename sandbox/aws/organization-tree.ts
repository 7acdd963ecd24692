/** An organization as a test sets it up. */
export interface SandboxOrganization {
  /** `o-...` */
  id: string
  /** `r-...` */
  root: string
  managementAccount: string
  /** Default: `aws`. */
  partition?: Partition
  /** Default: none. */
  units?: readonly OrganizationalUnit[]
  /** The accounts in AWS's order. The management account comes last if it is not in the list. */
  accounts: readonly MemberAccount[]
  /** Accounts other than the management account that may read. */
  delegatedAdministrators?: readonly string[]
  /** Accounts that the organization's delegation policy allows to read. */
  readers?: readonly string[]
  /** Members that AWS omits from every account, as its model allows. Default: none. */
  without?: readonly ('Name' | 'Paths' | 'State' | 'Status')[]
  /** Whether paths end with the account's id, as in AWS's responses. AWS's documentation doesn't say. Default: true. */
  pathsEndWithAccount?: boolean
  /**
   * The numbers of items in the successive pages of every list; the last number applies to all later pages. 0 makes an
   * empty page with a NextToken. Default: 20.
   */
  pageSizes?: readonly number[]
}

export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov'

/** An organizational unit and its parent. */
export interface OrganizationalUnit {
  /** The id `ou-...`, which contains the root's id. */
  id: string
  name: string
  /** Another unit. Default: the root. */
  parent?: string
}

/** An account of the organization. */
export interface MemberAccount {
  id: string
  name: string
  /** Default: the root. */
  parent?: string
  /** Default: `ACTIVE`. */
  state?: 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED'
  /** The older member. Default: the state if the older type has it, otherwise `SUSPENDED`. */
  status?: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE'
}

/** AWS's patterns, anchored at both ends. */
export const ROOT_ID = /^r-[0-9a-z]{4,32}$/u
export const UNIT_ID = /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/u
const ORGANIZATION_ID = /^o-[a-z0-9]{10,32}$/u

/** The tree of an organization's accounts and units. */
export class OrganizationTree {
  readonly organization: SandboxOrganization
  /** All accounts, including the management account. */
  readonly accounts: readonly MemberAccount[]
  readonly units: readonly OrganizationalUnit[]

  /** @throws Error for an id that AWS would never assign, or an unknown parent */
  constructor(organization: SandboxOrganization) {
    const { accounts, managementAccount: id, units = [] } = organization
    const isListed = accounts.some((account) => account.id === id)
    this.organization = organization
    this.accounts = isListed ? accounts : [...accounts, { id, name: 'management' }]
    this.units = units
    this.#check()
  }

  /** Returns whether there is such a root or unit. */
  has(parent: string): boolean {
    return parent === this.organization.root || this.units.some(({ id }) => id === parent)
  }

  /** Returns the root or unit that contains an account or unit. */
  parentOf({ parent }: MemberAccount | OrganizationalUnit): string {
    return parent ?? this.organization.root
  }

  /** Returns the path from the organization to an account or unit, with a slash at its end. */
  pathOf(member: MemberAccount | OrganizationalUnit): string {
    const parent = this.parentOf(member)
    const unit = this.units.find(({ id }) => id === parent)
    const { id, root } = this.organization
    return unit === undefined ? `${id}/${root}/` : `${this.pathOf(unit)}${unit.id}/`
  }

  #check(): void {
    const { id, root } = this.organization
    const inRoot = `ou-${root.replace('r-', '')}-`
    const wrong = [
      ...(ORGANIZATION_ID.test(id) ? [] : [id]),
      ...(ROOT_ID.test(root) ? [] : [root]),
      ...this.units.flatMap((unit) => (UNIT_ID.test(unit.id) && unit.id.startsWith(inRoot) ? [] : [unit.id])),
      ...this.accounts.flatMap((account) => (/^\d{12}$/u.test(account.id) ? [] : [account.id])),
      ...[...this.units, ...this.accounts].map((one) => this.parentOf(one)).filter((one) => !this.has(one)),
    ]
    if (wrong.length > 0) throw new Error(`The organization can't be: ${wrong.join(', ')}`)
  }
}
