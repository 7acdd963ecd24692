import { expect, it } from '@jest/globals'
import { count, countChanges } from '../../src/sharing/count.ts'

it.each<[number: number, text: string]>([
  [0, '0 shares'],
  [1, '1 share'],
  [2, '2 shares'],
])('counts %d', (number, text) => {
  expect(count(number, 'share')).toBe(text)
})

it.each<[shares: number, unshares: number, parts: readonly string[]]>([
  [0, 0, []],
  [300, 1, ['300 shares', '1 unshare']],
  [1, 0, ['1 share']],
  [0, 2, ['2 unshares']],
])('counts %d shares and %d unshares', (shares, unshares, parts) => {
  expect(countChanges(shares, unshares)).toEqual(parts)
})
