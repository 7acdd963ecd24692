import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { imageKey, type AccountId } from '../../src/sharing/identifiers.ts'
import { planId } from '../../src/sharing/plan-id.ts'
import { changesOf, makePlan, type Plan } from '../../src/sharing/plan.ts'
import type { WantedImage } from '../../src/sharing/request.ts'
import type { CurrentImage } from '../../src/sharing/state.ts'
import {
  accounts,
  byKey,
  change,
  image,
  imageNumber,
  planOf,
  region,
  regionOf,
  standing,
  wanting,
} from '../support/examples.ts'

const said = (plan: Plan): string[] => changesOf(plan).map((one) => `${one.kind} ${Number(one.account)}`)

describe('the plan of one image', () => {
  it.each<
    [
      what: string,
      given: { have: number[]; share?: number[]; unshare?: number[] | 'everyone-else' },
      changes: string[],
      unchanged: number[],
    ]
  >([
    ['nothing is wanted', { have: [1, 2] }, [], []],
    ['a share with a new account', { have: [], share: [1] }, ['share 1'], []],
    ['a share that is there already', { have: [1], share: [1] }, [], [1]],
    ['shares come sorted', { have: [2], share: [3, 2, 1] }, ['share 1', 'share 3'], [2]],
    ['a share leaves others alone', { have: [8, 9], share: [1] }, ['share 1'], []],
    ['an unshare', { have: [1, 2], unshare: [1] }, ['unshare 1'], []],
    ['an unshare of who never had it', { have: [2], unshare: [1] }, [], [1]],
    [
      'unshares come sorted',
      { have: [3, 1, 2], unshare: [3, 2, 1, 4] },
      ['unshare 1', 'unshare 2', 'unshare 3'],
      [4],
    ],
    ['everyone', { have: [2, 1], unshare: 'everyone-else' }, ['unshare 1', 'unshare 2'], []],
    ['everyone of nobody', { have: [], unshare: 'everyone-else' }, [], []],
    [
      'everyone else: shares before unshares',
      { have: [1, 2], share: [2, 3], unshare: 'everyone-else' },
      ['share 3', 'unshare 1'],
      [2],
    ],
    ['both at once', { have: [1, 4], share: [1, 2], unshare: [4, 3] }, ['share 2', 'unshare 4'], [1, 3]],
  ])('%s', (_what, { have, share = [], unshare = [] }, changes, unchanged) => {
    const plan = planOf([wanting(share, unshare)], [standing(have)])
    expect(said(plan)).toEqual(changes)
    expect(plan.images).toMatchObject([{ unchanged: accounts(...unchanged) }])
    expect(plan.unknown).toEqual([])
  })

  it('keeps what was wanted and what was seen', () => {
    const wanted = wanting([1])
    const current = standing([])
    const images = [{ wanted, current, changes: [change('share', 1)], unchanged: [] }]
    expect(planOf([wanted], [current])).toEqual({ id: planId(images, false), images, unknown: [] })
  })
})

describe('the plan of several images', () => {
  const [one, two] = [imageNumber(1), imageNumber(2)]
  const elsewhere = imageNumber(0, regionOf('us-east-1'))

  it('is sorted by Region, then by image', () => {
    const all = [elsewhere, two, one]
    const plan = planOf(
      all.map((of) => wanting([1], [], of)),
      all.map((of) => standing([], of)),
    )
    expect(changesOf(plan).map((each) => imageKey(each.image))).toEqual([one, two, elsewhere].map(imageKey))
  })

  it('decides nothing about an image that was not read or not found by its name, and has no id then', () => {
    const { image: _, ...recipients } = wanting([1])
    const named = { ...recipients, region, name: 'nowhere' }
    const unread = wanting([1], 'everyone-else', one)
    const plan = makePlan([named, unread, wanting([1], [], two)], byKey([standing([], two)]))
    expect(plan).toMatchObject({ id: undefined, unknown: [named, unread] })
    expect(changesOf(plan)).toEqual([change('share', 1, two)])
  })

  it('is whole when nothing is wanted', () => {
    expect(makePlan([], new Map())).toEqual({ id: planId([], false), images: [], unknown: [] })
  })

  it('does not take an image of the same id in another Region for it', () => {
    const twin = { ...image, region: elsewhere.region }
    const wanted = wanting([1], [], twin)
    expect(planOf([wanted], [standing([1])])).toEqual({ id: undefined, images: [], unknown: [wanted] })
  })
})

