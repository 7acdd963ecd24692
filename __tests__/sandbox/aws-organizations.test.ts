import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  OrganizationsClient,
  type Account,
  type OrganizationsClientConfig,
} from '@aws-sdk/client-organizations'
import type { SandboxOrganization } from '../../sandbox/aws/aws.ts'
import { Fixture, keysOf, thrown } from '../support/sandbox-aws.ts'

const sandbox = new Fixture(false)
const MANAGEMENT = '999900001111'
const MEMBER = '444455556666'
const ORGANIZATION: SandboxOrganization = {
  id: 'o-a1b2c3d4e5',
  root: 'r-ab12',
  managementAccount: MANAGEMENT,
  units: [
    { id: 'ou-ab12-work0000', name: 'Workplace' },
    { id: 'ou-ab12-prod0000', name: 'Production', parent: 'ou-ab12-work0000' },
  ],
  accounts: [
    { id: MEMBER, name: 'workplace-prod', parent: 'ou-ab12-prod0000' },
    { id: '555566667777', name: 'workplace-test', parent: 'ou-ab12-work0000', state: 'CLOSED' },
  ],
}

let clients: OrganizationsClient[]
beforeEach(() => {
  clients = []
})
afterEach(() => {
  for (const one of clients) one.destroy()
})

/** The real SDK's client with the keys of an account. */
function client(account = MANAGEMENT, config: OrganizationsClientConfig = {}): OrganizationsClient {
  const { url: endpoint } = sandbox.aws
  const credentials = keysOf(sandbox.aws, account)
  const made = new OrganizationsClient({
    region: 'us-east-1',
    endpoint,
    maxAttempts: 1,
    credentials,
    ...config,
  })
  clients.push(made)
  return made
}

/** All pages of ListAccounts, as lists. */
async function pages(): Promise<Account[][]> {
  const lists: Account[][] = []
  let NextToken: string | undefined
  do {
    const page = await client().send(new ListAccountsCommand({ NextToken }))
    lists.push(page.Accounts ?? [])
    ;({ NextToken } = page)
  } while (NextToken !== undefined)
  return lists
}

async function accountsOf(ParentId: string): Promise<(string | undefined)[] | undefined> {
  const { Accounts } = await client().send(new ListAccountsForParentCommand({ ParentId }))
  return Accounts?.map(({ Id }) => Id)
}

async function unitsOf(ParentId: string): Promise<(string | undefined)[] | undefined> {
  const answer = await client().send(new ListOrganizationalUnitsForParentCommand({ ParentId }))
  return answer.OrganizationalUnits?.map(({ Id }) => Id)
}

const many = Array.from({ length: 45 }, (_, index) => ({
  id: String(index).padStart(12, '0'),
  name: `account ${index}`,
}))

describe('an organization', () => {
  it('tells every account in it which one it is', async () => {
    sandbox.aws.setOrganization(ORGANIZATION)
    const { Organization } = await client(MEMBER).send(new DescribeOrganizationCommand())
    expect(Organization).toMatchObject({ Id: 'o-a1b2c3d4e5', MasterAccountId: MANAGEMENT })
    expect(sandbox.aws.calls).toMatchObject([
      { service: 'organizations', caller: `arn:aws:iam::${MEMBER}:user/sandbox`, status: 200 },
    ])
  })

  it('lists its accounts with their states and paths, the management account among them', async () => {
    sandbox.aws.setOrganization(ORGANIZATION)
    expect((await pages()).flat()).toMatchObject([
      {
        Id: MEMBER,
        Arn: `arn:aws:organizations::${MANAGEMENT}:account/o-a1b2c3d4e5/${MEMBER}`,
        State: 'ACTIVE',
        Status: 'ACTIVE',
        Paths: [`o-a1b2c3d4e5/r-ab12/ou-ab12-work0000/ou-ab12-prod0000/${MEMBER}/`],
      },
      { Name: 'workplace-test', State: 'CLOSED', Status: 'SUSPENDED' },
      { Id: MANAGEMENT, Paths: [`o-a1b2c3d4e5/r-ab12/${MANAGEMENT}/`] },
    ])
  })

  it('leaves out of its accounts what it is told to', async () => {
    sandbox.aws.setOrganization({ ...ORGANIZATION, without: ['State', 'Paths'], pathsEndWithAccount: false })
    const [account] = (await pages()).flat()
    expect(account).toMatchObject({ Id: MEMBER, Status: 'ACTIVE' })
    expect([account?.State, account?.Paths]).toEqual([undefined, undefined])
    sandbox.aws.setOrganization({ ...ORGANIZATION, pathsEndWithAccount: false })
    expect((await pages())[0]?.[0]?.Paths).toEqual(['o-a1b2c3d4e5/r-ab12/ou-ab12-work0000/ou-ab12-prod0000/'])
  })

  it('lists what is right below a parent, and nothing deeper', async () => {
    sandbox.aws.setOrganization(ORGANIZATION)
    expect(await accountsOf('r-ab12')).toEqual([MANAGEMENT])
    expect(await accountsOf('ou-ab12-work0000')).toEqual(['555566667777'])
    expect(await unitsOf('r-ab12')).toEqual(['ou-ab12-work0000'])
    expect(await unitsOf('ou-ab12-work0000')).toEqual(['ou-ab12-prod0000'])
    expect(await unitsOf('ou-ab12-prod0000')).toEqual([])
  })

  it.each<[string, readonly number[] | undefined, number[]]>([
    ['20 a page', undefined, [20, 20, 6]],
    ['fewer a page', [15], [15, 15, 15, 1]],
    ['empty pages in between', [0, 20, 0, 0, 25], [0, 20, 0, 0, 20, 6]],
  ])('comes in pages: %s', async (_what, pageSizes, sizes) => {
    sandbox.aws.setOrganization({
      ...ORGANIZATION,
      units: [],
      accounts: many,
      ...(pageSizes && { pageSizes }),
    })
    const lists = await pages()
    expect(lists.map((list) => list.length)).toEqual(sizes)
    expect(new Set(lists.flat().map(({ Id }) => Id)).size).toBe(46)
  })

  it.each<[string, Partial<SandboxOrganization>]>([
    ['o-short', { id: 'o-short' }],
    ['r-UPPER', { root: 'r-UPPER' }],
    ['ou-zz99-work0000', { units: [{ id: 'ou-zz99-work0000', name: 'of another root' }] }],
    ['ou-ab12-nowhere00', { accounts: [{ id: MEMBER, name: 'lost', parent: 'ou-ab12-nowhere00' }] }],
  ])('is none that AWS could not have: %s', (wrong, organization) => {
    expect(() => sandbox.aws.setOrganization({ ...ORGANIZATION, ...organization })).toThrow(wrong)
  })
})

