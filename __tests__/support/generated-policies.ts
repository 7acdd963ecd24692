import * as fc from './fast-check.ts'
import { stringify } from 'yaml'
import { anyCharacter } from './any-character.ts'

/** A policy as plain values, right in its shape. */
export interface PlainPolicy {
  readonly version: 1
  readonly accounts: Readonly<Record<string, string>>
  readonly images: readonly PlainImage[]
}

interface PlainImage {
  readonly id?: string
  readonly name?: string
  readonly region?: string
  readonly 'share-with': readonly (string | { readonly account: string; readonly until?: string })[]
  readonly exclusive?: boolean
}

interface GroupedPolicy extends Omit<PlainPolicy, 'images'> {
  readonly groups: Readonly<Record<string, readonly string[]>>
  readonly images: readonly (Omit<PlainImage, 'share-with'> & { readonly 'share-with': readonly unknown[] })[]
}

const ids = Array.from({ length: 9 }, (_, index) => String(index + 1).padStart(12, '0'))
const names = [
  'test',
  'prod',
  'R and D',
  "o'hara",
  '- dash',
  'a: b',
  '#x',
  'ü 🖼',
  'null',
  'true',
  'constructor',
]

const accounts = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...ids)), {
    selector: ([name, id]) => `${name} ${id}`,
    maxLength: 6,
  })
  .map((pairs) => {
    const seen = new Set<string>()
    return pairs.filter(([name, id]) => {
      const isNew = !seen.has(name) && !seen.has(id)
      seen.add(name).add(id)
      return isNew
    })
  })

function recipients(known: readonly (readonly [string, string])[]) {
  const named = new Map(known.map(([name, id]) => [id, name]))
  const one = fc.record(
    {
      id: fc.constantFrom(...ids),
      byName: fc.boolean(),
      until: fc.option(fc.constantFrom('2027-03-31', '2020-02-29', '2999-12-31'), { nil: undefined }),
      isMapping: fc.boolean(),
    },
    { noNullPrototype: true },
  )
  return fc.uniqueArray(one, { selector: ({ id }) => id, maxLength: 5 }).map((list) =>
    list.map(({ id, byName, until, isMapping }) => {
      const account = (byName ? named.get(id) : undefined) ?? id
      if (until !== undefined) return { account, until }
      return isMapping ? { account } : account
    }),
  )
}

/** Any policy that says what it may, of up to so many images. */
export function soundPolicies(mostImages: number, fewestImages = 1): fc.Arbitrary<PlainPolicy> {
  return accounts.chain((known) =>
    fc
      .array(
        fc.record({
          shareWith: recipients(known),
          byName: fc.boolean(),
          region: fc.constantFrom(undefined, 'us-east-1', 'ap-southeast-2'),
          exclusive: fc.constantFrom(undefined, true, false),
        }),
        { minLength: fewestImages, maxLength: mostImages },
      )
      .chain((images) => fc.boolean().map((isOneList) => ({ images, isOneList })))
      .map(({ images, isOneList }) => ({
        version: 1 as const,
        accounts: Object.fromEntries(known),
        images: images.map((image, index) => {
          // One list for all is written with an anchor and aliases.
          const shareWith = isOneList ? (images[0]?.shareWith ?? []) : image.shareWith
          // A list of nobody says something only with exclusive: true.
          const exclusive = shareWith.length === 0 ? true : image.exclusive
          return {
            ...(image.byName ? { name: `golden ${index}` } : { id: `wsi-${String(index).padStart(9, '0')}` }),
            ...(image.region === undefined ? {} : { region: image.region }),
            'share-with': shareWith,
            ...(exclusive === undefined ? {} : { exclusive }),
          }
        }),
      })),
  )
}

/** Groups of accounts, the second of which may hold the first. */
const groups = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 4 }),
    fc.uniqueArray(fc.constantFrom(...ids, 'everyone'), { minLength: 1, maxLength: 4 }),
  )
  .map(([everyone, some]) => ({ everyone, 'some of them': some }))

const sources: fc.Arbitrary<readonly unknown[]> = fc.uniqueArray(
  fc.constantFrom<unknown>(
    'everyone',
    { group: 'some of them' },
    { 'organizational-unit': 'ou-ab12-cdefgh34', until: '2999-12-31' },
    { 'organizational-unit': 'r-ab12', except: ['000000000001', 'everyone'] },
    { 'organizational-unit': 'o-a1b2c3d4e5' },
  ),
  { maxLength: 2 },
)

