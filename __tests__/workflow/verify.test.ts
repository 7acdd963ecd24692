import { describe, expect, it } from '@jest/globals'
import { imageKey, type ImageReference } from '../../src/sharing/identifiers.ts'
import type { Attempt } from '../../src/sharing/outcome.ts'
import { verify, staleImages } from '../../src/workflow/verify.ts'
import { FakeClock } from '../support/clock.ts'
import { InMemoryImages, refusal } from '../support/images.ts'
import {
  account,
  accounts,
  attempted,
  change,
  describing,
  image,
  imageNumber,
  owner,
  planOf,
  problem,
  standing,
  wanting,
} from '../support/examples.ts'
import { fakePorts, numbers, type FakePorts } from '../support/fake-ports.ts'

const accepted: Attempt = { kind: 'accepted' }
const refused: Attempt = { kind: 'failed', problem: problem(), mayHaveTakenEffect: false }

function ready(recipients: readonly number[], onSleep: (sleeps: number) => void = () => {}): FakePorts {
  const world = fakePorts({ clock: new FakeClock(onSleep) })
  world.service.add(describing(), accounts(...recipients))
  return world
}
const listed = (...recipients: number[]) =>
  new Map([[imageKey(image), { kind: 'read', value: new Set(accounts(...recipients)) }]])

/** As long as account 2 can't copy the image. */
function isUnexpected(of: ImageReference, recipients: ReadonlySet<string>): boolean {
  return of.id === image.id && !recipients.has(account(2))
}

describe('the proof', () => {
  it('is what a read after the changes shows', async () => {
    const world = ready([1, 9])
    expect(
      await verify(attempted([change('share', 1), change('unshare', 2)], accepted, accepted), world),
    ).toEqual(listed(1, 9))
    expect(world.clock.sleeps).toEqual([])
    expect(world.service.calls).toHaveLength(1)
  })

  it('of nothing needs no read', async () => {
    const world = ready([])
    expect(await verify([], world)).toEqual(new Map())
    expect(world.service.calls).toEqual([])
  })

  it('is read again while it shows something unexpected', async () => {
    const world = ready([1], (sleeps) => {
      if (sleeps === 2) world.service.permit(image, account(2), true)
    })
    expect(await verify(attempted([change('share', 1)], accepted), world, isUnexpected)).toEqual(listed(1, 2))
    expect(world.clock.sleeps).toEqual([500, 1000])
  })

  it.each([
    ['a share', change('share', 1), [], true],
    ['an unshare', change('unshare', 1), [1], false],
  ] as const)('is read again while %s that was accepted does not show', async (_what, one, before, allow) => {
    const world = ready(before, (sleeps) => {
      if (sleeps === 2) world.service.permit(image, account(1), allow)
    })
    expect(await verify(attempted([one], accepted), world)).toEqual(allow ? listed(1) : listed())
    expect(world.clock.sleeps).toEqual([500, 1000])
    expect(world.log.lines).toEqual([
      'Not all is as expected yet; reading wsi-0123456789abc again.',
      'Not all is as expected yet; reading wsi-0123456789abc again.',
    ])
  })

  it('is given up after five more reads', async () => {
    const world = ready([])
    expect(await verify(attempted([change('share', 1)], accepted), world)).toEqual(listed())
    expect(world.clock.sleeps).toEqual([500, 1000, 2000, 4000, 8000])
    expect(world.service.calls).toHaveLength(6)
  })

  it.each<[what: string, attempt: Attempt]>([
    ['failed', refused],
    ['was not attempted', { kind: 'not-attempted', because: problem() }],
  ])('is read once where a change %s: it needs not show', async (_what, attempt) => {
    const world = ready([])
    expect(await verify(attempted([change('share', 1)], attempt), world)).toEqual(listed())
    expect(world.clock.sleeps).toEqual([])
  })

  it('is not read again where it could not be read', async () => {
    const world = ready([])
    world.service.before(() => {
      throw refusal('access-denied', image)
    })
    expect([...(await verify(attempted([change('share', 1)], accepted), world)).values()]).toMatchObject([
      { kind: 'unread', problem: { reason: 'access-denied' } },
    ])
    expect(world.service.calls).toHaveLength(1)
  })

  it('is read just once after a cancel', async () => {
    const world = ready([])
    world.cancellation.request()
    world.cancellation.endCalls()
    expect(await verify(attempted([change('share', 1)], accepted), world)).toEqual(
      new Map([[imageKey(image), { kind: 'read', value: new Set(), isEarly: true }]]),
    )
    expect(world.clock.sleeps).toEqual([])
  })

  it('is given up when its time is up', async () => {
    const world = ready([])
    world.cancellation.request()
    world.service.before(async () => {
      world.cancellation.endProof()
      await new Promise<void>(() => {})
    })
    expect([...(await verify(attempted([change('share', 1)], accepted), world)).values()]).toMatchObject([
      { kind: 'unread', problem: { reason: 'cancelled' } },
    ])
  })
})

describe('images that were not changed', () => {
  const [one, two] = [imageNumber(1), imageNumber(2)]
  // The second has a change too, which is held.
  const plan = planOf([wanting([1], [], one), wanting([1], [], two)], [standing([], one), standing([], two)])

  it.each([
    [59_999, []],
    [60_000, [two]],
  ])('are stale %d ms after they were read: %j', (milliseconds, stale) => {
    expect(staleImages(plan, [change('share', 1, one)], milliseconds)).toEqual(stale)
  })

  it('are read where that is asked for', async () => {
    const world = fakePorts()
    for (const each of [one, two]) world.service.add(describing(each), accounts(1))
    const verifications = await verify(attempted([change('share', 1, one)], accepted), world, undefined, [
      two,
    ])
    expect([...verifications.keys()]).toEqual([one, two].map(imageKey))
  })
})

describe('the proof of many images', () => {
  it('reads each image once, ten at once, and again only what is stale', async () => {
    const service = new InMemoryImages(owner)
    const images = numbers(25).map((number) => imageNumber(number))
    for (const one of images) service.add(describing(one), accounts(1, 2))
    const [stale = image] = images
    service.permit(stale, account(2), false)
    const clock = new FakeClock(() => service.permit(stale, account(2), true))
    const world = fakePorts({ service, clock })
    const changes = images.flatMap((one) => [change('share', 1, one), change('share', 2, one)])
    const verifications = await verify(attempted(changes, accepted), world)
    expect([...verifications.keys()]).toEqual(images.map(imageKey))
    expect(service.mostAtOnce).toBe(10)
    expect(service.calls.slice(25).map((call) => call.images)).toEqual([[stale]])
    expect(world.log.lines).toEqual([`Not all is as expected yet; reading ${stale.id} again.`])
  })
})
