import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { SandboxAws, type Fault, type SandboxOrganization } from '../../sandbox/aws/aws.ts'
import { connect } from '../../src/aws/connect.ts'
import type { SignedIn } from '../../src/ports/organization-service.ts'
import { membersByUnit, type Organization } from '../../src/sharing/organization.ts'
import { ProblemError, type Problem } from '../../src/sharing/problem.ts'
import { countNodeErrorsAsErrors } from '../sandbox/aws-realm.ts'
import { ownEnvironment } from '../support/environment.ts'
import { regionOf } from '../support/examples.ts'
import { never } from '../support/fake-ports.ts'
import {
  EMPTY,
  MANAGEMENT,
  ORGANIZATION,
  PRODUCTION,
  ROOT,
  sandboxOrganization,
  unitId,
  WORKPLACE,
} from '../support/organizations.ts'

countNodeErrorsAsErrors()

let aws: SandboxAws
let service: SignedIn
const noTokens = { request: async () => Promise.reject(new Error('No token is needed here')) }
const asked = [WORKPLACE, PRODUCTION, EMPTY, unitId('ou-ab12-nowhere0'), ORGANIZATION, ROOT]

beforeEach(async () => {
  aws = await SandboxAws.start({ account: MANAGEMENT })
  aws.setOrganization(sandboxOrganization)
})
ownEnvironment(() => aws.environment())
beforeEach(async () => {
  service = await connect({ region: regionOf('eu-west-1'), role: undefined }, noTokens, ['test', '1'], never)
})
afterEach(async () => {
  service.close()
  await aws.close()
})

/** Reads an organization as the sandbox has it. */
async function read(
  organization: SandboxOrganization = sandboxOrganization,
  units = asked,
): Promise<Organization> {
  aws.setOrganization(organization)
  return service.organization.read(units, never)
}

/** Who is in which of the units that were asked for, and what else a plan depends on. */
function meaningOf(organization: Organization): unknown {
  const members = membersByUnit(organization)
  return asked.map((unit) => [
    unit,
    unit === ORGANIZATION || organization.units.has(unit),
    (members.get(unit) ?? []).map(({ id, name, state }) => `${id} ${name} ${state}`),
  ])
}

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  try {
    await promise
  } catch (error) {
    if (error instanceof ProblemError) return error.problem
    throw error
  }
  throw new Error('Nothing was thrown')
}

