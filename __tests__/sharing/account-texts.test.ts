import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { accountTextsIn, cut, cutStart } from '../../src/sharing/account-texts.ts'

/** The text as it is shown where everything found is hidden, the longest first. */
function redact(text: string): string {
  const found = accountTextsIn(text).toSorted((one, other) => other.length - one.length)
  return found.reduce((shown, one) => shown.replaceAll(one, '***'), text)
}

const joints = [' ', '-', '_', '.', ',', '/', '\u00A0', '\u2013', '\u2212', '\uFF0E', '\uFF3F', '·', "'"]
const scripts = ['0123456789', '０１２３４５６７８９', '٠١٢٣٤٥٦٧٨٩', '०१२३४५६७८९']

/** So many digits in any script, in groups of any size. */
const written = (length: number): fc.Arbitrary<string> =>
  fc
    .record({
      script: fc.constantFrom(...scripts).map((script) => Array.from(script)),
      digits: fc.array(fc.nat(9), { minLength: length, maxLength: length }),
      between: fc.array(fc.constantFrom('', '', ...joints), { minLength: length, maxLength: length }),
    })
    .map(({ script, digits, between }) =>
      digits.map((digit, index) => `${index === 0 ? '' : between[index]}${script[digit]}`).join(''),
    )
const word = fc.stringMatching(/^[A-Za-z:;("]{0,12}$/)

describe('an account id', () => {
  it.each([
    ['as it is', '200000000001'],
    ['two without anything between', '200000000001200000000002'],
    ['three', '200000000001200000000002200000000003'],
    ['a zero lost', '20000000001'],
    ['a digit too many', '2000000000012'],
    ['full-width', '２０００００００００01'],
    ['with underscores', '2000_0000_0001'],
    ['with points', '2000.0000.0001'],
    ['with dashes', '2000-0000-0001'],
    ['with spaces', '2000 0000 0001'],
    ['with other dashes and spaces', '2000\u20130000\u00A00001'],
    ['in a word', 'account200000000001prod'],
    ['at an image', 'wsi-2000 0000 0001'],
    ['in an ARN', 'arn:aws:iam::200000000001:role'],
    ['among letters like a hash', 'abcdef-200000000001-200000000002-abcdef-abcdef'],
    ['as a UUID', '20000000-0001-2000-0000-000220000000'],
  ])('is found %s', (_how, text) => {
    expect(redact(`x ${text} y`)).not.toMatch(/\p{Nd}/u)
  })

  it('that stands beside another one is found by itself too', () => {
    expect(accountTextsIn('200000000001200000000002')).toEqual([
      '200000000001200000000002',
      '200000000001',
      '200000000002',
    ])
    expect(accountTextsIn('200000000001 200000000002')).toEqual([
      '200000000001 200000000002',
      '200000000001',
      '200000000002',
    ])
  })

  it.each([
    ['123456789', ['123456789']],
    ['2000000000012', ['2000000000012']],
    ['1234567890-1', ['1234567890-1', '1234567890']],
    ['12345678-90', []],
  ])('is found in %s as %j', (text, found) => {
    expect(accountTextsIn(text)).toEqual(found)
  })

  it('is found as reports show it too, which know one kind of space', () => {
    expect(accountTextsIn('2000\u00A00000\u20030001')).toContain('2000 0000 0001')
  })

  it('is found in whatever spelling, and wherever it stands', () => {
    fc.assert(
      fc.property(fc.constantFrom(11, 12, 13, 24, 36).chain(written), word, word, (text, before, after) => {
        expect(redact(`${before}${text}${after}`)).toBe(`${before}***${after}`)
      }),
    )
  })
})

describe('a text that is cut', () => {
  it('holds no part of an account id that would not be found', () => {
    const image = fc.constantFrom('', 'wsi-0123456789 ')
    fc.assert(
      fc.property(word, image, fc.constantFrom(12, 24).chain(written), word, fc.nat(60), (...given) => {
        const [before, id, digits, after, most] = given
        const text = `${before}${id}${digits}${after}`
        for (const shown of [cut(text, most), cutStart(text, most)]) {
          expect(shown.length).toBeLessThanOrEqual(Math.max(most, 0))
          expect(redact(shown).replace(/wsi-[0-9a-z]{9,}/, '')).not.toMatch(/\p{Nd}/u)
        }
      }),
      { numRuns: 500 },
    )
  })

  it.each<[text: string, most: number, start: string, end: string]>([
    ['abc', 3, 'abc', 'abc'],
    ['abcd', 3, 'abc', 'bcd'],
    ['abc', 0, '', ''],
    ['abc', -1, '', ''],
    ['😀😀', 3, '😀', '😀'],
    ['1 in 1', 5, '1 in ', ' in 1'],
    ['1 a 1', 5, '1 a 1', '1 a 1'],
    ['ab😀c', 4, 'ab😀', 'b😀c'],
    ['20000000001 x', 11, '20000000001', 'x'],
    ['x 20000000001', 11, 'x ', '20000000001'],
    ['22 in 22', 7, '22 in ', 'in 22'],
    ['image of 2026-11-23', 16, 'image of ', 'ge of 2026-11-23'],
  ])('of %j and length %j starts with %j or ends with %j', (text, most, start, end) => {
    expect([cut(text, most), cutStart(text, most)]).toEqual([start, end])
  })
})

describe('what is no account id', () => {
  it.each([
    '2026-11-23 22:00',
    '2026-11-23 22',
    '20261123T220000Z',
    'wsi-0123456789abc',
    'wsi-200000000001',
    '3f2b9c1e-1234-5678-9012-345678901234',
    '3F2B9C1E-1234-5678-9012-345678901234',
    `${'0123456789'.repeat(6)}abcd`,
    '12,720 images, 100,000 accounts',
    '12345678',
  ])('is left as it is: %s', (text) => {
    expect(accountTextsIn(`at ${text}.`)).toEqual([])
  })
})
