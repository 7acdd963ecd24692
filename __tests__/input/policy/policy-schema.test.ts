import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from '@jest/globals'
import * as fc from '../../support/fast-check.ts'
import { parseDocument } from 'yaml'
import { parseObject } from '../../../sandbox/aws/json-object.ts'
import { repository } from '../../../src/version.ts'
import { image } from '../../support/examples.ts'
import { brokenPolicies, groupedPolicies, nearPolicies, written } from '../../support/generated-policies.ts'
import { reading } from '../../support/policy-reading.ts'

const schema = parseObject(readFileSync('schema/policy.schema.json', 'utf8')) ?? {}
const isPolicy = new Ajv2020({ allErrors: true }).compile(schema)

const one = { id: image.id, 'share-with': ['000000000001'] }

/** What the reader refuses and a schema can't: it knows no other value of the file, no calendar, and no inputs. */
const beyondSchema: Readonly<Record<string, { readonly message: RegExp; readonly example: unknown }>> = {
  'a name that is not in accounts': {
    message: /no account(?: or group)? is named/,
    example: { version: 1, images: [{ ...one, 'share-with': ['nobody'] }] },
  },
  'an account with two names': {
    message: /^accounts\..*: account [0-9]{12} has the name ".*" already/,
    example: { version: 1, accounts: { a: '000000000001', b: '000000000001' }, images: [one] },
  },
  'a group with the name of an account': {
    message: /^groups\..*: ".*" is the name of an account already/,
    example: {
      version: 1,
      accounts: { a: '000000000001' },
      groups: { a: ['000000000001'] },
      images: [one],
    },
  },
  'a group that is part of itself': {
    message: /the group ".*" is part of itself/,
    example: { version: 1, groups: { a: ['b'], b: ['a'] }, images: [one] },
  },
  'an account in place of a group': {
    message: /this is an account, not a group/,
    example: { version: 1, images: [{ ...one, 'share-with': [{ group: '000000000001' }] }] },
  },
  // A schema takes it for a name.
  'a unit in place of an account': {
    message: /(?:\]|\.account|\.group): ".*" is (?:not the id of|the id of a unit)/,
    example: { version: 1, images: [{ ...one, 'share-with': ['ou-ab12-cdefgh34'] }] },
  },
  'a unit or a group twice in one list': {
    message: /(?:the group ".*"|(?:ou|r|o)-[0-9a-z-]+) is in this list already/,
    example: {
      version: 1,
      groups: { a: ['000000000001'] },
      images: [{ ...one, 'share-with': ['a', { account: 'a' }] }],
    },
  },
  'an account twice in one list': {
    message: /account [0-9]{12} is in this list already/,
    example: {
      version: 1,
      images: [{ ...one, 'share-with': ['000000000001', { account: '000000000001' }] }],
    },
  },
  'an image twice': {
    message: /the image is at images\[[0-9]+\] already/,
    example: { version: 1, images: [one, one] },
  },
  'a date that is not in the calendar': {
    message: /"[0-9]{4}-[0-9]{2}-[0-9]{2}" is not a date of the calendar/,
    example: {
      version: 1,
      images: [{ ...one, 'share-with': [{ account: '000000000001', until: '2027-02-30' }] }],
    },
  },
}

function problemsIn(text: string): readonly string[] {
  const read = reading(text)
  return read.kind === 'refused' ? read.problems.map(({ message }) => message) : []
}

