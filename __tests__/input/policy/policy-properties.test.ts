import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it, jest } from '@jest/globals'
import * as fc from 'fast-check'
import { isMap, isSeq, parseDocument } from 'yaml'
import { parseObject } from '../../../sandbox/aws/json-object.ts'
import { readInParts, yamlOptions } from '../../../src/input/policy/parse-in-parts.ts'
import { PolicyDocument } from '../../../src/input/policy/policy-document.ts'
import type { PolicyContext } from '../../../src/input/policy/policy-images.ts'
import { readPolicy, type PolicyReading } from '../../../src/input/policy/read-policy.ts'
import { noteShapeProblems } from '../../../src/input/policy/shape-problems.ts'
import { sizesOf } from '../../../src/input/policy/sound-parts.ts'
import type { WantedRecipients } from '../../../src/sharing/request.ts'
import { region } from '../../sharing/examples.ts'
import { brokenPolicies, patchworks, soundPolicies, written, type PlainPolicy } from './generated-policies.ts'

const context: PolicyContext = {
  defaultRegion: region,
  today: new Date('2027-03-15T12:00:00Z'),
  temporary: false,
}
const read = (text: string): PolicyReading => readPolicy(text, 'policy.yml', context)
const isPolicy = new Ajv2020({ allowUnionTypes: true }).compile(
  parseObject(readFileSync('schema/policy.schema.json', 'utf8')) ?? false,
)

/** What a policy asks for, worked out in the plainest way. */
function expectedOf({ accounts, images }: PlainPolicy): unknown[] {
  return images.map((image) => {
    const entries = image['share-with'].map((entry) => {
      const { account, until = '9999-12-31' } = typeof entry === 'string' ? { account: entry } : entry
      return { id: accounts[account] ?? account, hasEnded: until < '2027-03-15' }
    })
    const ids = (ended: boolean) => entries.filter(({ hasEnded }) => hasEnded === ended).map(({ id }) => id)
    const where = image.region ?? region
    return {
      ...(image.id === undefined
        ? { name: image.name, region: where }
        : { image: { id: image.id, region: where } }),
      share: ids(false),
      unshare: image.exclusive === true ? 'everyone-else' : ids(true),
    }
  })
}

/** How many shares have ended by themselves. */
function endedIn(timeBoxes: WantedRecipients['timeBoxes'] = new Map()): number {
  return [...timeBoxes.values()].filter(({ hasEnded }) => hasEnded).length
}

/** The problems of a text, which stand inside of it. */
function checkProblems(text: string): void {
  const reading = read(text)
  const problems = reading.kind === 'refused' ? reading.problems : []
  expect(problems.length > 0).toBe(reading.kind === 'refused')
  const lines = text.split('\n')
  for (const { reason, message, remedy, where } of problems) {
    expect(reason).toBe('invalid-policy')
    expect(message).toMatch(/[.!?]$/)
    expect(remedy).toMatch(/[.!?]$/)
    expect(message).not.toContain('[object Object]')
    const line = lines[(where?.line ?? 0) - 1]
    expect(line).toBeDefined()
    expect(where?.column).toBeGreaterThanOrEqual(1)
    expect(where?.column).toBeLessThanOrEqual((line?.length ?? 0) + 1)
  }
  const places = problems.map(({ where }) => (where?.line ?? 0) * 10_000 + (where?.column ?? 0))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
}

describe('a sound policy', () => {
  // Work rather than waiting: a busy machine takes a minute for it.
  it('is read as what it says, however it is written', () => {
    const both = soundPolicies(4).chain((policy) =>
      written(fc.constant(policy)).map((text) => ({ policy, text })),
    )
    fc.assert(
      fc.property(both, ({ policy, text }) => {
        const reading = read(text)
        expect(reading).toMatchObject({ kind: 'sound', wants: { images: expectedOf(policy) } })
      }),
    )
  }, 300_000)

  it('is sound for editors too: the published schema refuses nothing that the action takes', () => {
    fc.assert(
      fc.property(fc.oneof(written(soundPolicies(3)), brokenPolicies), (text) => {
        const isForEditors = read(text).kind === 'refused' || isPolicy(parseDocument(text).toJS())
        expect(isForEditors ? [] : isPolicy.errors).toEqual([])
      }),
    )
  })
})

