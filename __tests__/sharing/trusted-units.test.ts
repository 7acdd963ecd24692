import { describe, expect, it } from '@jest/globals'
import type { Guards } from '../../src/sharing/guards.ts'
import { trustUnits } from '../../src/sharing/trusted-units.ts'
import { accounts } from '../support/examples.ts'
import { EMPTY, organization, ORGANIZATION, PRODUCTION, unitId } from '../support/organizations.ts'

const guards = (...trustedUnits: readonly string[]): Guards => ({
  trustedAccounts: new Set(accounts(9)),
  trustedUnits: trustedUnits.map(unitId),
  maxUnshares: 'any',
  approvedPlan: 'any',
})

describe('trusted units', () => {
  it.each([
    [[ORGANIZATION], accounts(9, 1, 2, 3, 4, 5, 6)],
    [[PRODUCTION], accounts(9, 3, 4, 5)],
    [[EMPTY], accounts(9)],
    [[], accounts(9)],
  ])('%j trust whoever is in them, in whatever state, besides the accounts', (units, trusted) => {
    const { guards: read, problems } = trustUnits(guards(...units), organization)
    expect([read.trustedAccounts, problems]).toEqual([new Set(trusted), []])
  })

  it.each([
    ['o-0000000000', 'is not of o-a1b2c3d4e5, the organization that can be read'],
    ['ou-zz99-prod0000', 'is not of o-a1b2c3d4e5, the organization that can be read'],
    ['ou-ab12-nowhere0', "doesn't exist in o-a1b2c3d4e5, the organization that can be read"],
  ])('%s is an error, and trusts nobody', (unit, why) => {
    const { guards: read, problems } = trustUnits(guards(unit), organization)
    expect(read.trustedAccounts).toEqual(new Set(accounts(9)))
    expect(problems).toEqual([
      {
        reason: 'invalid-input',
        message: `trusted-account-ids: ${unit} ${why}.`,
        remedy:
          'Copy the id from the console of AWS Organizations, and check that organizations-role-to-assume or the job signs in to the right organization.',
      },
    ])
  })

  it('may be none: then the accounts alone are trusted', () => {
    const { trustedUnits: _none, ...alone } = guards()
    expect(trustUnits(alone, organization)).toEqual({ guards: alone, problems: [] })
  })

  it('are not looked at where the guard is off', () => {
    const off: Guards = { ...guards('o-0000000000'), trustedAccounts: 'any' }
    expect(trustUnits(off, organization)).toEqual({ guards: off, problems: [] })
  })
})
