import { describe, expect, it, jest } from '@jest/globals'
import { parseDocument } from 'yaml'
import { readInParts, yamlOptions } from '../../../src/input/policy/parse-in-parts.ts'
import type { PolicyContext } from '../../../src/input/policy/policy-images.ts'
import { readPolicy } from '../../../src/input/policy/read-policy.ts'
import { image, region } from '../../sharing/examples.ts'

const context: PolicyContext = { defaultRegion: region, today: new Date('2027-03-15'), temporary: false }
// What the parser warns of goes to standard error, where the runner looks for commands.
const emitWarning = jest.spyOn(process, 'emitWarning').mockReturnValue()

/** What is wrong with a policy, as `line:column message remedy`, and what was printed; that it is sound, where nothing is. */
function problems(text: string): readonly string[] | 'sound' {
  emitWarning.mockClear()
  const reading = readPolicy(text, 'policy.yml', context)
  const printed = emitWarning.mock.calls.map(([warning]) => `printed: ${String(warning)}`)
  if (reading.kind === 'sound') return printed.length === 0 ? 'sound' : printed
  const told = reading.problems.map(
    ({ where, message, remedy }) => `${where?.line}:${where?.column} ${message} ${remedy}`,
  )
  return [...told, ...printed]
}

const list =
  'A list stands here as a key, and a key is a text. Write a text before the colon, in quotes if it has brackets or braces.'
const mapping = list.replace('list', 'mapping')
const alias = 'The alias *k stands here as a key, and a key is a text. Write the text itself.'
const missing = 'A key is missing here. Write a text before the colon.'
const inQuotes = (source: string) =>
  `The key "${source}" is no text to YAML. Write it in quotes: "${source}".`
const tagged = (source: string) => `The key "${source}" has a tag, and a key is a text. Remove the tag.`

const accountsWith = (...lines: readonly string[]) =>
  [
    'version: 1',
    'accounts:',
    ...lines.map((line) => `  ${line}`),
    'images:',
    `  - id: ${image.id}`,
    '    share-with: ["000000000001"]',
    '',
  ].join('\n')
const imageWith = (...lines: readonly string[]) =>
  ['version: 1', 'images:', `  - id: ${image.id}`, ...lines.map((line) => `    ${line}`), ''].join('\n')

describe('a key that is no text is refused at its place', () => {
  it.each<[what: string, text: string, ...told: string[]]>([
    ['a list', accountsWith('? ["##[stop-commands]abcdefgh"]', ': "000000000001"'), `3:5 ${list}`],
    ['a list over several lines', accountsWith('? - a', '  - b', ': "000000000001"'), `3:5 ${list}`],
    ['a list in braces', accountsWith('{ [a]: "000000000001" }'), `3:5 ${list}`],
    ['a mapping', accountsWith('? {a: b}', ': "000000000001"'), `3:5 ${mapping}`],
    ['what templates leave behind', accountsWith('{{ name }}: "000000000001"'), `3:3 ${mapping}`],
    [
      'a list in an image',
      imageWith('share-with: []', '? ["##[error]Forged verdict"]', ': 1'),
      `5:7 ${list}`,
    ],
    ['a list at the top', `? [a]\n: 1\n${imageWith('share-with: []')}`, `1:3 ${list}`],
    [
      'a list in a recipient',
      imageWith('share-with: [{ account: "000000000001", [until]: 2027-03-31 }]'),
      `4:45 ${list}`,
    ],
    ['a list in a set', imageWith('share-with: !!set { ? [a] }'), `4:27 ${list}`],
    ['a list in pairs', imageWith('share-with: !!pairs [{ account: { ? [a] : b } }]'), `4:41 ${list}`],
    ['a list as a key of pairs', imageWith('share-with: !!pairs [? [a] : b]'), `4:28 ${list}`],
    ['no key in pairs', imageWith('share-with: !!pairs [{}]'), `4:25 ${missing}`],
    ['a list in a value that has an anchor', imageWith('share-with: [&a { ? [b] : c }]'), `4:25 ${list}`],
    ['an alias of a name', accountsWith('&k prod: "111122223333"', '*k : "999988887777"'), `4:3 ${alias}`],
    [
      'an alias of a name, in braces',
      accountsWith('{ &k prod: "111122223333", *k : "999988887777" }'),
      `3:30 ${alias}`,
    ],
    [
      'an alias of share-with',
      imageWith('&k share-with: ["111122223333"]', '*k : ["999988887777"]'),
      `5:5 ${alias}`,
    ],
    [
      'an alias of images',
      `version: 1\n&k images: [{ id: ${image.id}, share-with: [] }]\n*k : [{ id: ${image.id}, share-with: ["999988887777"] }]\n`,
      `3:1 ${alias}`,
    ],
    ['an alias of a list', accountsWith('a: &k [b]', '*k : "000000000001"'), `4:3 ${alias}`],
    ['nothing', accountsWith(': "000000000001"'), `3:3 ${missing}`],
    ['nothing, behind a question mark', accountsWith('?', ': "000000000001"'), `3:4 ${missing}`],
    ['null', accountsWith('null: "000000000001"'), `3:3 ${inQuotes('null')}`],
    ['null as a sign', accountsWith('~: "000000000001"'), `3:3 ${inQuotes('~')}`],
    ['a number that loses a digit', accountsWith('1.50: "000000000001"'), `3:3 ${inQuotes('1.50')}`],
    ['a number of another base', accountsWith('0x1F: "000000000001"'), `3:3 ${inQuotes('0x1F')}`],
    ['a truth in capitals', accountsWith('TRUE: "000000000001"'), `3:3 ${inQuotes('TRUE')}`],
    ['a text with a tag', accountsWith('!!str a: "000000000001"'), `3:9 ${tagged('a')}`],
    ['bytes', accountsWith('!!binary YQ==: "000000000001"'), `3:12 ${tagged('YQ==')}`],
    ['a merge by its tag', imageWith('!!merge <<: { share-with: [] }'), `4:13 ${tagged('<<')}`],
    [
      'a merge in YAML 1.1',
      `%YAML 1.1\n---\n${imageWith('<<: { share-with: [], ? [a] : b }')}`,
      `6:5 ${inQuotes('<<')}`,
      `6:29 ${list}`,
    ],
    [
      'several at once',
      accountsWith('? [a]', ': "000000000001"', 'b: "000000000002"', 'b: "000000000003"', '? {}', ': 1'),
      `3:5 ${list}`,
      '6:3 The key "b" stands in this mapping already. Keep one of the two.',
      `7:5 ${mapping}`,
    ],
  ])('%s', (_what, text, ...told) => {
    expect(problems(text)).toEqual(told)
  })

  it('also in a long list, which is read in parts', () => {
    const images = Array.from(
      { length: 30 },
      (_, index) => `  - id: wsi-${String(index).padStart(9, '0')}\n    share-with: []\n`,
    )
    const text = `version: 1\nimages:\n${images.join('')}`
    expect(readInParts(text)).toBeDefined()
    for (const key of ['[a]: 1', '{a: b}: 1', '__proto__: 1', 'null: 1', '"a": 1\n    "a": 1']) {
      expect(readInParts(`${text}    ${key}\n`)).toBeUndefined()
      expect(readInParts(text.replace('    share-with', `    ${key}\n    share-with`))).toBeUndefined()
      expect(readInParts(`${text}${key.replaceAll('    ', '')}\n`)).toBeUndefined()
    }
    expect(problems(`${text}    ? [a]\n    : 1\n`)).toEqual([`63:7 ${list}`])
  })
})

