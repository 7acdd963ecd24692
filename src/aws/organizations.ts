import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations'
import type { OrganizationService } from '../ports/organization-service.ts'
import { isOrganizationId, isUnitId, type UnitId } from '../sharing/identifiers.ts'
import type { Organization, OrganizationAccount } from '../sharing/organization.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import { unlessAborted } from '../abortable.ts'
import { organizationsRegion } from './endpoints.ts'
import { accountsAlong, readAccount, type OrganizationTree } from './organization-accounts.ts'
import { callTo, isMissingParent, problemOfOrganization } from './organization-problem.ts'
import { organizationsCredentials } from './organizations-role.ts'
import { allPages, unreadable, type Page } from './pages.ts'
import { mostAttempts, Retries } from './retries.ts'
import { readTimeout } from './transport.ts'
import type { Connection } from './workspaces-clients.ts'

// The largest page of all lists. A page may be empty and still name the next.
const pageSize = 20

/** AWS Organizations behind the job's port. Sends one call after the other: AWS takes only a few a second. */
export class Organizations implements OrganizationService {
  readonly #client: OrganizationsClient
  readonly #problemOf: (error: unknown, operation: string) => Error

  constructor(connection: Connection, signIn: SignIn) {
    const { transport, userAgent, secrets } = connection
    this.#problemOf = (error, operation) =>
      problemOfOrganization(error, operation, signIn, (text) => secrets.redact(text))
    this.#client = new OrganizationsClient({
      region: organizationsRegion(signIn.region),
      credentials: organizationsCredentials(connection, signIn),
      requestHandler: transport,
      maxAttempts: mostAttempts,
      retryStrategy: new Retries(),
      customUserAgent: [[...userAgent]],
    })
    this.#client.middlewareStack.use(readTimeout)
  }

  async read(units: readonly UnitId[], signal: AbortSignal): Promise<Organization> {
    const { id, management } = await this.#describe(signal)
    const accounts = await this.#accounts(id, signal)
    // Every whole list has the management account. A list without it must not look like a small organization.
    if (!accounts.some((account) => account.id === management))
      throw unreadable(callTo('ListAccounts'), 'a list without the management account')
    const asked = units.filter((unit) => !isOrganizationId(unit))
    const isPlaced = accounts.every((account) => account.units.length > 0)
    return isPlaced
      ? { id, accounts, units: await this.#existing(asked, accounts, signal) }
      : this.#walk({ id, accounts }, asked, signal)
  }

  async #describe(signal: AbortSignal) {
    const operation = 'DescribeOrganization'
    const command = new DescribeOrganizationCommand({})
    const answer = await this.#asking(operation, signal, async (abortSignal) =>
      this.#client.send(command, { abortSignal }),
    )
    const id: unknown = answer.Organization?.Id
    const management: unknown = answer.Organization?.MasterAccountId
    if (typeof id !== 'string' || !isUnitId(id) || !isOrganizationId(id) || typeof management !== 'string')
      throw unreadable(callTo(operation), 'an answer without an organization')
    return { id, management }
  }

  /** Reads all accounts, each with the units on its paths; without any if AWS sends no paths. */
  async #accounts(id: UnitId, signal: AbortSignal): Promise<readonly OrganizationAccount[]> {
    const operation = 'ListAccounts'
    const listed = await this.#pages(operation, signal, async (token, abortSignal) => {
      const command = new ListAccountsCommand({ MaxResults: pageSize, ...token })
      const page = await this.#client.send(command, { abortSignal })
      return { items: page.Accounts, nextToken: page.NextToken }
    })
    const accounts = listed.map((raw) => readAccount(raw, id, callTo(operation)))
    return [...new Map(accounts.map((account) => [account.id, account])).values()]
  }

  /** Returns the units that exist. Only an empty one is on no account's path, and has to be asked for. */
  async #existing(
    units: readonly UnitId[],
    accounts: readonly OrganizationAccount[],
    signal: AbortSignal,
  ): Promise<ReadonlySet<UnitId>> {
    const existing = new Set(accounts.flatMap((account) => account.units))
    for (const unit of units.filter((one) => !existing.has(one))) {
      const within = await this.#childAccounts(unit, signal).catch(ignoringMissing)
      if (within === undefined) continue
      if (within.length > 0)
        throw unreadable(callTo('ListAccountsForParent'), 'lists of accounts that contradict each other')
      existing.add(unit)
    }
    return existing
  }

  /** Goes through the units from the top down and reads what each one contains. */
  async #walk(
    { id, accounts: listed }: Pick<Organization, 'id' | 'accounts'>,
    units: readonly UnitId[],
    signal: AbortSignal,
  ): Promise<Organization> {
    const tree: OrganizationTree = new Map()
    for (const unit of units) {
      if (tree.has(unit)) continue
      const within = await this.#childAccounts(unit, signal).catch(ignoringMissing)
      if (within === undefined) continue
      const left = [unit]
      for (let next = left.pop(); next !== undefined; next = left.pop()) {
        if (tree.has(next)) continue
        const accounts = next === unit ? within : await this.#childAccounts(next, signal)
        const children = await this.#childUnits(next, signal)
        tree.set(next, { accounts, units: children })
        left.push(...children)
      }
    }
    return { id, accounts: accountsAlong(tree, units, listed), units: new Set(tree.keys()) }
  }

  async #childAccounts(parent: UnitId, signal: AbortSignal): Promise<readonly OrganizationAccount[]> {
    const operation = 'ListAccountsForParent'
    const listed = await this.#pages(operation, signal, async (token, abortSignal) => {
      const command = new ListAccountsForParentCommand({
        ParentId: parent,
        MaxResults: pageSize,
        ...token,
      })
      const page = await this.#client.send(command, { abortSignal })
      return { items: page.Accounts, nextToken: page.NextToken }
    })
    return listed.map((raw) => readAccount(raw, parent, callTo(operation)))
  }

  async #childUnits(parent: UnitId, signal: AbortSignal): Promise<readonly UnitId[]> {
    const operation = 'ListOrganizationalUnitsForParent'
    const listed = await this.#pages(operation, signal, async (token, abortSignal) => {
      const command = new ListOrganizationalUnitsForParentCommand({
        ParentId: parent,
        MaxResults: pageSize,
        ...token,
      })
      const page = await this.#client.send(command, { abortSignal })
      return { items: page.OrganizationalUnits, nextToken: page.NextToken }
    })
    return listed.map((raw) => {
      const id: unknown = raw?.Id
      if (typeof id === 'string' && isUnitId(id)) return id
      throw unreadable(callTo(operation), 'an entry that is no organizational unit')
    })
  }

  async #pages<Item>(
    operation: string,
    signal: AbortSignal,
    read: (token: { readonly NextToken?: string }, signal: AbortSignal) => Promise<Page<Item>>,
  ): Promise<readonly Item[]> {
    return this.#asking(operation, signal, async (abortSignal) =>
      allPages(async (token) => {
        const page = await read(token, abortSignal)
        // An answer without a list isn't a page of AWS, which may be empty but is there.
        if (page.items === undefined) throw unreadable(callTo(operation), 'an answer without a list')
        return page
      }, callTo(operation)),
    )
  }

  async #asking<Answer>(
    operation: string,
    signal: AbortSignal,
    ask: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await unlessAborted(ask(signal), signal)
    } catch (error) {
      throw this.#problemOf(error, operation)
    }
  }
}

function ignoringMissing(error: unknown): undefined {
  if (!isMissingParent(error)) throw error
  return undefined
}
