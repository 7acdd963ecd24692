import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { keepAccountIds, readAccountIds, readImageIds, readList } from '../../src/input/lists.ts'
import { anyCharacter } from '../support/any-character.ts'
import { noting } from '../support/input-texts.ts'

const list = (text: string) => noting((problems) => readList('account-id', text, problems))
const images = (text: string) => noting((problems) => readImageIds(text, problems))
const ids = (text: string) => noting((problems) => readAccountIds(text, problems))

const missing =
  'A variable or a job output that is missing arrives as an empty text: give it a value, or remove the comma.'

describe('a list', () => {
  it.each<[text: string, entries: string[]]>([
    ['', []],
    [' \t\r\n, ,\n', []],
    [',', []],
    ['a', ['a']],
    ['a,b', ['a', 'b']],
    ['a, b', ['a', 'b']],
    ['a b', ['a', 'b']],
    ['a\nb\r\nc\n', ['a', 'b', 'c']],
    ['\n a \n\n\n b \n', ['a', 'b']],
    ['a,\nb', ['a', 'b']],
    ['a\n,b', ['a', 'b']],
    ['a \r\n , \r\n b', ['a', 'b']],
    ['a\u00A0b', ['a', 'b']],
    ['a,a', ['a', 'a']],
  ])('%j is cut into %j', (text, entries) => {
    expect(list(text)).toEqual([entries, []])
  })

  it.each<[text: string, entries: string[], rule: string]>([
    ['a,', ['a'], 'entry 2 is empty'],
    ['a, ', ['a'], 'entry 2 is empty'],
    ['a,\n', ['a'], 'entry 2 is empty'],
    ['a,\n\n', ['a'], 'entry 2 is empty'],
    [',a', ['a'], 'entry 1 is empty'],
    ['\n,\na', ['a'], 'entry 1 is empty'],
    ['a,,b', ['a', 'b'], 'entry 2 is empty'],
    ['a, \n\t,b', ['a', 'b'], 'entry 2 is empty'],
    ['a b c,,d', ['a', 'b', 'c', 'd'], 'entry 4 is empty'],
    [',a,,b,', ['a', 'b'], 'entries 1, 3 and 5 are empty'],
    ['a,,', ['a'], 'entries 2 and 3 are empty'],
    [`a${','.repeat(10)}`, ['a'], 'entries 2, 3, 4, 5, 6, 7, 8, 9, 10 and 11 are empty'],
    [`a${','.repeat(11)}`, ['a'], 'entries 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 1 more are empty'],
  ])('%j has nothing between two commas, or before or after one', (text, entries, rule) => {
    expect(list(text)).toEqual([entries, [`account-id: ${rule}. ${missing}`]])
  })

  // Other notations have a problem of their own.
  const entry = fc.stringMatching(/^[^\s,;#[\]"0-9][^\s,;]*$/u).filter((text) => !text.startsWith('wsi-'))
  const entries = fc.array(entry, { minLength: 1 })
  const space = fc.stringMatching(/^\s*$/u)
  const oneSeparator = fc.oneof(
    fc.stringMatching(/^\s+$/u),
    fc.tuple(space, space).map(([before, after]) => `${before},${after}`),
  )

  it('never holds an empty entry or a separator, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        for (const one of list(text)[0]) expect(one).toMatch(/^[^\s,]+$/u)
      }),
    )
  })

  it('loses no entry, and has no problem where one comma at most parts two of them', () => {
    fc.assert(
      fc.property(entries, oneSeparator, space, (given, between, around) => {
        expect(list(`${around}${given.join(between)}${around}`)).toEqual([given, []])
      }),
    )
  })

  it('has one problem where an entry is empty, wherever that is, and loses none of the others', () => {
    fc.assert(
      fc.property(entries, fc.nat(), space, (given, where, blank) => {
        const at = where % (given.length + 1)
        const text = given.toSpliced(at, 0, blank).join(',')
        expect(list(text)).toEqual([given, [`account-id: entry ${at + 1} is empty. ${missing}`]])
      }),
    )
  })
})

