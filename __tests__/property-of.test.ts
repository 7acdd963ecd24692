import { expect, it } from '@jest/globals'
import { propertyOf } from '../src/property-of.ts'

it.each<[value: unknown, property: unknown]>([
  [{ name: 7 }, 7],
  [{}, undefined],
  [Object.assign(new Error('x'), { name: 'E' }), 'E'],
  [null, undefined],
  [undefined, undefined],
  ['text', undefined],
])('a property of %j is %j', (value, property) => {
  expect(propertyOf(value, 'name')).toBe(property)
})