describe('an organization', () => {
  it('is read with the units of its accounts, and asks for no unit but those on no path', async () => {
    expect(meaningOf(await read())).toEqual([
      [
        WORKPLACE,
        true,
        expect.arrayContaining(['000000000001 test ACTIVE', '000000000005 left behind SUSPENDED']),
      ],
      [PRODUCTION, true, expect.arrayContaining(['000000000002 production one ACTIVE'])],
      [EMPTY, true, []],
      ['ou-ab12-nowhere0', false, []],
      [ORGANIZATION, true, expect.arrayContaining([`${MANAGEMENT} management ACTIVE`])],
      [ROOT, true, expect.arrayContaining(['000000000006 at the root ACTIVE'])],
    ])
    expect(aws.calls.map(({ operation, input }) => [operation, input['ParentId']])).toEqual([
      ['DescribeOrganization', undefined],
      ['ListAccounts', undefined],
      ['ListAccountsForParent', EMPTY],
      ['ListAccountsForParent', 'ou-ab12-nowhere0'],
    ])
  })

  it('without paths is walked through from the units that were asked for, each once', async () => {
    const whole = await read()
    aws.calls.length = 0
    expect(meaningOf(await read({ ...sandboxOrganization, without: ['Paths'] }))).toEqual(meaningOf(whole))
    const parents = aws.calls.flatMap(({ operation, input }) =>
      operation === 'ListOrganizationalUnitsForParent' ? [input['ParentId']] : [],
    )
    expect([...new Set(parents)]).toEqual(parents)
  })

  it('needs no walk for itself', async () => {
    const { units } = await read({ ...sandboxOrganization, without: ['Paths'] }, [ORGANIZATION])
    expect(units).toEqual(new Set())
    expect(aws.calls.map(({ operation }) => operation)).toEqual(['DescribeOrganization', 'ListAccounts'])
  })

  it.each([
    ['cn-northwest-1', 'aws-cn', 'cn-northwest-1'],
    ['us-gov-east-1', 'aws-us-gov', 'us-gov-west-1'],
    ['ap-south-1', 'aws', 'us-east-1'],
  ] as const)('is read at the one endpoint of its partition: %s', async (region, partition, home) => {
    aws.setOrganization({ ...sandboxOrganization, partition })
    const signIn = { region: regionOf(region), role: undefined }
    const other = await connect(signIn, noTokens, ['test', '1'], never)
    try {
      expect((await other.organization.read([], never)).id).toBe(ORGANIZATION)
    } finally {
      other.close()
    }
    expect(new Set(aws.calls.map((call) => call.region))).toEqual(new Set([home]))
  })

  it('is slowed down by throttling, and fails of nothing', async () => {
    aws.inject({
      on: { operation: 'ListAccounts' },
      times: 1,
      do: { kind: 'error', name: 'TooManyRequestsException' },
    })
    expect((await read()).accounts).toHaveLength(7)
  })

  it('may be given up', async () => {
    const controller = new AbortController()
    aws.inject({ on: { operation: 'ListAccounts' }, do: { kind: 'hang' } })
    const reading = problemOf(service.organization.read([], controller.signal))
    await new Promise<void>((resolve) => {
      const seen = setInterval(() => {
        if (!aws.calls.some(({ operation }) => operation === 'ListAccounts')) return
        clearInterval(seen)
        resolve()
      }, 5)
    })
    controller.abort()
    expect(await reading).toMatchObject({ reason: 'cancelled' })
  })
})

describe('any organization', () => {
  const organizations = fc.record({
    sizes: fc
      .array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 6 })
      .map((all) => [...all, 9]),
    order: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
    without: fc.subarray(['Name', 'Paths', 'Status'] as const),
    pathsEndWithAccount: fc.boolean(),
  })

  it('means the same on pages of any size, in any order', async () => {
    const expected = meaningOf(await read())
    const nameless = meaningOf(await read({ ...sandboxOrganization, without: ['Name'] }))
    await fc.assert(
      fc.asyncProperty(organizations, async ({ sizes, order, without, pathsEndWithAccount }) => {
        const accounts = sandboxOrganization.accounts
          .map((account, index) => ({ account, at: order[index] ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ account }) => account)
        const organization = {
          ...sandboxOrganization,
          accounts,
          pageSizes: sizes,
          without,
          pathsEndWithAccount,
        }
        const same = without.includes('Name') ? nameless : expected
        expect(meaningOf(await read(organization))).toEqual(same)
      }),
      { numRuns: 40 },
    )
  })
})

const answer = (body: unknown) => ({
  kind: 'http' as const,
  status: 200,
  contentType: 'application/x-amz-json-1.1',
  body: JSON.stringify(body),
})
const account = (but: object) => ({ Id: '000000000001', State: 'ACTIVE', ...but })

