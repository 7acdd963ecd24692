import { describe, expect, it } from '@jest/globals'
import { allPages, unreadable, type Page } from '../../src/aws/pages.ts'
import type { Call } from '../../src/aws/explanation.ts'
import { image } from '../support/examples.ts'

const call: Call = { doing: 'read', action: 'x', service: 'Amazon WorkSpaces', image }

/** Reads pages out of a list, and notes the tokens they were asked for with. */
async function read(pages: readonly Page<number>[]): Promise<[items: readonly number[], asked: object[]]> {
  const asked: object[] = []
  const items = await allPages(async (token) => {
    const page = pages[asked.length] ?? { items: undefined, nextToken: undefined }
    asked.push(token)
    return Promise.resolve(page)
  }, call)
  return [items, asked]
}
const says = (what: string) => ({
  problem: {
    reason: 'service-unavailable',
    message: `Could not read: Amazon WorkSpaces gave ${what}.`,
    remedy: 'Run it again later; if it stays so, give it to AWS Support.',
    image,
  },
})

describe('the pages of a list', () => {
  it.each<[what: string, pages: Page<number>[], items: number[], asked: object[]]>([
    ['one without anything', [{ items: undefined, nextToken: undefined }], [], [{}]],
    ['one', [{ items: [1, 2], nextToken: undefined }], [1, 2], [{}]],
    ['one with an empty token', [{ items: [1], nextToken: '' }], [1], [{}]],
    [
      'several, empty ones among them',
      [
        { items: [1], nextToken: 'a' },
        { items: [], nextToken: 'b' },
        { items: [2], nextToken: undefined },
      ],
      [1, 2],
      [{}, { NextToken: 'a' }, { NextToken: 'b' }],
    ],
  ])('%s', async (_what, pages, items, asked) => {
    expect(await read(pages)).toEqual([items, asked])
  })

  it.each<[which: string, pages: Page<number>[]]>([
    ['first', [{ items: undefined, nextToken: 'a' }]],
    [
      'last',
      [
        { items: [1], nextToken: 'a' },
        { items: undefined, nextToken: undefined },
      ],
    ],
  ])('are not whole where the %s of several has no list', async (_which, pages) => {
    await expect(read(pages)).rejects.toMatchObject(says('a page without a list'))
  })

  it('are given up when a token repeats', async () => {
    const pages = ['a', 'b', 'a'].map((nextToken) => ({ items: [1], nextToken }))
    await expect(read(pages)).rejects.toMatchObject(says('the same page again and again'))
  })

  it('are given up when there is no end of them', async () => {
    let asked = 0
    const endless = allPages(async () => {
      asked += 1
      return Promise.resolve({ items: [], nextToken: String(asked) })
    }, call)
    await expect(endless).rejects.toMatchObject(says('pages without end'))
    expect(asked).toBe(4002)
  })

  it('are given up when one is no list', async () => {
    const wrong: Page<number> = { items: undefined, nextToken: undefined }
    Object.assign(wrong, { items: 7 })
    const wholeList = allPages(async () => Promise.resolve(wrong), call)
    await expect(wholeList).rejects.toMatchObject(says('an answer that is no list'))
  })
})

it('tells of an answer that can not be relied on, also where it is about no image', () => {
  const { image: _image, ...about } = call
  expect(unreadable({ ...about, region: image.region }, 'nonsense').problem).toEqual({
    reason: 'service-unavailable',
    message: 'Could not read: Amazon WorkSpaces gave nonsense.',
    remedy: 'Run it again later; if it stays so, give it to AWS Support.',
    region: image.region,
  })
})
