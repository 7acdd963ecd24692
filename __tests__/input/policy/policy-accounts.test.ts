import { describe, expect, it } from '@jest/globals'
import { accountsWith, problemsOf, reading } from '../../support/policy-reading.ts'

describe('the names of accounts', () => {
  it.each([
    'n',
    'n'.repeat(63),
    '🖼'.repeat(63),
    'R and D [x] {y}',
    '12a',
    '__proto__',
    'constructor',
    'true',
    '"null"',
    '"1.50"',
    "'[a]'",
    '"a\\u2028b"',
  ])('may be %s', (name) => {
    const text = accountsWith(`${name}: "000000000007"`).replace('["000000000001"]', `[${name}]`)
    const quoted = text.replace('[true]', '["true"]').replace('[R and D [x] {y}]', '["R and D [x] {y}"]')
    expect(reading(quoted)).toMatchObject({ kind: 'sound', wants: { images: [{ share: ['000000000007'] }] } })
  })

  it.each(['n'.repeat(64), '🖼'.repeat(64), '"123"', '2027', 'a,b', '" a"', '"a\\nb"', '"a\\rb"', '""'])(
    'may not be %s',
    (name) => {
      expect(problemsOf(accountsWith(`${name}: "000000000007"`))).toEqual([
        expect.stringMatching(
          /^3:3 accounts\..*: ".*" can't be the name of an account or a group\. Use 1 to 63 characters, not digits alone, without comma\.$/s,
        ),
      ])
    },
  )

  it.each(['o-a1b2c3d4e5', 'r-ab12', 'ou-ab12-cdefgh34'])('may not be the id of a unit: %s', (name) => {
    expect(problemsOf(accountsWith(`${name}: "000000000007"`))).toEqual([
      `3:3 accounts.${name}: "${name}" looks like the id of an organization, a root or an organizational unit. Give the account another name.`,
    ])
  })

  it.each(['r-abc', 'r-Sales', 'r-re_d', 'o-sales', 'ou-ab12', 'our-sales'])(
    'may begin like the id of a unit: %s',
    (name) => {
      expect(problemsOf(accountsWith(`${name}: "000000000007"`))).toEqual([])
    },
  )

  it('stand for text, never for what a program makes of the name', () => {
    const text = accountsWith('test: "000000000001"').replace('["000000000001"]', '[__proto__, toString]')
    expect(problemsOf(text).map((one) => one.split(' ').slice(1, 6).join(' '))).toEqual([
      'images[0].share-with[0]: no account is named',
      'images[0].share-with[1]: no account is named',
    ])
  })

  it('have ids of 12 digits, each under one name', () => {
    const text = accountsWith(
      'test: "000000000001"',
      'same: "000000000001"',
      'number: 12',
      'below: -12',
      'short: "1"',
      'text: abc',
      'list: [x]',
      'unit: o-a1b2c3d4e5',
      'empty:',
    )
    expect(problemsOf(text)).toEqual([
      '4:9 accounts.same: account 000000000001 has the name "test" already. Keep one name for each account.',
      '5:11 accounts.number: YAML reads 12 as a number and drops leading zeros; an account id is a text of 12 digits. Write it in quotes: "000000000012".',
      '6:10 accounts.below: YAML reads -12 as a number and drops leading zeros; an account id is a text of 12 digits. Write it in quotes: "-12".',
      '7:10 accounts.short: "1" has 1 digits, an AWS account id has exactly 12 digits. Copy the id from the account menu of the AWS console and write it in quotes.',
      '8:9 accounts.text: "abc" is not an account id. Write the 12-digit id in quotes.',
      '9:9 accounts.list: a list is not an account id. Write the 12-digit id in quotes.',
      '10:9 accounts.unit: "o-a1b2c3d4e5" is not an account id. This is the id of an organization, a root or an organizational unit: write it in share-with, as organizational-unit.',
      expect.stringMatching(/^11:\d+ accounts\.empty: an empty value is not an account id\. /),
    ])
  })

  it('are a mapping', () => {
    expect(problemsOf(accountsWith().replace('accounts:', 'accounts: [a]'))).toEqual([
      '2:11 accounts: a list is not a mapping, which has keys and values. Compare it with the policy file in the README.',
    ])
  })
})
