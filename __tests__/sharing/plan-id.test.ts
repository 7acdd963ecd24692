import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { isPlanId, planId } from '../../src/sharing/plan-id.ts'
import { makePlan, type Change } from '../../src/sharing/plan.ts'
import type { WantedImage } from '../../src/sharing/request.ts'
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
} from '../support/examples.ts'

/** The id of a plan of these changes, in this order. */
function idOf(changes: readonly Change[]): string {
  const images = changes.map((one) => ({
    wanted: wanting([], [], one.image),
    current: standing([], one.image),
    changes: [one],
    unchanged: [],
  }))
  return planId(images, false)
}

const digestOf = (...lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex')

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

/** The same with an end for the first account. */
function boxing(wanted: WantedImage, until: string, hasEnded = false): WantedImage {
  return { ...wanted, timeBoxes: new Map([[account(1), { until, daysLeft: hasEnded ? -9 : 9, hasEnded }]]) }
}

/** What a set of changes is, whatever their order. */
function keyOf(changes: readonly Change[]): string {
  const keys = changes.map(({ image, account: id, kind }) => `${image.region}/${image.id}/${id}/${kind}`)
  return keys.toSorted().join()
}

describe('the id of a plan', () => {
  it('is known, so that it stays the same from version to version', () => {
    const digest = digestOf('eu-west-1 wsi-0123456789abc 000000000001 share')
    expect(idOf([change('share', 1)])).toBe(`plan-${digest}`)
    expect(idOf([])).toBe('plan-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  it('has two lines for two changes', () => {
    const digest = digestOf(
      'eu-west-1 wsi-0123456789abc 000000000001 share',
      'eu-west-1 wsi-0123456789abc 000000000002 unshare',
    )
    expect(idOf([change('unshare', 2), change('share', 1)])).toBe(`plan-${digest}`)
  })

  it('tells a share for a time from one for ever, and a temporary one from both', () => {
    const ids = [wanting([1]), boxing(wanting([1]), '2027-03-31')].flatMap((wanted) =>
      [false, true].map((temporary) => makePlan([wanted], byKey([standing([])]), temporary).id),
    )
    expect(ids).toEqual(
      [
        'eu-west-1 wsi-0123456789abc 000000000001 share',
        "eu-west-1 wsi-0123456789abc 000000000001 share until the job's end",
        'eu-west-1 wsi-0123456789abc 000000000001 share until 2027-03-31',
        "eu-west-1 wsi-0123456789abc 000000000001 share until 2027-03-31 until the job's end",
      ].map((line) => `plan-${digestOf(line)}`),
    )
  })

  it('covers when shares end that exist', () => {
    const ids = [wanting([1]), boxing(wanting([1]), '2027-03-31'), boxing(wanting([1]), '2027-04-01')].map(
      (wanted) => planOf([wanted], [standing([1])]).id,
    )
    expect(ids).toEqual(
      [
        [],
        ['eu-west-1 wsi-0123456789abc 000000000001 shared until 2027-03-31'],
        ['eu-west-1 wsi-0123456789abc 000000000001 shared until 2027-04-01'],
      ].map((lines) => `plan-${digestOf(...lines)}`),
    )
  })

  it.each<[what: string, have: readonly number[], alone: readonly Change[]]>([
    ['an unshare', [1], [change('unshare', 1)]],
    ['an account that has lost access', [], []],
  ])('says nothing of when a share ended: %s', (_what, have, alone) => {
    const ended = boxing(wanting([], [1]), '2020-01-01', true)
    expect(planOf([ended], [standing(have)]).id).toBe(idOf(alone))
  })

  it('does not depend on the order in which things were asked for', () => {
    fc.assert(
      fc.property(
        changesOnce.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(idOf(shuffled)).toBe(idOf(all))
        },
      ),
    )
  })

  it('does not depend on what is already as wanted', () => {
    const alone = planOf([wanting([1])], [standing([])])
    const beside = planOf([wanting([1, 2])], [standing([2])])
    expect(beside.id).toBe(alone.id)
  })

  it('sees every change: other changes, another id', () => {
    fc.assert(
      fc.property(changesOnce, changesOnce, (one, other) => {
        expect(idOf(one) === idOf(other)).toBe(keyOf(one) === keyOf(other))
      }),
    )
  })

  it.each<[what: string, other: Change]>([
    ['the account', change('share', 2)],
    ['the kind', change('unshare', 1)],
    ['the image', change('share', 1, imageNumber(1))],
    ['the Region', change('share', 1, { ...change('share', 1).image, region: regionOf('us-east-1') })],
  ])('changes with %s', (_what, other) => {
    expect(idOf([other])).not.toBe(idOf([change('share', 1)]))
  })
})

describe('what is formed like an id', () => {
  it.each<[text: string, isFormed: boolean]>([
    [idOf([]), true],
    [idOf([]).slice(0, -1), false],
    [`${idOf([])}0`, false],
    [` ${idOf([])}`, false],
    [idOf([]).toUpperCase(), false],
  ])('%j: %s', (text, isFormed) => {
    expect(isPlanId(text)).toBe(isFormed)
  })
})
