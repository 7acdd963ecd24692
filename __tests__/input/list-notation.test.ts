import { describe, expect, it, jest } from '@jest/globals'
import { readAccountIds, readImageIds } from '../../src/input/lists.ts'
import { noting } from '../support/input-texts.ts'

const accountIds = (text: string) => noting((problems) => readAccountIds(text, problems))
const imageIds = (text: string) => noting((problems) => readImageIds(text, problems))
const both = ['111122223333', '444455556666']

const comment = (text: string) =>
  `account-id: "${text}" is not a comment here: in a block of text, YAML takes # as a part of the text. Remove it, or move it to a line above account-id.`
const spaces = (text: string, ids: string) =>
  `account-id: "${text}" has spaces within an id, and a space separates entries. Write it without them: ${ids}.`

describe('a list in another notation has one problem and its own remedy', () => {
  const json =
    "account-id: is a list in JSON, with brackets. Write the entries alone, such as 111122223333, 444455556666. In an expression: ${{ join(fromJSON(...), ' ') }}."
  const semicolons = 'Separate the entries by new lines, commas or spaces.'
  it.each<[text: string, problem: string]>([
    ['["111122223333","444455556666"]', json],
    ['[\n  "111122223333",\n  "444455556666"\n]\n', json],
    ['[111122223333, 444455556666]', json],
    [' ["111122223333""444455556666"]', json],
    [
      '111122223333; 444455556666',
      `account-id: "111122223333; 444455556666" has semicolons between entries. ${semicolons}`,
    ],
    [
      ' 111122223333;444455556666\n',
      `account-id: "111122223333;444455556666" has semicolons between entries. ${semicolons}`,
    ],
    [
      '111122223333;\n444455556666;',
      `account-id: "111122223333;\\n444455556666;" has semicolons between entries. ${semicolons}`,
    ],
    ['111122223333 # production\n444455556666', comment('# production')],
    ['111122223333 # production  \n444455556666', comment('# production')],
    ['# production\n111122223333, 444455556666 #test', comment('# production')],
    ['1111 2222 3333\n444455556666', spaces('1111 2222 3333', '111122223333')],
    ['1111  2222 3333\n444455556666', spaces('1111  2222 3333', '111122223333')],
    ['1111 2222 3333 4444 5555 6666', spaces('1111 2222 3333 4444 5555 6666', '111122223333, 444455556666')],
    [
      '1111 2222 3333, 4444 5555 6666',
      'account-id: "1111 2222 3333" (and 1 more such place) has spaces within an id, and a space separates entries. Write it without them: 111122223333.',
    ],
  ])('%j', (text, problem) => {
    expect(accountIds(text)).toEqual([both, [problem]])
  })

  it('also for images', () => {
    for (const text of ['wsi- 0123456789abc', 'wsi-  0123456789abc', 'wsi-0123 456789abc']) {
      expect(imageIds(text)).toEqual([
        ['wsi-0123456789abc'],
        [
          `image-id: "${text}" has spaces within an id, and a space separates entries. Write it without them: wsi-0123456789abc.`,
        ],
      ])
    }
  })

  it('also for an image among others', () => {
    const [found, problems] = imageIds('wsi-000000001 wsi- 0123456789abc wsi-000000002')
    expect(found).toEqual(['wsi-000000001', 'wsi-0123456789abc', 'wsi-000000002'])
    expect(problems).toEqual([expect.stringContaining('"wsi- 0123456789abc" has spaces within an id')])
  })

  it('and brackets within it are mistakes of their own', () => {
    const [found, problems] = accountIds('["111122223333",["444455556666"]]')
    expect(found).toEqual(both)
    expect(problems).toEqual([
      expect.stringContaining('is a list in JSON'),
      expect.stringContaining('"[" is not an account id'),
      expect.stringContaining('"]" is not an account id'),
    ])
  })

  it('and other mistakes in it are found too', () => {
    expect(accountIds('["12345678901"; "x"] # y')[1]).toEqual([
      expect.stringContaining('is not a comment'),
      expect.stringContaining('is a list in JSON'),
      expect.stringContaining('has semicolons'),
      expect.stringContaining('has 11 digits'),
      expect.stringContaining('"x" is not an account id'),
    ])
  })

  it('and is not empty by that: an empty one says both', () => {
    expect(accountIds('[]')[1]).toEqual([
      expect.stringContaining('Write the entries alone. In an expression'),
      expect.stringContaining('is empty'),
    ])
  })
})

/** How many characters patterns are tested with, of so many groups of digits: unlike time, the same on any machine. */
function testedOf(groups: number): number {
  const test = jest.spyOn(RegExp.prototype, 'test')
  accountIds('12345 '.repeat(groups))
  const tested = test.mock.calls.reduce((sum, [text]) => sum + text.length, 0)
  test.mockRestore()
  return tested
}

describe('a list is none of these', () => {
  it.each<[text: string, problems: number]>([
    ['1111 2222 333', 3],
    ['12345678901 1', 2],
    ['1111\n2222\n3333', 3],
    ['wsi-0123456789abc 111122223333', 1],
    ['1111 2222 3333 4444', 4],
    ['wsi- 01234', 2],
    ['[111122223333] 444455556666', 1],
    ['x[111122223333]', 1],
    ['x [111122223333]', 2],
  ])('where pieces make no id, and brackets are not around it: %j', (text, problems) => {
    const found = accountIds(text)[1]
    expect(found).toHaveLength(problems)
    expect(found.join()).not.toMatch(/spaces within an id|in JSON/)
  })

  it('where pieces make no image id', () => {
    expect(imageIds('wsi- 01234')[1].join()).not.toContain('spaces within an id')
  })

  it('and twice as many groups of digits take no more than twice the work', () => {
    expect(testedOf(2000) / testedOf(1000)).toBeLessThan(2.01)
  })

  it.each([
    '['.repeat(100_000),
    ' '.repeat(100_000),
    '1 '.repeat(50_000),
    '#'.repeat(100_000),
    '; '.repeat(50_000),
  ])('and takes no longer for a hostile text', (text) => {
    expect(accountIds(`${text}x`)[1].length).toBeGreaterThan(0)
  })
})
