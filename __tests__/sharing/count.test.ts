import { expect, it } from '@jest/globals'
import { count } from '../../src/sharing/count.ts'

it.each<[number: number, text: string]>([
  [0, '0 shares'],
  [1, '1 share'],
  [2, '2 shares'],
])('counts %d', (number, text) => {
  expect(count(number, 'share')).toBe(text)
})
