import * as fc from 'fast-check'
import { stringify } from 'yaml'

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

const ids = Array.from({ length: 9 }, (_, index) => String(index + 1).padStart(12, '0'))
const names = ['test', 'prod', 'R and D', "o'hara", '- dash', 'a: b', '#x', 'ü 🖼', 'null', 'true']

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
      .map((images) => ({
        version: 1 as const,
        accounts: Object.fromEntries(known),
        images: images.map(({ shareWith, byName, region, exclusive }, index) => ({
          ...(byName ? { name: `golden ${index}` } : { id: `wsi-${String(index).padStart(9, '0')}` }),
          ...(region === undefined ? {} : { region }),
          'share-with': shareWith,
          ...(exclusive === undefined ? {} : { exclusive }),
        })),
      })),
  )
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
        added: fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary', maxLength: 4 })),
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
