import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { policyJsonSchema } from '../../../src/input/policy/schema.ts'

it('is the published one', () => {
  const published: unknown = JSON.parse(readFileSync('schema/policy.schema.json', 'utf8'))
  expect(published).toEqual(policyJsonSchema())
})