/** Any policy that says what it may, with groups and organizational units. */
export function groupedPolicies(mostImages: number): fc.Arbitrary<GroupedPolicy> {
  return fc
    .tuple(
      soundPolicies(mostImages),
      groups,
      fc.array(sources, { minLength: mostImages, maxLength: mostImages }),
    )
    .map(([policy, named, added]) => ({
      ...policy,
      groups: named,
      images: policy.images.map((image, index) => ({
        ...image,
        'share-with': [...image['share-with'], ...(added[index] ?? [])],
      })),
    }))
}

/** Ways to write the same values as YAML. */
const writings = fc.record({
  flow: fc.boolean(),
  indent: fc.constantFrom(2, 4),
  indentSeq: fc.boolean(),
  crlf: fc.boolean(),
  comments: fc.boolean(),
  tail: fc.constantFrom('', '\n', '# the end', '\n\n  # the end\n'),
})

/** Values written as YAML in one of many ways. */
export function written(values: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return fc.tuple(values, writings).map(([value, { flow, indent, indentSeq, crlf, comments, tail }]) => {
    const text = stringify(value, {
      indent,
      indentSeq,
      lineWidth: 0,
      defaultStringType: 'QUOTE_DOUBLE',
      defaultKeyType: 'PLAIN',
      ...(flow ? { collectionStyle: 'flow' } : {}),
    })
    const commented = comments ? text.replaceAll(/\n( *)(?=- )/g, '\n$1# - a comment\n\n$1') : text
    const whole = commented + tail
    return crlf ? whole.replaceAll('\n', '\r\n') : whole
  })
}

// What stands in policies, and what YAML or the reader might stumble over.
const fragments = [
  'version: 1',
  'accounts:',
  'images:',
  '- ',
  '  - id: wsi-0123456789abc',
  'share-with:',
  'name: |',
  'until: ',
  '"000000000001"',
  '011122223333',
  'test',
  '2027-02-30',
  'true',
  'null',
  '~',
  '[]',
  '{}',
  '[',
  ']',
  '{',
  '}',
  '&a',
  '*a',
  '<<: *a',
  '&a [*a]',
  '? ',
  '? [a]',
  '{b: c}: ',
  '*a : ',
  ': ',
  '!!binary x',
  '!!set {a}',
  '!x',
  '%YAML 1.1',
  '---',
  '...',
  '|',
  '>-',
  "'",
  '"',
  '\\',
  '#',
  ' # x',
  '\t',
  '\n',
  '\r',
  '\r\n',
  ' ',
  '    ',
  '\u0000',
  '\u0085',
  '\u2028',
  '\uFEFF',
  '\uD800',
  '🖼',
  '__proto__: 1',
  'constructor: 1',
  'toString',
  '0x1F',
  '.inf',
  '1e999',
  '-0',
  '2027-03-31T00:00:00Z',
]

/** Texts that are nearly policies: sound ones with pieces put in, taken out or doubled. */
export const brokenPolicies: fc.Arbitrary<string> = fc
  .tuple(
    written(soundPolicies(3)),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        removed: fc.nat(12),
        added: fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: anyCharacter, maxLength: 4 })),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((edited, { at, removed, added }) => {
      const offset = Math.floor(at * edited.length)
      return edited.slice(0, offset) + added + edited.slice(offset + removed)
    }, text),
  )

/** Texts put together of nothing but pieces. */
export const patchworks: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...fragments), { maxLength: 20 })
  .chain((parts) => fc.constantFrom('\n', '', ' ').map((glue) => parts.join(glue)))

const odd = fc.constantFrom(
  '"000000000001"',
  '012345678901',
  'test',
  'null',
  '',
  'true',
  '[]',
  '[test, prod]',
  '{}',
  '{ account: test, until: 2027-03-31 }',
  '{ until: 2027-02-30 }',
  '&a test',
  '*a',
  '&l [test]',
  '*l',
  '&m { account: *m }',
  '!!str 000000000003',
  '!!set { a }',
  '!!binary YQ==',
  '!x y',
  'wsi-000000001',
  '2027-03-31',
)
const line = fc.tuple(
  fc.constantFrom('id', 'name', 'region', 'share-with', 'exclusive', '"id"', '? [a]', '*a ', '__proto__', ''),
  fc.oneof(
    odd,
    fc.array(odd, { maxLength: 3 }).map((entries) => `[${entries.join(', ')}]`),
  ),
)