describe('reading is refused', () => {
  it.each<[string, string, Partial<SandboxOrganization> | undefined, string | undefined]>([
    ['to a member', MEMBER, {}, 'AccessDeniedException'],
    ['not to a delegated administrator', MEMBER, { delegatedAdministrators: [MEMBER] }, undefined],
    ['not to whom the delegation policy names', MEMBER, { readers: [MEMBER] }, undefined],
    ['to a stranger', '123412341234', {}, 'AWSOrganizationsNotInUseException'],
    ['without an organization', MANAGEMENT, undefined, 'AWSOrganizationsNotInUseException'],
  ])('%s', async (_what, account, organization, name) => {
    sandbox.aws.setOrganization(organization && { ...ORGANIZATION, ...organization })
    const listed = client(account).send(new ListAccountsCommand())
    expect(
      await listed.then(
        () => undefined,
        ({ name: error }: Error) => error,
      ),
    ).toBe(name)
    expect(sandbox.aws.calls[0]?.status).toBe(name === undefined ? 200 : 400)
  })

  it.each<[string, object]>([
    ['ParentNotFoundException', { ParentId: 'ou-ab12-nowhere00' }],
    ['ParentNotFoundException', { ParentId: 'r-zz99' }],
    ['InvalidInputException', { ParentId: 'o-a1b2c3d4e5' }],
    ['InvalidInputException', { ParentId: '' }],
    ['InvalidInputException', { ParentId: 'r-ab12', MaxResults: 21 }],
    ['InvalidInputException', { ParentId: 'r-ab12', NextToken: 'bogus' }],
  ])('with %s for %j', async (name, input) => {
    sandbox.aws.setOrganization(ORGANIZATION)
    const command = new ListAccountsForParentCommand({ ParentId: undefined, ...input })
    expect(await thrown(client().send(command))).toMatchObject({ name })
  })

  it('to a signature for a Region without Organizations, or without what a policy allows', async () => {
    sandbox.aws.setOrganization(ORGANIZATION)
    const elsewhere = client(MANAGEMENT, { region: 'eu-west-1' })
    expect((await thrown(elsewhere.send(new ListAccountsCommand()))).name).toBe('InvalidSignatureException')
    const keys = keysOf(sandbox.aws, MANAGEMENT)
    sandbox.aws.addCredentials({ ...keys, account: MANAGEMENT, deny: ['ListAccounts'] })
    expect(await thrown(client().send(new ListAccountsCommand()))).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('organizations:ListAccounts'),
    })
  })

  it('and throttled, as told', async () => {
    sandbox.aws.setOrganization(ORGANIZATION)
    const on = { operation: 'ListAccounts' }
    sandbox.aws.inject({ on, do: { kind: 'token-bucket', perSecond: 0, burst: 0 } })
    expect((await thrown(client().send(new ListAccountsCommand()))).name).toBe('TooManyRequestsException')
    await client().send(new DescribeOrganizationCommand())
  })
})
