import { describe, expect, it } from '@jest/globals'
import { reasonsFor, withoutOwners, type Origins } from '../../src/sharing/origins.ts'
import { account, accounts, byKey, owner, standing, wanting } from '../support/examples.ts'
import { PRODUCTION } from '../support/organizations.ts'

const ended = { until: '2027-01-01', hasEnded: true, daysLeft: -9 }
const origins: Origins = {
  via: new Map([
    [account(1), 'production'],
    [account(2), PRODUCTION],
  ]),
  leftOut: new Map([[account(5), `SUSPENDED in ${PRODUCTION}`]]),
  closed: ['production', PRODUCTION],
}
const timeBoxes = new Map([
  [account(2), ended],
  [account(3), ended],
])

describe('the reason of a change', () => {
  it.each<[number: number, kind: 'share' | 'unshare', reason: string]>([
    [1, 'share', ', by production'],
    [1, 'unshare', ', by production'],
    [2, 'unshare', `, by ${PRODUCTION}, ended 2027-01-01`],
    [3, 'unshare', ', ended 2027-01-01'],
    [4, 'share', ''],
    [5, 'unshare', `, SUSPENDED in ${PRODUCTION}`],
    [6, 'unshare', ', not in production or 1 more'],
  ])('of account %i to %s is "%s"', (number, kind, reason) => {
    expect(reasonsFor({ account: account(number), kind }, { origins, timeBoxes })).toBe(reason)
  })

  it.each<[what: string, but: Partial<Origins> | undefined, reason: string]>([
    ['the one group', { closed: ['production'] }, ', not in production'],
    ['none where others keep access', { closed: [] }, ''],
    ['none without groups and units', undefined, ''],
  ])('of who is in no list is %s', (_what, but, reason) => {
    const given = but && { ...origins, ...but }
    const change = { account: account(6), kind: 'unshare' } as const
    expect(reasonsFor(change, { origins: given, timeBoxes })).toBe(reason)
    expect(reasonsFor(change, { origins: given, timeBoxes: undefined })).toBe(reason)
  })
})

/** An image that is shared with its owner by a way. */
const of = (via: string | undefined) => ({
  ...wanting([1]),
  share: [...accounts(1), owner],
  origins: { ...origins, via: new Map(via === undefined ? [] : [[owner, via]]) },
})

describe('the owner of an image', () => {
  const current = byKey([standing([])])

  it('is left out of its unit, with the end that the unit has', () => {
    const [, one] = accounts(0, 1)
    const boxes = new Map([owner, ...accounts(1)].map((id) => [id, ended]))
    const image = { ...of(PRODUCTION), timeBoxes: boxes }
    const [left, unboxed] = withoutOwners([image, of(PRODUCTION)], current)
    expect(left).toMatchObject({ share: [one], timeBoxes: new Map([[one, ended]]) })
    expect(unboxed).toMatchObject({ share: [one], timeBoxes: new Map() })
  })

  it.each([undefined, 'production'])('is kept where it was named, and refused later: by %s', (via) => {
    expect(withoutOwners([of(via)], current)).toEqual([of(via)])
  })

  it('is not looked for in an image without groups and units', () => {
    const image = wanting([1])
    expect(withoutOwners([image], current)).toEqual([image])
  })

  it('is not looked for in an image of unknown state', () => {
    expect(withoutOwners([of(PRODUCTION)], new Map())).toEqual([of(PRODUCTION)])
  })
})
