import { expect, it } from '@jest/globals'
import { groupBy } from '../../src/sharing/grouping.ts'

it('keeps groups and values in the order they came in', () => {
  const groups = groupBy(['pear', 'apple', 'plum', 'apricot'], (word) => word.charAt(0))
  expect([...groups]).toEqual([
    ['p', ['pear', 'plum']],
    ['a', ['apple', 'apricot']],
  ])
})

it('makes no groups of nothing', () => {
  expect(groupBy([], String).size).toBe(0)
})
