import { describe, expect, it, jest } from '@jest/globals'
import { image } from '../../support/examples.ts'
import { accountsWith, imageWith, problemsOf, reading, shared } from '../../support/policy-reading.ts'

const list =
  'A list is used as a key, and a key is a text. Write a text before the colon, in quotes if it has brackets or braces.'
const mapping = list.replace('list', 'mapping')
const alias = 'The alias *k is used as a key, and a key is a text. Write the text itself.'
const missing = 'A key is missing here. Write a text before the colon.'
const inQuotes = (source: string) =>
  `The key "${source}" must be quoted, because YAML does not read it as a text. Write it in quotes: "${source}".`
const tagged = (source: string) => `The key "${source}" has a tag, and a key is a text. Remove the tag.`

describe('a key that is not a text is refused at its place', () => {
  // What the parser warns of goes to standard error, where the runner looks for commands.
  it.each<[what: string, text: string, ...told: unknown[]]>([
    ['a list', accountsWith('? ["##[stop-commands]abcdefgh"]', ': "000000000001"'), `3:5 ${list}`],
    ['a list over several lines', accountsWith('? - a', '  - b', ': "000000000001"'), `3:5 ${list}`],
    ['a list in braces', accountsWith('{ [a]: "000000000001" }'), `3:5 ${list}`],
    ['a mapping', accountsWith('? {a: b}', ': "000000000001"'), `3:5 ${mapping}`],
    ['what templates leave behind', accountsWith('{{ name }}: "000000000001"'), `3:3 ${mapping}`],
    ['a list in an image', imageWith(shared, '? ["##[error]Forged verdict"]', ': 1'), `5:7 ${list}`],
    ['a list at the top', `? [a]\n: 1\n${imageWith(shared)}`, `1:3 ${list}`],
    [
      'a list in a recipient',
      imageWith('share-with: [{ account: "000000000001", [until]: 2027-03-31 }]'),
      `4:45 ${list}`,
    ],
    [
      'a list in a value that has an anchor',
      imageWith('share-with: [&a { ? [b] : c, account: "000000000001" }]'),
      `4:25 ${list}`,
    ],
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
      `version: 1\n&k images: [{ id: ${image.id}, ${shared} }]\n*k : [{ id: ${image.id}, ${shared} }]\n`,
      `3:1 ${alias}`,
    ],
    ['an alias of an id', accountsWith('a: &k "000000000002"', '*k : "000000000001"'), `4:3 ${alias}`],
    ['nothing', accountsWith(': "000000000001"'), `3:3 ${missing}`],
    ['nothing, behind a question mark', accountsWith('?', ': "000000000001"'), `3:4 ${missing}`],
    ['null', accountsWith('null: "000000000001"'), `3:3 ${inQuotes('null')}`],
    ['null as a sign', accountsWith('~: "000000000001"'), `3:3 ${inQuotes('~')}`],
    ['a number that loses a digit', accountsWith('1.50: "000000000001"'), `3:3 ${inQuotes('1.50')}`],
    ['a number of another base', accountsWith('0x1F: "000000000001"'), `3:3 ${inQuotes('0x1F')}`],
    ['a truth in capitals', accountsWith('TRUE: "000000000001"'), `3:3 ${inQuotes('TRUE')}`],
    ['a text with a tag', accountsWith('!!str a: "000000000001"'), `3:9 ${tagged('a')}`],
    ['bytes', accountsWith('!!binary YQ==: "000000000001"'), `3:12 ${tagged('YQ==')}`],
    ['a merge by its tag', imageWith(shared, `!!merge <<: { ${shared} }`), `5:13 ${tagged('<<')}`],
    [
      'a merge in YAML 1.1',
      `%YAML 1.1\n---\n${imageWith(shared, `<<: { ${shared} }`)}`,
      `7:5 ${inQuotes('<<')}`,
    ],
    [
      'several at once, and what is wrong besides',
      accountsWith(
        '? [a]',
        ': "000000000001"',
        'b: "000000000002"',
        'b: "000000000003"',
        '? {}',
        ': 1',
      ).replace('01"]', '0"]'),
      `3:5 ${list}`,
      '6:3 The key "b" is in this mapping already. Keep one of the two.',
      `7:5 ${mapping}`,
      expect.stringMatching(/^11:18 images\[0\]\.share-with\[0\]: "00000000000" has 11 digits/),
    ],
  ])('%s', (_what, text, ...told) => {
    const emitWarning = jest.spyOn(process, 'emitWarning')
    expect(problemsOf(text)).toEqual(told)
    expect(emitWarning).not.toHaveBeenCalled()
    emitWarning.mockRestore()
  })
})

describe('a key is a text', () => {
  it.each<[what: string, text: string]>([
    [
      'with an anchor, which stands for the name',
      accountsWith('&k prod: "000000000001"').replace('["000000000001"]', '[*k]'),
    ],
    ['in quotes', accountsWith(`"null": "000000000001"`, `'[a]': "000000000002"`, `"1.50": "000000000003"`)],
    ['that YAML reads as a truth', accountsWith('true: "000000000001"')],
    ['behind a question mark', accountsWith('? prod', ': "000000000001"')],
    ['of several words', accountsWith('R and D [x] {y}: "000000000001"')],
  ])('%s', (_what, text) => {
    expect(reading(text).kind).toBe('sound')
  })
})
