import { describe, expect, it } from '@jest/globals'
import { readGuards } from '../../src/input/read-guards.ts'
import type { InputName } from '../../src/input/input-texts.ts'
import { accounts } from '../support/examples.ts'
import { noting, textsOf } from '../support/input-texts.ts'

const off = { trustedAccounts: 'any', maxUnshares: 'any', approvedPlan: 'any' } as const
const read = (given: Partial<Record<InputName, string>>) =>
  noting((problems) => readGuards(textsOf(given), problems))
const id = `plan-${'0123456789abcdef'.repeat(4)}`
// As they were up to version 1.0.
const shorter = `plan-${'0123456789abcdef'.repeat(2)}`

describe('guards', () => {
  it.each<[given: Partial<Record<InputName, string>>, guards: object]>([
    [{}, {}],
    [{ 'trusted-account-ids': ' any\n' }, {}],
    [
      { 'trusted-account-ids': '000000000001,000000000002 000000000001' },
      { trustedAccounts: new Set(accounts(1, 2)) },
    ],
    [
      { 'trusted-account-ids': 'o-a1b2c3d4e5 000000000001' },
      { trustedAccounts: new Set(accounts(1)), trustedUnits: ['o-a1b2c3d4e5'] },
    ],
    [{ 'max-unshares': '0' }, { maxUnshares: 0 }],
    [{ 'max-unshares': '1000000' }, { maxUnshares: 1_000_000 }],
    [{ 'approved-plan': id }, { approvedPlan: id }],
    [{ 'approved-plan': 'pull-request' }, { approvedPlan: 'pull-request' }],
  ])('%j are read', (given, guards) => {
    expect(read(given)).toEqual([{ ...off, ...guards }, []])
  })

  const never =
    'is empty, and a guard never switches itself off. A variable or a job output that is missing arrives as an empty text: give the value, or write any to switch the guard off on purpose.'
  const unshares =
    'is not a whole number of unshares from 0 to 1000000. Write a whole number from 0 to 1000000, in digits.'
  const plan = 'is not a plan-id. Hand over the output plan-id of the run that was reviewed.'
  it.each<[given: Partial<Record<InputName, string>>, guards: object, problem: string]>([
    [{ 'trusted-account-ids': '' }, { trustedAccounts: new Set() }, `trusted-account-ids: ${never}`],
    [{ 'trusted-account-ids': ' , ' }, { trustedAccounts: new Set() }, `trusted-account-ids: ${never}`],
    [
      { 'trusted-account-ids': 'any 000000000001' },
      { trustedAccounts: new Set() },
      `trusted-account-ids: "any" can't be combined with other entries. Write any alone, or list the accounts without it.`,
    ],
    [
      { 'trusted-account-ids': '000000000001 x' },
      { trustedAccounts: new Set(accounts(1)) },
      'trusted-account-ids: "x" is not an account id, an AWS account id has exactly 12 digits. Copy the id from the account menu of the AWS console and write it in quotes.',
    ],
    [
      { 'trusted-account-ids': '000000000001, ' },
      { trustedAccounts: new Set(accounts(1)) },
      'trusted-account-ids: entry 2 is empty. A variable or a job output that is missing arrives as an empty text: give it a value, or remove the comma.',
    ],
    [
      { 'trusted-account-ids': 'any,' },
      {},
      'trusted-account-ids: entry 2 is empty. A variable or a job output that is missing arrives as an empty text: give it a value, or remove the comma.',
    ],
    [{ 'max-unshares': '' }, { maxUnshares: 0 }, `max-unshares: ${never}`],
    [{ 'max-unshares': '-1' }, { maxUnshares: 0 }, `max-unshares: "-1" ${unshares}`],
    [{ 'max-unshares': '1000001' }, { maxUnshares: 0 }, `max-unshares: "1000001" ${unshares}`],
    [{ 'max-unshares': 'Any' }, { maxUnshares: 0 }, `max-unshares: "Any" ${unshares}`],
    [{ 'approved-plan': '' }, { approvedPlan: '' }, `approved-plan: ${never}`],
    [
      { 'approved-plan': shorter },
      { approvedPlan: shorter },
      `approved-plan: "${shorter}" has 32 digits, but plan ids have become longer: plan- and 64 digits. Plan again with this version of the action, review that plan, and hand over its plan-id.`,
    ],
    [
      { 'approved-plan': `${shorter}0` },
      { approvedPlan: `${shorter}0` },
      `approved-plan: "${shorter}0" ${plan}`,
    ],
    [
      { 'approved-plan': `x${shorter}` },
      { approvedPlan: `x${shorter}` },
      `approved-plan: "x${shorter}" ${plan}`,
    ],
    [{ 'approved-plan': 'plan-1' }, { approvedPlan: 'plan-1' }, `approved-plan: "plan-1" ${plan}`],
    [{ 'approved-plan': `${id}0` }, { approvedPlan: `${id}0` }, `approved-plan: "${id}0" ${plan}`],
    [{ 'approved-plan': `x${id}` }, { approvedPlan: `x${id}` }, `approved-plan: "x${id}" ${plan}`],
  ])('%j fail closed', (given, guards, problem) => {
    expect(read(given)).toEqual([{ ...off, ...guards }, [problem]])
  })
})
