import { describe, expect, it, jest } from '@jest/globals'
import * as fc from '../../support/fast-check.ts'
import { parseDocument } from 'yaml'
import type { PolicyReading } from '../../../src/input/policy/read-policy.ts'
import { parseObject } from '../../../sandbox/aws/json-object.ts'
import { anyCharacter } from '../../support/any-character.ts'
import { account, accounts, image, region, regionOf } from '../../support/examples.ts'
import {
  brokenPolicies,
  oddPolicies,
  patchworks,
  soundPolicies,
  written,
  type PlainPolicy,
} from '../../support/generated-policies.ts'
import { imageWith, problemsOf, reading, shared } from '../../support/policy-reading.ts'

const place = (line: number, column = 5) => ({ file: 'policy.yml', line, column })

describe('a policy', () => {
  it('says who may copy which images, by ids and names, in several Regions', () => {
    const text = [
      'version: 1',
      'accounts:',
      '  test: "000000000001"',
      '  prod: "000000000002"',
      'images:',
      '  - id: wsi-0123456789abc',
      '    share-with: [test, "000000000003"]',
      '  - name: golden 2027',
      '    region: us-east-1',
      '    exclusive: true',
      '    share-with:',
      '      - account: prod',
      '        until: 2027-03-31',
      '      - account: test',
      '        until: 2027-03-14',
      '      - "000000000004"',
    ].join('\n')
    expect(reading(text)).toEqual({
      kind: 'sound',
      wants: {
        images: [
          { image, share: accounts(1, 3), unshare: [], timeBoxes: new Map(), where: place(6) },
          {
            region: regionOf('us-east-1'),
            name: 'golden 2027',
            share: accounts(2, 4),
            unshare: 'everyone-else',
            timeBoxes: new Map([
              [account(2), { until: '2027-03-31', daysLeft: 16, hasEnded: false }],
              [account(1), { until: '2027-03-14', daysLeft: -1, hasEnded: true, where: place(14, 9) }],
            ]),
            where: place(8),
          },
        ],
        accountNames: new Map([
          [account(1), 'test'],
          [account(2), 'prod'],
        ]),
        warnings: [],
      },
    })
  })

  it('may have its keys in any order, and a version that is written otherwise', () => {
    const text = `images: [{ ${shared.replace('"000000000001"', 'test')}, id: ${image.id} }]\naccounts: { test: "000000000007" }\nversion: 0x1\n`
    expect(reading(text)).toMatchObject({ kind: 'sound', wants: { images: [{ share: accounts(7) }] } })
  })

  it.each<[what: string, text: string, ...expected: string[]]>([
    [
      'of another version',
      imageWith(shared).replace('version: 1', 'version: 2'),
      '1:10 version: 2 is not a version of this format. Write version: 1.',
    ],
    [
      'of a version that is a text',
      imageWith(shared).replace('version: 1', 'version: "1"'),
      '1:10 version: "1" is not a version of this format. Write version: 1.',
    ],
    [
      'without images',
      'version: 1\nimages: []\n',
      '2:9 images: the list is empty, at least one image is needed. List the images, each beginning with "- id:" or "- name:".',
    ],
    [
      'of which the images are not a list',
      'version: 1\nimages: { id: a }\n',
      '2:9 images: a mapping is not a list of images. List the images, each beginning with "- id:" or "- name:".',
    ],
  ])('is refused %s', (_what, text, ...expected) => {
    expect(problemsOf(text)).toEqual(expected)
  })

  it('is refused with everything that is wrong in one go, from top to bottom', () => {
    const text =
      'version: 3\nimages:\n  - id: x\n    share-with: [nobody]\n  - share-with: 7\naccounts: { a: 1 }\nmore: 1\n'
    expect(problemsOf(text).map((one) => one.split(' ')[0])).toEqual([
      '1:10',
      '3:9',
      '4:18',
      '5:5',
      '5:17',
      '6:16',
      '7:1',
    ])
  })
})

/** What a policy asks for, worked out in the plainest way. */
function expectedOf({ accounts: named, images }: PlainPolicy): unknown[] {
  return images.map((one) => {
    const entries = one['share-with'].map((entry) => {
      const { account: text, until = '9999-12-31' } = typeof entry === 'string' ? { account: entry } : entry
      return { id: named[text] ?? text, hasEnded: until < '2027-03-15' }
    })
    const ids = (ended: boolean) => entries.filter(({ hasEnded }) => hasEnded === ended).map(({ id }) => id)
    const where = one.region ?? region
    return {
      ...(one.id === undefined
        ? { name: one.name, region: where }
        : { image: { id: one.id, region: where } }),
      share: ids(false),
      unshare: one.exclusive === true ? 'everyone-else' : ids(true),
    }
  })
}