describe('image ids', () => {
  it.each<[text: string, read: string[]]>([
    ['wsi-0123456789abc', ['wsi-0123456789abc']],
    ['wsi-000000002, wsi-000000001\nwsi-000000002', ['wsi-000000002', 'wsi-000000001']],
  ])('%j are read', (text, read) => {
    expect(images(text)).toEqual([read, []])
  })

  const copy = 'Copy the id from the WorkSpaces console, under Images.'
  const rule = 'is not a WorkSpaces image id (wsi- and 9 to 63 lower-case letters or digits)'
  it.each<[text: string, problems: string[]]>([
    [
      '',
      [
        'image-id: is empty, at least one image id is needed. Give the id of the image, such as wsi-0123456789abc.',
      ],
    ],
    [
      ' ,\n ',
      [
        'image-id: is empty, at least one image id is needed. Give the id of the image, such as wsi-0123456789abc.',
      ],
    ],
    ['wsi-1', [`image-id: "wsi-1" ${rule}. ${copy}`]],
    ['wsi-000000001, ', [`image-id: entry 2 is empty. ${missing}`]],
    [
      'ami-0123456789abcdef0',
      [
        `image-id: "ami-0123456789abcdef0" ${rule}. That is the id of an EC2 image; this action shares WorkSpaces images, whose ids start with wsi-.`,
      ],
    ],
    ...['111122223333', 'o-a1b2c3d4e5'].map((id): [string, string[]] => [
      id,
      [
        `image-id: "${id}" ${rule}. Accounts belong into account-id; give the id of an image here, which starts with wsi-.`,
      ],
    ]),
    ['x wsi-000000001 y', [`image-id: "x" ${rule}. ${copy}`, `image-id: "y" ${rule}. ${copy}`]],
  ])('%j are refused', (text, problems) => {
    expect(images(text)[1]).toEqual(problems)
  })

  it('names a bad one once, however often it is there', () => {
    expect(images('x y x wsi-000000001 x')).toEqual([
      ['wsi-000000001'],
      [`image-id: "x" ${rule}. ${copy}`, `image-id: "y" ${rule}. ${copy}`],
    ])
  })

  it.each([
    [1000, []],
    [1001, ['image-id: 1 more entry is wrong and not named here. Correct the others, and it is named.']],
    [
      65_000,
      ['image-id: 64000 more entries are wrong and not named here. Correct the others, and they are named.'],
    ],
  ])('names %d bad ones, but no more than a thousand', (count, rest) => {
    const bad = Array.from({ length: count }, (_, index) => `x${index}`)
    const [read, problems] = images(`wsi-000000001 ${bad.join(' ')}`)
    expect(read).toEqual(['wsi-000000001'])
    const named = bad.slice(0, 1000).map((one) => `image-id: "${one}" ${rule}. ${copy}`)
    expect(problems).toEqual([...named, ...rest])
  })

  it('keeps the good ones beside the bad', () => {
    expect(images('x wsi-000000001')[0]).toEqual(['wsi-000000001'])
  })
})

const zero = (id: string) =>
  `YAML drops the leading zero of a number without quotes; if that happened here, write "${id}" in quotes.`

const copyIt = 'Copy the id from the console of AWS Organizations.'

