import { beforeEach, describe, expect, it } from '@jest/globals'
import type { SandboxOrganization } from '../../sandbox/aws/aws.ts'
import { accounts, ActionFixture, countsOf, IMAGE, nothingBut, OWNER } from '../support/fixture.ts'
import {
  manyMembers,
  organizationReads,
  PRODUCTION,
  sandboxOrganization,
  unitId,
} from '../support/organizations.ts'

const fixture = new ActionFixture({ skipsPauses: true })
const readable: SandboxOrganization = { ...sandboxOrganization, readers: [OWNER] }

beforeEach(() => fixture.aws.setOrganization(readable))

describe('a thousand accounts', () => {
  const thousand: SandboxOrganization = {
    ...readable,
    accounts: manyMembers(999, (index) => (index % 2 === 0 ? PRODUCTION : undefined)),
    readers: [OWNER, '000000000999'],
  }
  it('are read in fifty pages, one after the other, and are the same however AWS tells of them', async () => {
    fixture.addImage({ owner: '000000000999' })
    const plan = async (organization: SandboxOrganization) => {
      fixture.aws.setOrganization(organization)
      return fixture.runAs(fixture.aws.environment('000000000999'), {
        'account-id': PRODUCTION,
        mode: 'plan',
      })
    }
    const step = await plan(thousand)
    expect(countsOf(step)).toMatchObject({ shared: 499, reason: '' })
    expect(organizationReads(fixture.aws)).toEqual([
      'DescribeOrganization',
      ...Array.from({ length: 50 }, () => 'ListAccounts'),
    ])
    const connections = fixture.aws.calls.filter(({ service }) => service === 'organizations')
    expect(new Set(connections.map(({ connection }) => connection)).size).toBe(1)
    // Paths without their own ids, Status where there is no State, pages that are empty or short.
    const told = { pathsEndWithAccount: false, without: ['State'], pageSizes: [0, 20, 0, 0, 7, 19] } as const
    // A walk, where there are no paths.
    for (const but of [told, { without: ['Paths'] } as const]) {
      const other = await plan({ ...thousand, ...but })
      expect(other.outputs['plan-id']).toBe(step.outputs['plan-id'])
    }
  })
})

describe('a hundred accounts', () => {
  const hundred: SandboxOrganization = {
    ...readable,
    accounts: manyMembers(99, (index) => (index % 2 === 0 ? PRODUCTION : undefined)),
    readers: [OWNER, '000000000099'],
  }

  it.each<[what: string, fault: Parameters<typeof fixture.aws.inject>[0]]>([
    ['a page token repeats', { on: { operation: 'ListAccounts' }, do: { kind: 'repeat-token' } }],
    [
      'a page is refused',
      { on: { operation: 'ListAccounts' }, after: 3, do: { kind: 'error', name: 'AccessDeniedException' } },
    ],
    [
      'the last page is refused',
      { on: { operation: 'ListAccounts' }, after: 4, do: { kind: 'error', name: 'InvalidInputException' } },
    ],
  ])('are never fewer, where %s', async (_what, fault) => {
    fixture.aws.setOrganization(hundred)
    fixture.addImage({ owner: '000000000099' })
    fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(20, 50))
    fixture.aws.inject(fault)
    const step = await fixture.runAs(fixture.aws.environment('000000000099'), {
      'account-id': PRODUCTION,
      exclusive: 'true',
    })
    expect(step.exitCode).toBe(1)
    expect(fixture.aws.writes()).toEqual([])
    expect(step.outputs['plan-id']).toBe('')
  })
})

it('an account that Organizations can not list is never left out silently', async () => {
  fixture.aws.inject({ on: { operation: 'ListAccounts' }, do: { kind: 'wrong-types' } })
  const step = await fixture.run({ 'account-id': unitId(PRODUCTION) })
  expect(countsOf(step)).toEqual(nothingBut('service-unavailable'))
  expect(fixture.aws.writes()).toEqual([])
})