describe('a sound policy', () => {
  // Work rather than waiting: a busy machine takes a minute for it.
  it('is read as what it says, however it is written', () => {
    const both = soundPolicies(4).chain((policy) =>
      written(fc.constant(policy)).map((text) => ({ policy, text })),
    )
    fc.assert(
      fc.property(both, ({ policy, text }) => {
        expect(reading(text)).toMatchObject({ kind: 'sound', wants: { images: expectedOf(policy) } })
      }),
    )
  }, 300_000)

  // As large as they come: 200 images, 500 accounts, every account for every image.
  const names = Array.from({ length: 500 }, (_, index) => `a${index}`)
  const named = names.map((name, index) => `  ${name}: "${String(index + 1).padStart(12, '0')}"\n`)
  const images = Array.from(
    { length: 200 },
    (_, index) => `  - id: wsi-${String(index).padStart(9, '0')}\n    share-with: [${names.join(', ')}]\n`,
  )
  const large = `version: 1\naccounts:\n${named.join('')}images:\n${images.join('')}`

  it('may have a hundred thousand shares', () => {
    expect(Buffer.byteLength(large)).toBeLessThan(1024 * 1024)
    const read = reading(large)
    const wanted = read.kind === 'sound' ? read.wants.images : []
    expect(wanted).toHaveLength(200)
    expect(wanted.every(({ share }) => share.length === 500)).toBe(true)
    expect(wanted.at(-1)).toMatchObject({
      image: { id: 'wsi-000000199' },
      where: { line: 503 + 199 * 2 + 1, column: 5 },
    })
  })
})

describe('a policy that may have a mistake', () => {
  // Work rather than waiting: a busy machine takes a minute for it.
  it('loses nothing, where it is sound', () => {
    let sound = 0
    fc.assert(
      fc.property(fc.oneof(written(soundPolicies(3)), brokenPolicies, oddPolicies), (text) => {
        const read = reading(text)
        if (read.kind === 'refused') return
        sound += 1
        const { accountNames, images } = read.wants
        const plain = parseObject(JSON.stringify(parseDocument(text).toJS())) ?? {}
        expect(Object.keys(plain['accounts'] ?? {})).toHaveLength(accountNames.size)
        expect(plain['images']).toMatchObject(
          images.map(({ share, timeBoxes = new Map() }) => ({
            'share-with': {
              length: share.length + [...timeBoxes.values()].filter(({ hasEnded }) => hasEnded).length,
            },
          })),
        )
      }),
      { numRuns: 150 },
    )
    expect(sound).toBeGreaterThan(10)
  }, 300_000)
})

/** Reads a text; its problems are in it, are sentences, and come from top to bottom. */
function checked(text: string): PolicyReading['kind'] {
  const read = reading(text)
  const problems = read.kind === 'refused' ? read.problems : []
  expect(problems.length > 0).toBe(read.kind === 'refused')
  expect(problems.length).toBeLessThanOrEqual(1001)
  const lines = text.split('\n')
  // One expectation for all: there are up to a thousand in each of thousands of texts.
  const odd = problems.filter(({ reason, message, remedy, where }) => {
    const { file, line = 0, column = 0 } = where ?? {}
    const length = lines[line - 1]?.length ?? -1
    return (
      reason !== 'invalid-policy' ||
      ![message, remedy].every((sentence) => /[.!?]$/.test(sentence)) ||
      message.includes('[object Object]') ||
      file !== 'policy.yml' ||
      column < 1 ||
      column > length + 1
    )
  })
  expect(odd).toEqual([])
  const places = problems.map(({ where }) => (where?.line ?? 0) * 10_000_000 + (where?.column ?? 0))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  return read.kind
}

describe('any text', () => {
  // Work rather than waiting: a busy machine takes a minute for it.
  it.each<[what: string, texts: fc.Arbitrary<string>]>([
    ['of characters', fc.string({ unit: anyCharacter })],
    ['of halves of characters', fc.array(fc.nat(0xff_ff)).map((units) => String.fromCharCode(...units))],
    ['of pieces of policies', patchworks],
    ['that nearly is a policy', brokenPolicies],
    ['of keys and values that stand in policies', oddPolicies],
  ])(
    '%s is read, or refused with problems inside of it, from top to bottom',
    (_what, texts) => {
      const emitWarning = jest.spyOn(process, 'emitWarning')
      fc.assert(
        fc.property(texts, (text) => {
          checked(text)
        }),
        { numRuns: 150 },
      )
      expect(emitWarning).not.toHaveBeenCalled()
      emitWarning.mockRestore()
    },
    300_000,
  )

  it.each<[what: string, text: string]>([
    ['thousands of mistakes', `version: 1\nimages: [${'1,'.repeat(20_000)}]\n`],
    ['thousands of aliases', `a: &a x\nb: [${'*a,'.repeat(3000)}]\n`],
    [
      'a long list many times',
      `a: &a [${'b,'.repeat(10_000)}]\nversion: 1\nimages:\n${'  - share-with: *a\n'.repeat(20)}`,
    ],
    ['thousands of keys', Array.from({ length: 5000 }, (_, index) => `key-${index}: 1\n`).join('')],
    ['the same key thousands of times', 'version: 1\n'.repeat(5000)],
    [
      'aliases that explode',
      `version: 1\nimages: *a11\n${Array.from({ length: 12 }, (_, index) => {
        const inner = index === 0 ? '"x"' : `*a${index - 1}`
        return `a${index}: &a${index} [${Array.from({ length: 9 }, () => inner).join()}]\n`
      }).join('')}`,
    ],
  ])('is refused in a moment and in bounds: %s', (_what, text) => {
    expect(checked(text)).toBe('refused')
  })
})