/** Policies of right and wrong keys with right and wrong values, among them anchors, aliases and tags. */
export const oddPolicies: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('version: 1\n', 'version: 1.0\n', 'version: "1"\n', ''),
    fc.array(
      fc.array(line, { minLength: 1, maxLength: 5 }).map((lines) => {
        const [first = '', ...others] = lines.map(([key, value]) => `${key}: ${value}\n`)
        return `  - ${first}${others.map((one) => `    ${one}`).join('')}`
      }),
      { maxLength: 3 },
    ),
    fc.constantFrom('', 'accounts: { test: "000000000001", *a : "000000000002" }\n', 'more: &a 1\n'),
  )
  .map(([version, images, end]) => `${version}images:\n${images.join('')}${end}`)

const oddValues: readonly unknown[] = [
  null,
  0,
  1,
  2,
  true,
  false,
  '',
  'a',
  '000000000001',
  '00000000001',
  111122223333,
  'test',
  'x'.repeat(63),
  'x'.repeat(64),
  'x'.repeat(65),
  '🖼'.repeat(64),
  'a,b',
  'a\nb',
  ' a',
  '2027-02-30',
  '2027-3-1',
  'eu-west-1',
  'EU-WEST-1',
  'wsi-000000001',
  'wsi-00000001',
  [],
  ['000000000001'],
  [[]],
  {},
  { account: 'test' },
  { account: '000000000001', until: '2027-03-31' },
  { until: '2027-03-31' },
  'everyone',
  { group: 'everyone' },
  { group: 'test', until: '2027-03-31' },
  { account: 'everyone', group: 'everyone' },
  { account: '000000000001', except: ['test'] },
  { 'organizational-unit': 'ou-ab12-cdefgh34', except: [] },
  { 'organizational-unit': 'ou-ab12' },
  'ou-ab12-cdefgh34',
  'r-x',
  { a: ['a'] },
]
const oddKeys = [
  'id',
  'name',
  'region',
  'share-with',
  'exclusive',
  'account',
  'until',
  'group',
  'groups',
  'organizational-unit',
  'except',
  'x',
  '7',
  'x'.repeat(64),
  'a,b',
  'o-a1b2c3d4e5',
  'r-ab12',
  'r-x',
]

/** One change somewhere in a value: something else instead of a part, a part less, or a part more. */
interface Edit {
  /** Which way to take at each level, in thousandths of what there is. */
  readonly way: readonly number[]
  readonly value: unknown
  readonly key: string
  readonly kind: 'replace' | 'remove' | 'add'
}

const edits: fc.Arbitrary<Edit> = fc.record({
  way: fc.array(fc.noBias(fc.nat(999)), { minLength: 1, maxLength: 5 }),
  value: fc.constantFrom(...oddValues),
  key: fc.constantFrom(...oddKeys),
  kind: fc.constantFrom('replace', 'remove', 'add'),
})

function changedBy(whole: unknown, { way, value, key, kind }: Edit): unknown {
  if (typeof whole !== 'object' || whole === null) return kind === 'replace' ? value : whole
  const entries: [string, unknown][] = Object.entries(whole)
  const [part = 0, ...further] = way
  const at = entries[Math.floor((part * entries.length) / 1000)]
  const changed = (): [string, unknown][] => {
    if (further.length === 0 && kind === 'add') return [...entries, [key, value]]
    if (at === undefined) return entries
    if (further.length === 0 && kind === 'remove') return entries.filter((entry) => entry !== at)
    const inner = further.length === 0 ? value : changedBy(at[1], { way: further, value, key, kind })
    return entries.map((entry) => (entry === at ? [entry[0], inner] : entry))
  }
  return Array.isArray(whole) ? changed().map(([, inner]) => inner) : Object.fromEntries(changed())
}

/** Values that are policies, or were before one or two changes. */
export const nearPolicies: fc.Arbitrary<unknown> = fc
  .tuple(groupedPolicies(2), fc.array(edits, { maxLength: 2 }))
  .map(([policy, changes]) => changes.reduce<unknown>(changedBy, policy))