// Few accounts and few images, so that what is wanted and what is there often meet.
const someNumbers = fc.uniqueArray(fc.nat(7), { maxLength: 8 })
const situation = fc
  .uniqueArray(
    fc.record({
      number: fc.nat(3),
      have: someNumbers,
      share: someNumbers,
      unshare: fc.oneof(someNumbers, fc.constant('everyone-else' as const)),
    }),
    { selector: ({ number }) => number, maxLength: 4 },
  )
  .map((images) => ({
    wanted: images.map(({ number, share, unshare }): WantedImage => {
      const rest = unshare === 'everyone-else' ? unshare : unshare.filter((each) => !share.includes(each))
      return wanting(share, rest, imageNumber(number))
    }),
    current: images.map(({ number, have }) => standing(have, imageNumber(number))),
  }))

const accountsIn = (unshare: WantedImage['unshare']) => (unshare === 'everyone-else' ? [] : unshare)

const shuffled = <Value>(values: readonly Value[]) =>
  fc.shuffledSubarray([...values], { minLength: values.length })
/** A situation, and the same one asked for and seen in another order. */
const mixedUp = situation.chain(({ wanted, current }) =>
  fc.record({
    wanted: fc.constant(wanted),
    current: fc.constant(current),
    otherWanted: fc
      .tuple(
        ...wanted.map((one) =>
          fc
            .tuple(shuffled(one.share), shuffled(accountsIn(one.unshare)))
            .map(([share, unshare]): WantedImage => ({
              ...one,
              share,
              unshare: one.unshare === 'everyone-else' ? one.unshare : unshare,
            })),
        ),
      )
      .chain(shuffled),
    otherCurrent: fc
      .tuple(...current.map((one) => shuffled(one.recipients).map((recipients) => ({ ...one, recipients }))))
      .chain(shuffled),
  }),
)

/** The world after a plan was carried out. */
function after(plan: Plan, current: readonly CurrentImage[]): readonly CurrentImage[] {
  return current.map((one) => {
    const recipients = new Set<AccountId>(one.recipients)
    for (const each of changesOf(plan)) {
      if (imageKey(each.image) !== imageKey(one.description.image)) continue
      if (each.kind === 'share') recipients.add(each.account)
      else recipients.delete(each.account)
    }
    return { ...one, recipients: [...recipients].toSorted() }
  })
}

describe('any plan', () => {
  it('leads from what is to what is wanted, and touches nobody else', () => {
    fc.assert(
      fc.property(situation, ({ wanted, current }) => {
        const reached = byKey(after(planOf(wanted, current), current))
        const before = byKey(current)
        for (const { image: of, share, unshare } of wanted) {
          const have = new Set(reached.get(imageKey(of))?.recipients)
          const had = new Set(before.get(imageKey(of))?.recipients)
          const kept = unshare === 'everyone-else' ? [] : [...had].filter((each) => !unshare.includes(each))
          const expected = new Set([...kept, ...share])
          expect(have).toEqual(expected)
        }
      }),
    )
  })

  it('has nothing left to do once it was carried out', () => {
    fc.assert(
      fc.property(situation, ({ wanted, current }) => {
        const reached = after(planOf(wanted, current), current)
        expect(changesOf(planOf(wanted, reached))).toEqual([])
      }),
    )
  })

  it('is the same in whatever order images and accounts are asked for and seen', () => {
    fc.assert(
      fc.property(mixedUp, ({ wanted, current, otherWanted, otherCurrent }) => {
        const [plan, other] = [planOf(wanted, current), planOf(otherWanted, otherCurrent)]
        expect(changesOf(other)).toEqual(changesOf(plan))
        expect(other.images.map(({ unchanged }) => unchanged)).toEqual(
          plan.images.map(({ unchanged }) => unchanged),
        )
        expect(other.id).toBe(plan.id)
      }),
    )
  })

  it('names only images and accounts that were named, unless everyone else was', () => {
    fc.assert(
      fc.property(situation, ({ wanted, current }) => {
        for (const { image: of, account, kind } of changesOf(planOf(wanted, current))) {
          const named = wanted.find((one) => imageKey(one.image) === imageKey(of))
          const list = kind === 'share' ? named?.share : named?.unshare
          expect(list === 'everyone-else' || list?.includes(account)).toBe(true)
        }
      }),
    )
  })

  it('counts every named account once, as a change or as unchanged', () => {
    fc.assert(
      fc.property(situation, ({ wanted, current }) => {
        for (const { changes, unchanged, wanted: one } of planOf(wanted, current).images) {
          const header = [...changes.map(({ account }) => account), ...unchanged]
          expect(new Set(header).size).toBe(header.length)
          const named = [...one.share, ...(one.unshare === 'everyone-else' ? [] : one.unshare)]
          expect(header).toEqual(expect.arrayContaining(named))
        }
      }),
    )
  })
})
