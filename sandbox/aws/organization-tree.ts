/** An organization as a test arranges it. */
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
  /** In the order in which AWS lists them. The management account is listed last unless it is among them. */
  accounts: readonly MemberAccount[]
  /** Accounts that may read besides the management account. */
  delegatedAdministrators?: readonly string[]
  /** Accounts that the organization's delegation policy lets read. */
  readers?: readonly string[]
  /** What AWS leaves out of every account, as its model lets it. Default: nothing. */
  without?: readonly ('Name' | 'Paths' | 'State' | 'Status')[]
  /** Whether paths end with the account's id, as AWS answers. Its documentation leaves it open. Default: yes. */
  pathsEndWithAccount?: boolean
  /**
   * How many items the pages of every list hold in turn; the last number stands for all that follow. 0 makes an empty
   * page that has a NextToken. Default: 20.
   */
  pageSizes?: readonly number[]
}

export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov'

/** A unit, and where it is. */
export interface OrganizationalUnit {
  /** `ou-...`, with the root's id in it. */
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
  /** The older member. Default: the state, as far as it has a word for it; `SUSPENDED` otherwise. */
  status?: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE'
}

/** AWS's patterns, anchored at both ends. */
export const ROOT_ID = /^r-[0-9a-z]{4,32}$/u
export const UNIT_ID = /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/u
const ORGANIZATION_ID = /^o-[a-z0-9]{10,32}$/u

/** Where an organization's accounts and units are. */
export class OrganizationTree {
  readonly organization: SandboxOrganization
  /** All accounts, the management account among them. */
  readonly accounts: readonly MemberAccount[]
  readonly units: readonly OrganizationalUnit[]

  /** @throws Error on an id that AWS would never give, and on a parent that isn't there */
  constructor(organization: SandboxOrganization) {
    const { accounts, managementAccount: id, units = [] } = organization
    const isListed = accounts.some((account) => account.id === id)
    this.organization = organization
    this.accounts = isListed ? accounts : [...accounts, { id, name: 'management' }]
    this.units = units
    this.#check()
  }

  /** Whether there is such a root or unit. */
  has(parent: string): boolean {
    return parent === this.organization.root || this.units.some(({ id }) => id === parent)
  }

  /** The root or unit that something is in. */
  parentOf({ parent }: MemberAccount | OrganizationalUnit): string {
    return parent ?? this.organization.root
  }

  /** The way from the organization down to something, with a slash at its end. */
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
