import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { planId } from '../../src/sharing/plan-id.ts'
import { makePlan, type Change, type Plan } from '../../src/sharing/plan.ts'
import {
  account,
  byKey,
  change,
  imageNumber,
  planOf,
  region,
  regionOf,
  standing,
  wanting,
} from './examples.ts'

/** A plan of these changes, in this order. */
function planning(changes: readonly Change[]): Plan {
  const images = changes.map((one) => ({
    wanted: wanting([], [], one.image),
    current: standing([], one.image),
    changes: [one],
    unchanged: [],
  }))
  return { isComplete: true, images }
}

const anyChange = fc.record({
  image: fc.record({ number: fc.nat(2), region: fc.constantFrom(region, regionOf('us-east-1')) }),
  account: fc.nat(5),
  kind: fc.constantFrom('share' as const, 'unshare' as const),
})
const changesOnce = fc
  .uniqueArray(anyChange, {
    selector: ({ image, account: number }) => `${image.region} ${image.number} ${number}`,
    maxLength: 8,
  })
  .map((all) =>
    all.map(({ image, account: number, kind }): Change => ({
      image: imageNumber(image.number, image.region),
      account: account(number),
      kind,
    })),
  )

/** What a set of changes is, whatever their order. */
function keyOf(changes: readonly Change[]): string {
  const keys = changes.map(({ image, account: id, kind }) => `${image.region}/${image.id}/${id}/${kind}`)
  return keys.toSorted().join()
}

describe('the id of a plan', () => {
  it('is known, so that it stays the same from version to version', () => {
    const line = 'eu-west-1 wsi-0123456789abc 000000000001 share'
    const digest = createHash('sha256').update(line).digest('hex')
    expect(planId(planning([change('share', 1)]))).toBe(`plan-${digest.slice(0, 32)}`)
    expect(planId(planning([]))).toBe('plan-e3b0c44298fc1c149afbf4c8996fb924')
  })

  it('has two lines for two changes', () => {
    const lines = [
      'eu-west-1 wsi-0123456789abc 000000000001 share',
      'eu-west-1 wsi-0123456789abc 000000000002 unshare',
    ]
    const digest = createHash('sha256').update(lines.join('\n')).digest('hex')
    expect(planId(planning([change('unshare', 2), change('share', 1)]))).toBe(`plan-${digest.slice(0, 32)}`)
  })

  it('tells a share for a time from one for ever, and a temporary one from both', () => {
    const until = { until: '2027-03-31', daysLeft: 1, hasEnded: false }
    const boxed = { ...wanting([1]), timeBoxes: new Map([[account(1), until]]) }
    const plans = [wanting([1]), boxed].flatMap((wanted) =>
      [false, true].map((temporary) => makePlan([wanted], byKey([standing([])]), { temporary })),
    )
    const digests = [
      'eu-west-1 wsi-0123456789abc 000000000001 share',
      "eu-west-1 wsi-0123456789abc 000000000001 share until the job's end",
      'eu-west-1 wsi-0123456789abc 000000000001 share until 2027-03-31',
      "eu-west-1 wsi-0123456789abc 000000000001 share until 2027-03-31 until the job's end",
    ].map((line) => createHash('sha256').update(line).digest('hex'))
    expect(plans.map(planId)).toEqual(digests.map((digest) => `plan-${digest.slice(0, 32)}`))
  })

  it('says of an unshare only that it is one', () => {
    const ended = { until: '2020-01-01', daysLeft: -9, hasEnded: true }
    const boxed = { ...wanting([], [1]), timeBoxes: new Map([[account(1), ended]]) }
    expect(planId(planOf([boxed], [standing([1])]))).toBe(planId(planning([change('unshare', 1)])))
  })

  it('does not depend on the order in which things were asked for', () => {
    fc.assert(
      fc.property(
        changesOnce.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(planId(planning(shuffled))).toBe(planId(planning(all)))
        },
      ),
    )
  })

  it('does not depend on what is already as wanted', () => {
    const alone = planOf([wanting([1])], [standing([])])
    const beside = planOf([wanting([1, 2])], [standing([2])])
    expect(planId(beside)).toBe(planId(alone))
  })

  it('sees every change: other changes, another id', () => {
    fc.assert(
      fc.property(changesOnce, changesOnce, (one, other) => {
        expect(planId(planning(one)) === planId(planning(other))).toBe(keyOf(one) === keyOf(other))
      }),
    )
  })

  it.each<[what: string, other: Change]>([
    ['the account', change('share', 2)],
    ['the kind', change('unshare', 1)],
    ['the image', change('share', 1, imageNumber(1))],
    ['the Region', change('share', 1, { ...change('share', 1).image, region: regionOf('us-east-1') })],
  ])('changes with %s', (_what, other) => {
    expect(planId(planning([other]))).not.toBe(planId(planning([change('share', 1)])))
  })
})