describe('a policy with a mistake somewhere', () => {
  // Work rather than waiting: a busy machine takes a minute for it.
  it('loses nothing, where it is sound all the same', () => {
    fc.assert(
      fc.property(brokenPolicies, (text) => {
        const reading = read(text)
        if (reading.kind === 'refused') return
        const plain: unknown = parseDocument(text).toJS()
        const { images, accountNames } = reading.wants
        expect(sizesOf(plain)).toEqual({
          accounts: accountNames.size,
          recipients: images.map(({ share, timeBoxes }) => share.length + endedIn(timeBoxes)),
        })
      }),
      { numRuns: 300 },
    )
  }, 300_000)
})

describe('any text', () => {
  // Work rather than waiting: a busy machine takes a minute for it.
  it.each<[what: string, texts: fc.Arbitrary<string>]>([
    ['of characters', fc.string({ unit: 'binary' })],
    ['of halves of characters', fc.array(fc.nat(0xff_ff)).map((units) => String.fromCharCode(...units))],
    ['of pieces of policies', patchworks],
    ['that nearly is a policy', brokenPolicies],
  ])(
    '%s is read, or refused with problems inside of it, from top to bottom',
    (_what, texts) => {
      const emitWarning = jest.spyOn(process, 'emitWarning')
      fc.assert(fc.property(texts, checkProblems), { numRuns: 300 })
      expect(emitWarning).not.toHaveBeenCalled()
      emitWarning.mockRestore()
    },
    300_000,
  )

  it.each<[what: string, text: string]>([
    ['an alias of itself', 'version: &v [*v]\nimages: &i [*i]\n'],
    ['a mapping of itself', 'version: 1\nimages: [&i { id: *i, share-with: [*i] }]\n'],
    ['nesting without an end', '['.repeat(20_000)],
    ['mappings without an end', '{a: '.repeat(20_000)],
    ['lists in lists', '- '.repeat(20_000)],
    ['nesting just below what the parser takes', `${'['.repeat(700)}${']'.repeat(700)}`],
    ['thousands of mistakes', `version: 1\nimages: [${'1,'.repeat(20_000)}]\n`],
    ['thousands of aliases', `a: &a x\nb: [${'*a,'.repeat(3000)}]\n`],
    [
      'a long list many times',
      `a: &a [${'b,'.repeat(30_000)}]\nversion: 1\nimages:\n${'  - share-with: *a\n'.repeat(20)}`,
    ],
    ['thousands of keys', Array.from({ length: 5000 }, (_, index) => `key-${index}: 1\n`).join('')],
    ['the same key thousands of times', 'version: 1\n'.repeat(5000)],
  ])('is refused in a moment and in bounds: %s', (_what, text) => {
    const reading = read(text)
    const problems = reading.kind === 'refused' ? reading.problems.length : 0
    expect(problems).toBeGreaterThanOrEqual(1)
    expect(problems).toBeLessThanOrEqual(1001)
    checkProblems(text)
  })
})

it('more mistakes than a call has arguments are one', () => {
  const document = new PolicyDocument('version: 1\n', 'policy.yml')
  const image = { id: 'wsi-0123456789abc', 'share-with': Array.from({ length: 150_000 }, () => 1) }
  noteShapeProblems({ version: 1, images: [image] }, document)
  expect(document.problems).toMatchObject([{ message: 'the file has too many mistakes to list.' }])
})