describe('an organization that is not whole', () => {
  const large = { ...sandboxOrganization, pageSizes: [2] }
  const on = { operation: 'ListAccounts' }
  it.each<[what: string, fault: Fault, says: RegExp]>([
    ['a token repeats', { on, after: 1, do: { kind: 'repeat-token' } }, /the same page again and again/],
    ['a page has no list', { on, after: 1, do: answer({}) }, /an answer without a list/],
    [
      'the list ends early',
      { on, after: 1, do: answer({ Accounts: [account({})] }) },
      /without the management account/,
    ],
    [
      'an entry is no account',
      { on, do: answer({ Accounts: [account({ Id: '1' })] }) },
      /an entry that is no account/,
    ],
    ['an entry is nothing', { on, do: answer({ Accounts: [null] }) }, /no account|can't be read/],
    [
      'an account has no state',
      { on, do: answer({ Accounts: [{ Id: '000000000001' }] }) },
      /an account without a state/,
    ],
    [
      'the answer is of no organization',
      { on: { operation: 'DescribeOrganization' }, do: answer({}) },
      /an answer without an organization/,
    ],
    [
      'a unit that no account is in has accounts',
      { on: { operation: 'ListAccountsForParent' }, do: answer({ Accounts: [account({})] }) },
      /lists of accounts that contradict each other/,
    ],
  ])('is never a smaller one, where %s', async (_what, fault, says) => {
    aws.setOrganization(large)
    aws.inject(fault)
    const { message } = await problemOf(service.organization.read(asked, never))
    expect(message).toMatch(/^Could not read the organization: /)
    expect(message).toMatch(says)
  })

  it.each<[what: string, fault: Fault, says: RegExp]>([
    [
      'a unit has an entry that is no unit',
      {
        on: { operation: 'ListOrganizationalUnitsForParent' },
        do: answer({ OrganizationalUnits: [{ Id: 'x' }] }),
      },
      /an entry that is no organizational unit/,
    ],
    [
      'a child unit is gone',
      {
        on: { operation: 'ListAccountsForParent' },
        after: 1,
        do: { kind: 'error', name: 'ParentNotFoundException' },
      },
      /ParentNotFoundException/,
    ],
  ])('is never a smaller one on a walk, where %s', async (_what, fault, says) => {
    aws.setOrganization({ ...sandboxOrganization, without: ['Paths'] })
    aws.inject(fault)
    const { message } = await problemOf(service.organization.read([WORKPLACE], never))
    expect(message).toMatch(says)
  })
})

describe('access to an organization', () => {
  const member = '000000000001'

  it.each<[name: string, reason: string]>([
    ['AccessDeniedException', 'access-denied'],
    ['AWSOrganizationsNotInUseException', 'invalid-input'],
    ['ConcurrentModificationException', 'service-unavailable'],
    ['ExpiredTokenException', 'no-credentials'],
    ['InvalidInputException', 'not-supported'],
  ])('that ends in %s is %s', async (name, reason) => {
    aws.inject({ on: { operation: 'DescribeOrganization' }, do: { kind: 'error', name } })
    expect(await problemOf(service.organization.read([], never))).toMatchObject({ reason, aws: { name } })
  })

  it('that is denied names the role that was to read, and the statement', async () => {
    const arn = `arn:aws:iam::${member}:role/read-organization`
    aws.allowAssume({ arn, trusts: [MANAGEMENT] })
    const organizationsRole = { arn, sessionName: 'run-1' }
    const signIn = { region: regionOf('eu-west-1'), role: undefined, organizationsRole }
    const other = await connect(signIn, noTokens, ['test', '1'], never)
    try {
      const problem = await problemOf(other.organization.read([], never))
      expect(problem).toMatchObject({
        reason: 'access-denied',
        example: expect.stringContaining('ListAccountsForParent'),
      })
      expect(problem.message).toContain(
        `organizations-role-to-assume ${arn} may not call organizations:ListAccounts`,
      )
      expect(problem.remedy).toContain(`the IAM policy of ${arn}`)
    } finally {
      other.close()
    }
  })

  it('by a role assumes it once for all pages and reads', async () => {
    const arn = `arn:aws:iam::${MANAGEMENT}:role/read-organization`
    aws.allowAssume({ arn, trusts: [MANAGEMENT] })
    const organizationsRole = { arn, sessionName: 'run-1' }
    const other = await connect(
      { region: regionOf('eu-west-1'), role: undefined, organizationsRole },
      noTokens,
      ['test', '1'],
      never,
    )
    try {
      await other.organization.read(asked, never)
      await other.organization.read(asked, never)
    } finally {
      other.close()
    }
    const assumed = aws.calls.filter(({ service: one }) => one === 'sts')
    expect(assumed.map(({ operation, input }) => [operation, input['DurationSeconds']])).toEqual([
      ['AssumeRole', '900'],
    ])
  })
})
