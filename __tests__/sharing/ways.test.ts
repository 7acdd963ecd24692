import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import type { TimeBox } from '../../src/sharing/time-box.ts'
import { asOf, destinationsOf, waysTo, type Way } from '../../src/sharing/ways.ts'
import { account, accounts } from '../support/examples.ts'
import { WORKPLACE } from '../support/organizations.ts'

const box = (until: string): TimeBox => ({
  until,
  hasEnded: until < '2027-03-15',
  daysLeft: until < '2027-03-15' ? -1 : 1,
})
const way = (number: number, via?: string, until?: string): Way => ({
  account: account(number),
  via,
  box: until === undefined ? undefined : box(until),
})

/** Where ways lead, in one order. */
function shape(ways: readonly Way[]): unknown {
  const { share, ended, timeBoxes, overruled } = destinationsOf(ways)
  const ends = [...timeBoxes].map(([id, { until }]) => `${id} ${until}`)
  const others = [...overruled].map(([id, { via, box: end }]) => `${id} ${via} ${end?.until}`)
  return {
    share: share.toSorted(),
    ended: ended.toSorted(),
    ends: ends.toSorted(),
    others: others.toSorted(),
  }
}

describe('ways to accounts', () => {
  it.each<[what: string, ways: readonly Way[], expected: object]>([
    ['lead to each account once', [way(1), way(2, 'a'), way(2, 'b')], { share: accounts(1, 2), ended: [] }],
    [
      'keep the first of two that are equal',
      [way(1, 'a'), way(1, 'b')],
      { via: new Map([[account(1), 'a']]) },
    ],
    [
      'have the end of the account’s own entry, however long a group lasts',
      [way(1, 'a'), way(1, undefined, '2027-04-01'), way(1, 'b', '2028-01-01')],
      { share: accounts(1), timeBoxes: new Map([[account(1), box('2027-04-01')]]), via: new Map() },
    ],
    [
      'have no end where the account’s own entry has none',
      [way(1), way(1, 'a', '2027-01-01')],
      { share: accounts(1), timeBoxes: new Map(), via: new Map() },
    ],
    [
      'last as long as the longest of several groups',
      [way(1, 'a', '2027-04-01'), way(1, 'b', '2027-05-01'), way(1, 'c', '2027-01-01')],
      { share: accounts(1), via: new Map([[account(1), 'b']]) },
    ],
    [
      'last for ever where one of several groups does',
      [way(1, 'a', '2027-04-01'), way(1, 'b')],
      { share: accounts(1), timeBoxes: new Map(), via: new Map([[account(1), 'b']]) },
    ],
    [
      'have ended where all have',
      [way(1, 'a', '2027-01-01'), way(1, 'b', '2027-02-01')],
      { share: [], ended: accounts(1), timeBoxes: new Map([[account(1), box('2027-02-01')]]) },
    ],
    [
      'have ended where the account’s own entry has',
      [way(1, undefined, '2027-01-01'), way(1, 'a')],
      { share: [], ended: accounts(1) },
    ],
    [
      'that an ended entry overrules are told, the strongest of each account',
      [
        way(1, 'a', '2027-04-01'),
        way(1, undefined, '2027-01-01'),
        way(1, 'b'),
        way(1, 'c', '2027-05-01'),
        way(2, undefined, '2027-01-01'),
        way(2, 'd', '2027-03-15'),
      ],
      {
        ended: accounts(1, 2),
        overruled: new Map([
          [account(1), way(1, 'b')],
          [account(2), way(2, 'd', '2027-03-15')],
        ]),
      },
    ],
    [
      'are overruled by an entry that is to end, too, but not if they have ended',
      [
        way(1, undefined, '2027-04-01'),
        way(1, 'a'),
        way(2, undefined, '2027-01-01'),
        way(2, 'a', '2027-02-01'),
        way(3, 'a', '2027-01-01'),
        way(3, 'b'),
        way(4),
        way(4, 'a'),
        way(5, 'a', '2027-04-01'),
        way(5, 'b', '2027-03-20'),
      ],
      {
        share: [account(1), account(3), account(4), account(5)],
        ended: accounts(2),
        overruled: new Map([[account(1), way(1, 'a')]]),
      },
    ],
  ])('%s', (_what, ways, expected) => {
    expect(destinationsOf(ways)).toMatchObject(expected)
  })

  it('are made of recipients that no ended entry overrules', () => {
    const origins = { via: new Map([[account(1), 'a']]), leftOut: new Map(), closed: [] }
    expect(waysTo({ share: accounts(1), unshare: [], origins })).toEqual([way(1, 'a')])
  })

  it('are the same after they were made into recipients, whatever comes to them afterwards', () => {
    const any = fc.array(
      fc
        .tuple(
          fc.integer({ min: 1, max: 4 }),
          fc.constantFrom(undefined, 'a', 'b'),
          fc.constantFrom(undefined, '2027-01-01', '2027-04-01', '2027-05-01'),
        )
        .map(([number, via, until]) => way(number, via, until)),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(any, any, (first, others) => {
        // Two entries of an account's own are refused before.
        const own = new Set<string>()
        const sound = [...first, ...others].filter(({ account: id, via }) => {
          const isKept = via !== undefined || !own.has(id)
          own.add(via === undefined ? id : '')
          return isKept
        })
        const before = sound.slice(0, first.length)
        const { share, ended, timeBoxes, via, overruled } = destinationsOf(before)
        const recipients = {
          share,
          unshare: ended,
          timeBoxes,
          origins: { via, overruled, leftOut: new Map(), closed: [] },
        }
        const after = sound.slice(first.length)
        expect(shape([...waysTo(recipients), ...after])).toEqual(shape(sound))
      }),
    )
  })
})

