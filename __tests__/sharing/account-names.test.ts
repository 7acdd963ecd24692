import { expect, it } from '@jest/globals'
import { labelOf } from '../../src/sharing/account-names.ts'
import { account } from '../support/examples.ts'

const names = new Map([[account(1), 'work $& place']])

it('labels an account with its name where it has one', () => {
  expect(labelOf(account(1), names)).toBe('000000000001 (work $& place)')
  expect(labelOf(account(2), names)).toBe('000000000002')
})
