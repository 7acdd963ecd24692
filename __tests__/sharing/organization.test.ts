import { describe, expect, it } from '@jest/globals'
import { foreignness, membersByUnit, namesIn } from '../../src/sharing/organization.ts'
import { isOrganizationId, isUnitId, rootIdOf } from '../../src/sharing/identifiers.ts'
import { accounts } from '../support/examples.ts'
import {
  EMPTY,
  member,
  organization,
  ORGANIZATION,
  PRODUCTION,
  ROOT,
  unitId,
} from '../support/organizations.ts'

describe('an organization', () => {
  it('has its accounts by unit, sorted, and its own id for all', () => {
    const { accounts: all } = organization
    const members = membersByUnit({ ...organization, accounts: all.toReversed() })
    const idsOf = (id: string) => members.get(unitId(id))?.map((one) => one.id)
    expect(idsOf(ORGANIZATION)).toEqual(accounts(1, 2, 3, 4, 5, 6))
    expect(idsOf(PRODUCTION)).toEqual(accounts(3, 4, 5))
    expect(idsOf(EMPTY)).toBeUndefined()
  })

  it.each([ORGANIZATION, ROOT, PRODUCTION, EMPTY])('knows %s', (id) => {
    expect(foreignness(unitId(id), organization)).toBeUndefined()
  })

  it('of which no root is known calls no unit foreign for its root', () => {
    const rootless = { ...organization, accounts: [{ ...member(1), units: [] }] }
    expect(foreignness(unitId('ou-zz99-prod0000'), rootless)).toMatch(/^doesn't exist/)
    expect(foreignness(unitId('o-zzzzzzzzzz'), rootless)).toMatch(/^is not of/)
  })

  it('has the root of its accounts, wherever AWS puts it on their paths', () => {
    const reversed = { ...organization, accounts: [{ ...member(1), units: [PRODUCTION, ROOT] }] }
    expect(foreignness(unitId('ou-ab12-nowhere0'), reversed)).toMatch(/^doesn't exist/)
  })

  it('has no names but those that AWS tells', () => {
    const accountsOf = [member(1), member(2, [], { name: '' })]
    expect(namesIn({ ...organization, accounts: accountsOf })).toEqual([[accounts(1)[0], 'name 1']])
  })
})

describe('ids of units', () => {
  it.each([
    ['ou-ab12-cdefgh34', 'r-ab12'],
    [`ou-${'a'.repeat(32)}-${'0'.repeat(32)}`, `r-${'a'.repeat(32)}`],
    ['r-ab12', 'r-ab12'],
    ['o-a1b2c3d4e5', undefined],
    [`o-${'a'.repeat(32)}`, undefined],
  ])('%s is one', (text, root) => {
    expect(isUnitId(text)).toBe(true)
    expect(rootIdOf(unitId(text))).toBe(root)
    expect(isOrganizationId(unitId(text))).toBe(root === undefined)
  })

  it.each([
    'ou-ab12-cdefgh3',
    'ou-ab1-cdefgh34',
    'ou-ab12',
    'OU-ab12-cdefgh34',
    'ou-ab12-CDEFGH34',
    'r-ab1',
    `r-${'a'.repeat(33)}`,
    'o-a1b2c3d4e',
    `o-${'a'.repeat(33)}`,
    ' o-a1b2c3d4e5',
    'o-a1b2c3d4e5\n',
    'x-a1b2c3d4e5',
    '',
  ])('%j is none', (text) => {
    expect(isUnitId(text)).toBe(false)
  })
})
