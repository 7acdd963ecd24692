import { expect, it } from '@jest/globals'
import { titles } from '../../src/report/titles.ts'
import { failureReasons } from '../../src/sharing/problem.ts'

it('has a title of its own for every reason, and no other', () => {
  expect(Object.keys(titles).toSorted()).toEqual([...failureReasons].toSorted())
  expect(new Set(Object.values(titles)).size).toBe(failureReasons.length)
  for (const title of Object.values(titles)) expect(title).toMatch(/^[A-Z][^.:]{9,50}$/)
})