describe('the parser', () => {
  it('prints nothing, not even of keys that nobody looked at', () => {
    emitWarning.mockClear()
    expect(parseDocument('? [a]\n: 1\n? {b: c}\n: 2\n', yamlOptions).toJS()).toEqual({
      '[ a ]': 1,
      '{ b: c }': 2,
    })
    expect(emitWarning).not.toHaveBeenCalled()
  })

  it('still tells of a second document', () => {
    expect(parseDocument('a: 1\n---\nb: 1\n', yamlOptions).errors).toMatchObject([{ code: 'MULTIPLE_DOCS' }])
  })
})

describe('a key that is a text is none of this', () => {
  it.each<[what: string, text: string]>([
    [
      'with an anchor, which stands for the name',
      accountsWith('&k prod: "000000000001"').replace('["000000000001"]', '[*k]'),
    ],
    ['in quotes', accountsWith(`"null": "000000000001"`, `'[a]': "000000000002"`, `"1.50": "000000000003"`)],
    ['that YAML takes for a truth', accountsWith('true: "000000000001"')],
    ['behind a question mark', accountsWith('? prod', ': "000000000001"')],
    ['of several words', accountsWith('R and D [x] {y}: "000000000001"')],
  ])('%s', (_what, text) => {
    expect(problems(text)).toBe('sound')
  })

  it('a number is told to be no name', () => {
    expect(problems(accountsWith('2027: "000000000001"'))).toEqual([
      '3:3 accounts.2027: "2027" is no name for an account. Use 1 to 64 characters, not digits alone, without comma.',
    ])
  })
})

describe('the name __proto__', () => {
  const told = 'The key "__proto__" can\'t be used. Choose another name.'

  it.each(['000000000001', '"000000000001"', '[a]'])(
    'is no name for an account, whatever its id: %s',
    (id) => {
      const text = accountsWith(`__proto__: ${id}`).replace('["000000000001"]', '[__proto__]')
      expect(problems(`${text}    exclusive: true\n`)).toEqual([`3:3 ${told}`])
    },
  )

  it('is no key anywhere', () => {
    expect(problems(`${imageWith('share-with: []', '__proto__: {}')}"__proto__": 1\n`)).toEqual([
      `5:5 ${told}`,
      `6:1 ${told}`,
    ])
  })
})