describe('ids of units', () => {
  it('are read beside those of accounts', () => {
    const text = 'ou-ab12-cdefgh34 111122223333 r-ab12 o-a1b2c3d4e5'
    expect(ids(text)).toEqual([text.split(' '), []])
  })

  it.each([
    [
      'OU-ab12-cdefgh34',
      `is not the id of an organizational unit (ou-, 4 to 32 lower-case letters or digits, a dash, 8 to 32 more). ${copyIt}`,
    ],
    ['r-ab1', `is not the id of a root (r- and 4 to 32 lower-case letters or digits). ${copyIt}`],
    ['o-1', `is not the id of an organization (o- and 10 to 32 lower-case letters or digits). ${copyIt}`],
    [
      'our-ab12',
      'is not an account id, an AWS account id has exactly 12 digits. Copy the id from the account menu of the AWS console and write it in quotes.',
    ],
  ])('%s', (text, problem) => {
    expect(ids(text)).toEqual([[], [`account-id: "${text}" ${problem}`]])
  })

  it('are none of accounts, where only accounts may stand', () => {
    expect(
      noting((problems) => keepAccountIds('account-id', ['ou-ab12-cdefgh34', '111122223333'], problems)),
    ).toEqual([
      ['111122223333'],
      [
        'account-id: "ou-ab12-cdefgh34" is not an account id, an AWS account id has exactly 12 digits. This is the id of an organization, a root or an organizational unit: give the id of an account.',
      ],
    ])
  })
})

describe('account ids', () => {
  it.each<[text: string, read: readonly string[] | 'all']>([
    ['111122223333', ['111122223333']],
    ['000000000002,000000000001 000000000002', ['000000000002', '000000000001']],
    ['all', 'all'],
    [' all\n', 'all'],
  ])('%j are read', (text, read) => {
    expect(ids(text)).toEqual([read, []])
  })

  const rule = 'an AWS account id has exactly 12 digits'
  const copy = 'Copy the id from the account menu of the AWS console and write it in quotes.'
  it.each<[text: string, problem: string]>([
    [
      '',
      'account-id: is empty, at least one account id is needed. Give the 12-digit ids of the accounts, in quotes.',
    ],
    ['11122223333', `account-id: "11122223333" has 11 digits, ${rule}. ${zero('011122223333')}`],
    ['122223333', `account-id: "122223333" has 9 digits, ${rule}. ${zero('000122223333')}`],
    ['12222333', `account-id: "12222333" has 8 digits, ${rule}. ${copy}`],
    ['1111222233334', `account-id: "1111222233334" has 13 digits, ${rule}. ${copy}`],
    [
      '1111-2222-3333',
      `account-id: "1111-2222-3333" is not an account id, ${rule}. Write it without dashes: "111122223333".`,
    ],
    ['1111-2222-333', `account-id: "1111-2222-333" is not an account id, ${rule}. ${copy}`],
    [
      '１１１１２２２２３３３３',
      `account-id: "１１１１２２２２３３３３" has digits other than 0 to 9, ${rule}. Type the digits 0 to 9; copied text may hold look-alikes.`,
    ],
    [
      '11112222333３',
      `account-id: "11112222333３" has digits other than 0 to 9, ${rule}. Type the digits 0 to 9; copied text may hold look-alikes.`,
    ],
    [
      '１11122223333',
      `account-id: "１11122223333" has digits other than 0 to 9, ${rule}. Type the digits 0 to 9; copied text may hold look-alikes.`,
    ],
    ['ALL', `account-id: "ALL" is not an account id, ${rule}. Write all in lower case.`],
    ['1.11122E+11', `account-id: "1.11122E+11" is not an account id, ${rule}. ${copy}`],
    [
      'all 111122223333',
      `account-id: "all" can't be combined with other entries. Write all alone, or list the accounts without it.`,
    ],
    [
      'all all',
      `account-id: "all" can't be combined with other entries. Write all alone, or list the accounts without it.`,
    ],
  ])('%j are refused', (text, problem) => {
    expect(ids(text)[1]).toEqual([problem])
  })

  it('have a comma too many beside all', () => {
    expect(ids('all,')).toEqual(['all', [`account-id: entry 2 is empty. ${missing}`]])
  })

  it('are all looked at', () => {
    expect(ids('1 000000000001 x')).toEqual([['000000000001'], [expect.anything(), expect.anything()]])
  })

  it('may be ten thousand', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => String(index).padStart(12, '0'))
    expect(ids(many.join('\n'))).toEqual([many, []])
  })
})
