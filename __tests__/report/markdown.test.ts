import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { code, escaped, fenced, row } from '../../src/report/markdown.ts'
import { anyCharacter } from '../support/any-character.ts'

describe('foreign text in Markdown', () => {
  it.each<[text: string, markdown: string]>([
    ['plain text, 1.5 (x)', 'plain text, 1.5 (x)'],
    ['', ''],
    ['a\nb\r\nc\u2028d\u0085e', 'a b c d e'],
    ['| cell |', '&#124; cell &#124;'],
    ['<script>', '&#60;script&#62;'],
    ['&lt;', '&#38;lt;'],
    ['a\\`b`', 'a&#92;\\`b\\`'],
    ['*b* _i_ ~s~', '\\*b\\* \\_i\\_ \\~s\\~'],
    ['one_word_only _not', 'one_word_only \\_not'],
    ['[x](y)', '\\[x\\](y)'],
    ['$x$', '&#36;x&#36;'],
    ['@octocat', '@&#8203;octocat'],
    ['see #1 and # 1', 'see #&#8203;1 and # 1'],
    ['GH-7, gh-x', 'GH-&#8203;7, gh-x'],
    ['https://x.example', 'https&#58;//x.example'],
    ['www.x.example', 'www&#46;x.example'],
    ['_WWW.x', '\\_WWW&#46;x'],
    [':tada:', ':&#8203;tada:'],
    ['policy.yml:100:9: x', 'policy.yml:&#8203;100:&#8203;9: x'],
    ['arn:aws:iam::111122223333:role/x_y', 'arn:aws:iam::111122223333:role/x_y'],
    [
      'arn:aws-cn:workspaces:cn-northwest-1:111122223333:a',
      'arn:aws-cn:workspaces:cn-northwest-1:111122223333:a',
    ],
    [
      'arn:aws-us-gov:workspaces:us-gov-west-1:111122223333:a',
      'arn:aws-us-gov:workspaces:us-gov-west-1:111122223333:a',
    ],
    ['arn:aws:iam::111122223333:tada:', 'arn:aws:iam::111122223333:&#8203;tada:'],
    ['arn:aws:tada:', 'arn:&#8203;aws:&#8203;tada:'],
    ['a: b', 'a: b'],
    ['\u0007bell', '&#92;u{7}bell'],
    ['\u202Eevil', '&#92;u{202e}evil'],
    ['\u200Bx', '&#92;u{200b}x'],
    ['\uFEFFx', '&#92;u{feff}x'],
    ['\uD800', '\uFFFD'],
    ['# title', '&#8203;# title'],
    ['C #', 'C \\#'],
    ['#', '\\#'],
    ['- item', '&#8203;- item'],
    ['+ item', '&#8203;+ item'],
    ['=== rule', '&#8203;=== rule'],
    ['  - item', '&#8203;- item'],
    ['     not code  ', 'not code'],
    ['\t\u00A0x\u3000y', 'x y'],
    ['1. one', '&#8203;1. one'],
    ['12) one', '&#8203;12) one'],
    ['1.5', '&#8203;1.5'],
    ['a - b', 'a - b'],
    ['a 1. b', 'a 1. b'],
  ])('%j is %j', (text, markdown) => {
    expect(escaped(text)).toBe(markdown)
  })

  const tricky = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.string({
      unit: fc.constantFrom(...'\n\r|<>&#@:/[]()`*_~$\\-+=1.) w\u2028\u202E'.split('')),
      maxLength: 30,
    }),
    fc.string({
      unit: fc.constantFrom('@a', '&#124;', '&#', '##[', 'http://', 'www.', ':x:', '<!--', '\n# '),
      maxLength: 10,
    }),
  )

  it('never holds what would mean something', () => {
    fc.assert(
      fc.property(tricky, (text) => {
        const markdown = escaped(text)
        // The escapes themselves are the only markup there is.
        const shown = markdown.replaceAll(/&#[0-9]+;|\\[`*[\]~_#]/g, '\uE000')
        expect(shown).not.toMatch(/[\r\n\u0085\u2028\u2029|<>`*~$&[\]\\]/)
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}]/u)
        expect(shown).not.toMatch(/@(?!\uE000)|#[0-9]/)
        expect(shown).not.toMatch(/:\/\/|www\.|:[\w+-]+:/i)
        expect(shown).not.toMatch(/^\s|^(?:[-+=>#]|[0-9]+[.)])/)
        expect(markdown.isWellFormed()).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

describe('code', () => {
  it.each<[text: string, markdown: string]>([
    ['wsi-0123', '`wsi-0123`'],
    ['arn:aws:iam::1:role/a.b+=,@_', '`arn:aws:iam::1:role/a.b+=,@_`'],
    ['a`b|<c>\n d', '`a?b??c???d`'],
    ['', '`?`'],
  ])('%j is %j', (text, markdown) => {
    expect(code(text)).toBe(markdown)
  })
})

describe('a block of code', () => {
  it.each<[text: string, block: string]>([
    ['{\n}', '```json\n{\n}\n```'],
    ['a `b` ``', '```json\na `b` ``\n```'],
    ['```', '````json\n```\n````'],
    ['`````\n``', '``````json\n`````\n``\n``````'],
    ['a\tb\u0007\u202Ec\uD800', '```json\na b  c\uFFFD\n```'],
  ])('%j', (text, block) => {
    expect(fenced(text, 'json')).toBe(block)
  })
})

it('makes a row of a table', () => {
  expect(row(['a', 'b'])).toBe('| a | b |')
})