describe('the published schema', () => {
  it('has the address that policy files name, and is by the draft it names', () => {
    expect(schema).toMatchObject({
      $id: `https://raw.githubusercontent.com/${repository}/v1/schema/policy.schema.json`,
      $schema: 'https://json-schema.org/draft/2020-12/schema',
    })
  })

  // Work rather than waiting: a busy machine takes a minute for it.
  it('refuses nothing that the reader takes', () => {
    fc.assert(
      fc.property(fc.oneof(written(groupedPolicies(3)), brokenPolicies), (text) => {
        const isRight = problemsIn(text).length > 0 || isPolicy(parseDocument(text).toJS())
        expect(isRight ? [] : isPolicy.errors).toEqual([])
      }),
      { numRuns: 300 },
    )
  }, 300_000)

  it('and the reader agree about policies that are nearly right, but for the rules a schema has no words for', () => {
    const ends = { taken: 0, refused: 0, beyond: 0 }
    fc.assert(
      fc.property(nearPolicies, (policy) => {
        const problems = problemsIn(JSON.stringify(policy))
        const inWords = problems.filter(
          (message) => !Object.values(beyondSchema).some((rule) => rule.message.test(message)),
        )
        const isTaken = isPolicy(policy)
        expect({ isTaken, inWords }).toEqual({ isTaken: inWords.length === 0, inWords })
        if (!isTaken) ends.refused += 1
        else if (problems.length === 0) ends.taken += 1
        else ends.beyond += 1
      }),
      { numRuns: 600 },
    )
    expect(Object.values(ends).filter((count) => count > 9)).toHaveLength(3)
  }, 300_000)

  it.each(Object.entries(beyondSchema))('has no words for %s', (_what, { message, example }) => {
    expect(isPolicy(example) ? [] : isPolicy.errors).toEqual([])
    expect(problemsIn(JSON.stringify(example))).toEqual([expect.stringMatching(message)])
  })

  it('takes all there is', () => {
    const policy = {
      version: 1,
      accounts: { 'workplace-test': '111122223333', ['🖼'.repeat(63)]: '111122223334' },
      groups: { inner: ['workplace-test'], outer: ['inner', '000000000001'] },
      images: [
        {
          name: '🖼'.repeat(64),
          region: 'eu-west-1',
          'share-with': ['workplace-test', '000000000001', { account: '111122223334', until: '2027-03-31' }],
          exclusive: true,
        },
        { id: image.id, 'share-with': [], exclusive: true },
        {
          name: 'golden',
          'share-with': [
            'outer',
            { group: 'inner', until: '2027-03-31' },
            { 'organizational-unit': 'ou-ab12-cdefgh34', except: ['workplace-test', 'outer'] },
            { 'organizational-unit': 'r-ab12', until: '2027-03-31' },
            { 'organizational-unit': 'o-a1b2c3d4e5' },
          ],
        },
      ],
    }
    expect(isPolicy(policy) ? [] : isPolicy.errors).toEqual([])
    expect(problemsIn(JSON.stringify(policy))).toEqual([])
  })

  it.each<[what: string, policy: unknown]>([
    ['nothing', null],
    ['no version', { images: [one] }],
    ['another version', { version: 2, images: [one] }],
    ['no images', { version: 1, images: [] }],
    ['an unknown key', { version: 1, images: [one], image }],
    ['an unknown key of an image', { version: 1, images: [{ ...one, share_with: [] }] }],
    ['id and name', { version: 1, images: [{ ...one, name: 'golden' }] }],
    ['neither id nor name', { version: 1, images: [{ 'share-with': ['000000000001'] }] }],
    ['no share-with', { version: 1, images: [{ id: image.id }] }],
    ['a list of nobody', { version: 1, images: [{ ...one, 'share-with': [] }] }],
    [
      'a list of nobody that is not exclusive',
      { version: 1, images: [{ ...one, 'share-with': [], exclusive: false }] },
    ],
    [
      'a name of an image that is too long',
      { version: 1, images: [{ name: 'n'.repeat(65), 'share-with': ['000000000001'] }] },
    ],
    [
      'a name of an account that is too long',
      { version: 1, accounts: { ['n'.repeat(64)]: '000000000001' }, images: [one] },
    ],
    ['an id that is a number', { version: 1, accounts: { a: 111122223333 }, images: [one] }],
    ['an id that is too short', { version: 1, accounts: { a: '11122223333' }, images: [one] }],
    ['a name of digits', { version: 1, accounts: { '111122223333': '111122223333' }, images: [one] }],
    ['a recipient that is a number', { version: 1, images: [{ ...one, 'share-with': [111122223333] }] }],
    ['a recipient of too few digits', { version: 1, images: [{ ...one, 'share-with': ['11122223333'] }] }],
    [
      'a date with a time',
      {
        version: 1,
        images: [{ ...one, 'share-with': [{ account: '000000000001', until: '2027-03-31T00:00' }] }],
      },
    ],
    [
      'an unknown key of a recipient',
      { version: 1, images: [{ ...one, 'share-with': [{ account: '000000000001', til: 'x' }] }] },
    ],
    ['a group of nobody', { version: 1, groups: { a: [] }, images: [one] }],
    ['a group that is no list', { version: 1, groups: { a: '000000000001' }, images: [one] }],
    [
      'an account with the id of a unit for a name',
      { version: 1, accounts: { 'r-ab12': '000000000001' }, images: [one] },
    ],
    [
      'a group with the id of a unit for a name',
      { version: 1, groups: { 'ou-ab12-cdefgh34': ['000000000001'] }, images: [one] },
    ],
    ['a group with a name of digits', { version: 1, groups: { '7': ['000000000001'] }, images: [one] }],
    [
      'a unit that is none',
      { version: 1, images: [{ ...one, 'share-with': [{ 'organizational-unit': 'ou-ab12' }] }] },
    ],
    [
      'a unit and an account in one entry',
      {
        version: 1,
        images: [{ ...one, 'share-with': [{ 'organizational-unit': 'r-ab12', account: '000000000001' }] }],
      },
    ],
    [
      'an exception from an account',
      {
        version: 1,
        images: [{ ...one, 'share-with': [{ account: '000000000001', except: ['000000000001'] }] }],
      },
    ],
    [
      'an exception of nobody',
      {
        version: 1,
        images: [{ ...one, 'share-with': [{ 'organizational-unit': 'r-ab12', except: [] }] }],
      },
    ],
    ['a Region that is none', { version: 1, images: [{ ...one, region: 'Ireland' }] }],
    ['an exclusive that is none', { version: 1, images: [{ ...one, exclusive: 'yes' }] }],
  ])('refuses %s, as the reader does', (_what, policy) => {
    expect(isPolicy(policy)).toBe(false)
    expect(problemsIn(JSON.stringify(policy))).not.toEqual([])
  })
})