describe('a long list of images', () => {
  const longTexts = fc.oneof(
    written(soundPolicies(25, 20)),
    // Lines and YAML may disagree about where an image begins: in texts over several lines, and where YAML is broken.
    fc
      .array(
        fc.constantFrom(
          '  - id: a\n',
          '  - id: b\n    share-with: [x,\n      y]\n',
          '  - name: |\n      - c\n',
          '  - name: "d\n  - e"\n',
          '  - {id: f,\n     name: g}\n',
          '  # - h\n',
          '\n',
          '   - i\n',
          '  -\n    id: j\n',
          '  - - k\n',
          '  -x\n',
          ' - l\n',
          '- m\n',
          '  \t- n\n',
          '\u00a0 - o\n',
          '  - p\r\n',
          'accounts: {}\n',
          '  - id: q # r\n    id: s\n',
        ),
        { minLength: 20, maxLength: 40 },
      )
      .map((blocks) => `images:\n${'  - id: z\n'.repeat(20)}${blocks.join('')}`),
  )

  it('is read in parts exactly as it is read as a whole, or not in parts at all', () => {
    let inParts = 0
    fc.assert(
      fc.property(longTexts, (text) => {
        const parts = readInParts(text)
        if (parts === undefined) return
        inParts += 1
        const whole = parseDocument(text, yamlOptions)
        expect([...whole.errors, ...whole.warnings]).toEqual([])
        expect(parts.value).toEqual(whole.toJS())
        const images = whole.get('images', true)
        const offsets = (isSeq(images) ? images.items : []).map((image) => isMap(image) && image.range?.[0])
        expect(parts.imageOffsets).toEqual(offsets)
      }),
      { numRuns: 300 },
    )
    expect(inParts).toBeGreaterThan(30)
  })

  // As large as they come: 200 images, 500 accounts, every account for every image.
  const names = Array.from({ length: 500 }, (_, index) => `a${index}`)
  const accounts = names.map((name, index) => `  ${name}: "${String(index + 1).padStart(12, '0')}"\n`)
  const images = Array.from(
    { length: 200 },
    (_, index) => `  - id: wsi-${String(index).padStart(9, '0')}\n    share-with: [${names.join(', ')}]\n`,
  )
  const large = `version: 1\naccounts:\n${accounts.join('')}images:\n${images.join('')}`

  it('may have a hundred thousand shares', () => {
    expect(Buffer.byteLength(large)).toBeLessThan(1024 * 1024)
    const reading = read(large)
    const wanted = reading.kind === 'sound' ? reading.wants.images : []
    expect(wanted).toHaveLength(200)
    expect(wanted.every(({ share }) => share.length === 500)).toBe(true)
    expect(wanted.at(-1)).toMatchObject({
      image: { id: 'wsi-000000199' },
      where: { line: 503 + 199 * 2 + 1, column: 5 },
    })
  })

  it('tells of a mistake at its very place', () => {
    const line = 503 + 150 * 2 + 2
    const lines = large.split('\n')
    lines[line - 1] = '    share-with: [a1, a2, a333, b444]'
    const reading = read(lines.join('\n'))
    expect(reading).toMatchObject({
      kind: 'refused',
      problems: [
        {
          message: 'images[150].share-with[3]: no account is named "b444".',
          where: { line, column: 32 },
        },
      ],
    })
  })
})

describe('the schema for editors', () => {
  const image = { id: 'wsi-0123456789abc', 'share-with': [] }

  it.each<[what: string, policy: unknown]>([
    ['the least', { version: 1, images: [image] }],
    [
      'all there is',
      {
        version: 1,
        accounts: { 'workplace-test': '111122223333' },
        images: [
          {
            name: 'golden',
            region: 'eu-west-1',
            'share-with': [
              'workplace-test',
              '000000000001',
              { account: 'workplace-test', until: '2027-03-31' },
            ],
            exclusive: true,
          },
        ],
      },
    ],
  ])('takes %s', (_what, policy) => {
    isPolicy(policy)
    expect(isPolicy.errors).toBeNull()
  })

  it.each<[what: string, policy: unknown]>([
    ['nothing', null],
    ['no version', { images: [image] }],
    ['another version', { version: 2, images: [image] }],
    ['no images', { version: 1, images: [] }],
    ['an unknown key', { version: 1, images: [image], image }],
    ['an unknown key of an image', { version: 1, images: [{ ...image, share_with: [] }] }],
    ['id and name', { version: 1, images: [{ ...image, name: 'golden' }] }],
    ['neither id nor name', { version: 1, images: [{ 'share-with': [] }] }],
    ['no share-with', { version: 1, images: [{ id: image.id }] }],
    ['an id that is a number', { version: 1, accounts: { a: 111122223333 }, images: [image] }],
    ['an id that is too short', { version: 1, accounts: { a: '11122223333' }, images: [image] }],
    ['a name of digits', { version: 1, accounts: { '111122223333': '111122223333' }, images: [image] }],
    ['a recipient that is a number', { version: 1, images: [{ ...image, 'share-with': [111122223333] }] }],
    [
      'a date with a time',
      { version: 1, images: [{ ...image, 'share-with': [{ account: 'a', until: '2027-03-31T00:00' }] }] },
    ],
    [
      'an unknown key of a recipient',
      { version: 1, images: [{ ...image, 'share-with': [{ account: 'a', til: 'x' }] }] },
    ],
    ['a Region that is none', { version: 1, images: [{ ...image, region: 'Ireland' }] }],
    ['an exclusive that is none', { version: 1, images: [{ ...image, exclusive: 'yes' }] }],
  ])('refuses %s, as the action does', (_what, policy) => {
    expect(isPolicy(policy)).toBe(false)
    expect(read(JSON.stringify(policy)).kind).toBe('refused')
  })
})
