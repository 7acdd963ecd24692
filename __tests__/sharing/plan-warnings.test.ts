import { describe, expect, it } from '@jest/globals'
import { planWarnings } from '../../src/sharing/plan-warnings.ts'
import { account, accounts, image, planOf, standing, wanting } from '../support/examples.ts'

const names = new Map([[account(1), 'workplace']])

const remarks = (share: number[], isBringYourOwnLicence: boolean) =>
  planWarnings(
    planOf([wanting(share, 'everyone-else')], [standing([9], image, { isBringYourOwnLicence })]),
    names,
  )

describe('a BYOL image', () => {
  it('is remarked on when it is shared', () => {
    expect(remarks([1], true)).toEqual([
      'wsi-0123456789abc is a BYOL image: AWS lets it be shared only with BYOL-enabled accounts under the same payer account.',
    ])
  })

  it('is not remarked on otherwise', () => {
    expect([...remarks([], true), ...remarks([1], false)]).toEqual([])
  })
})

describe('a share that ends', () => {
  it.each<[daysLeft: number, when: string | undefined]>([
    [8, undefined],
    [7, 'in 7 days'],
    [2, 'in 2 days'],
    [1, 'in 1 day'],
    [0, 'today'],
    [-1, undefined],
  ])('in %d days is remarked on: %s', (daysLeft, when) => {
    const timeBoxes = new Map([[account(1), { until: '2027-03-31', daysLeft, hasEnded: daysLeft < 0 }]])
    const plan = planOf([{ ...wanting([1]), timeBoxes }], [standing([])])
    const expected = `The share of wsi-0123456789abc (golden) with 000000000001 (workplace) ends ${String(when)}, at the end of 2027-03-31 (UTC).`
    expect(planWarnings(plan, names)).toEqual(when === undefined ? [] : [expected])
  })
})

it('shares of a group or a unit that end are remarked on together', () => {
  const box = { until: '2027-03-31', daysLeft: 3, hasEnded: false }
  const timeBoxes = new Map(accounts(1, 2, 3).map((id) => [id, box]))
  const via = new Map(accounts(2, 3).map((id) => [id, 'vendors']))
  const origins = { via, leftOut: new Map(), closed: [] }
  const plan = planOf([{ ...wanting([1, 2, 3]), timeBoxes, origins }], [standing([])])
  const ends = 'ends in 3 days, at the end of 2027-03-31 (UTC).'
  expect(planWarnings(plan, names)).toEqual([
    `The share of wsi-0123456789abc (golden) with 000000000001 (workplace) ${ends}`,
    `The share of wsi-0123456789abc (golden) with 2 accounts by vendors ${ends}`,
  ])
})