describe('recipients as of a later day', () => {
  const today = new Date('2027-04-01T00:00:00Z')
  const lasting = { until: '2027-04-01', hasEnded: false, daysLeft: 0 }
  const ended = { until: '2027-03-31', hasEnded: true, daysLeft: -1 }
  const wanted = {
    share: accounts(1, 2, 3),
    unshare: accounts(4),
    timeBoxes: new Map([
      [account(2), box('2027-03-31')],
      [account(3), box('2027-04-01')],
      [account(4), box('2027-01-01')],
    ]),
  }

  it('are those whose last day is not over: the others are unshared', () => {
    expect(asOf(wanted, today)).toMatchObject({
      share: accounts(1, 3),
      unshare: accounts(4, 2),
      timeBoxes: new Map([
        [account(3), lasting],
        [account(4), { until: '2027-01-01', hasEnded: true, daysLeft: -90 }],
        [account(2), ended],
      ]),
    })
  })

  it('leave everyone else unshared', () => {
    expect(asOf({ ...wanted, unshare: 'everyone-else' }, today)).toMatchObject({
      share: accounts(1, 3),
      unshare: 'everyone-else',
    })
  })

  it('know the group that shares again without the entry', () => {
    const overruled = new Map([[account(2), way(2, 'a')]])
    const origins = { via: new Map(), overruled, leftOut: new Map(), closed: [] }
    expect(asOf({ ...wanted, origins }, today)).toMatchObject({ share: accounts(1, 3), origins })
    const over = { ...origins, overruled: new Map([[account(2), way(2, 'a', '2027-03-31')]]) }
    expect(asOf({ ...wanted, origins: over }, today).origins).toEqual({ ...origins, overruled: new Map() })
    expect(asOf(wanted, today)).not.toHaveProperty('origins')
  })

  it('have units whose share ends too', () => {
    const unit = { id: WORKPLACE, kind: 'share', except: [], where: undefined } as const
    const units = [box('2027-03-31'), box('2027-04-01'), undefined].map((one) => ({ ...unit, box: one }))
    expect(asOf({ ...wanted, units }, today).units).toEqual(
      [ended, lasting, undefined].map((one) => ({ ...unit, box: one })),
    )
  })
})
