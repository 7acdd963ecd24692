import { describe, expect, it } from '@jest/globals'
import { labelOf, withName } from '../../src/sharing/account-names.ts'
import { account, problem } from '../support/examples.ts'

const names = new Map([[account(1), 'work $& place']])

it('labels an account with its name where it has one', () => {
  expect(labelOf(account(1), names)).toBe('000000000001 (work $& place)')
  expect(labelOf(account(2), names)).toBe('000000000002')
})

describe('a problem of an account', () => {
  it.each([
    [
      'gets its name',
      problem({ account: account(1), message: 'Not 000000000001.' }),
      'Not 000000000001 (work $& place).',
    ],
    [
      'keeps it where it is there',
      problem({ account: account(1), message: 'Not 000000000001 (work $& place).' }),
      'Not 000000000001 (work $& place).',
    ],
    ['has none', problem({ account: account(2), message: 'Not 000000000002.' }), 'Not 000000000002.'],
    ['is about none', problem({ message: 'Not 000000000001.' }), 'Not 000000000001.'],
  ])('%s', (_what, one, message) => {
    expect(withName(one, names)).toEqual({ ...one, message })
  })

  // What is one problem for several changes is told once, so it has to stay one.
  it.each([
    ['is about none', problem({ message: 'Not allowed.' })],
    ['is about one without a name', problem({ account: account(2), message: 'Not allowed.' })],
    ['has the name already', problem({ account: account(1), message: '000000000001 (work $& place)' })],
  ])('stays the very same where it %s', (_what, one) => {
    expect(withName(one, names)).toBe(one)
  })
})
