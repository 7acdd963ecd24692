import { describe, expect, it } from '@jest/globals'
import { imageKey } from '../../src/sharing/identifiers.ts'
import type { SharingRequest, WantedImage } from '../../src/sharing/request.ts'
import { ReadsUntilOutage } from '../../src/workflow/reads-until-outage.ts'
import { readAndWait } from '../../src/workflow/wait-for-images.ts'
import { FakeClock } from '../support/clock.ts'
import { InMemoryImages, refusal } from '../support/images.ts'
import {
  account,
  accounts,
  describing,
  image,
  imageNumber,
  owner,
  regionOf,
  wanting,
} from '../support/examples.ts'
import { fakePorts, type FakePorts } from '../support/fake-ports.ts'

const request = (
  waitForMinutes: number,
  images: readonly WantedImage[] = [wanting([1])],
): SharingRequest<WantedImage> => ({
  mode: 'apply',
  images,
  waitForMinutes,
  temporary: false,
  undoOnFailure: false,
  accountNames: new Map(),
})
const pending = describing(image, { state: 'PENDING' })

/** A pending image, and what happens to it during which sleep. */
function waitingFor(
  events: Readonly<Record<number, (world: FakePorts) => void>> = {},
  service = new InMemoryImages(owner),
): FakePorts {
  service.add(pending)
  const world: FakePorts = fakePorts({ service, clock: new FakeClock((sleeps) => events[sleeps]?.(world)) })
  return world
}
const waited = async (
  asked: SharingRequest<WantedImage>,
  world: FakePorts,
  isRefused: () => Promise<boolean> = async () => false,
): ReturnType<typeof readAndWait> => readAndWait(asked, world, isRefused, new ReadsUntilOutage(world.service))
const becomes = (state: string) => (world: FakePorts) => world.service.alter(image, { state })

/** Lets these looks at the image fail; the first comes after the first sleep. */
function failAt(...looks: readonly number[]): InMemoryImages {
  const service = new InMemoryImages(owner)
  let described = -1
  service.before((call) => {
    if (call.method !== 'describe') return
    described += 1
    if (looks.includes(described)) throw refusal('access-denied', image)
  })
  return service
}

describe('a wait for an image that is PENDING', () => {
  it('names the first of many', async () => {
    const many = Array.from({ length: 25 }, (_, index) => imageNumber(index))
    const service = new InMemoryImages(owner)
    for (const one of many) service.add(describing(one, { state: 'PENDING' }))
    const world = waitingFor({}, service)
    await waited(
      request(
        1,
        many.map((one) => wanting([1], [], one)),
      ),
      world,
    )
    expect(world.log.lines[0]).toMatch(/^Waiting for wsi-000000000, .*, wsi-000000019 and 5 more: PENDING, /)
  })

  it('ends when the image is AVAILABLE, and reads it anew', async () => {
    const world = waitingFor({
      2: (all) => {
        becomes('AVAILABLE')(all)
        all.service.permit(image, account(7), true)
      },
    })
    const { current, problems } = await waited(request(10), world)
    expect(problems).toEqual([])
    expect(current.get(imageKey(image))).toEqual({ description: describing(), recipients: accounts(7) })
    expect(world.clock.sleeps).toEqual([2000, 3000])
    expect(world.log.lines).toEqual([
      'Waiting for wsi-0123456789abc: PENDING, 0 s so far, 10 min left at most.',
      'Waiting for wsi-0123456789abc: PENDING, 2 s so far, 10 min left at most.',
    ])
  })

  it('ends when the image is in ERROR, and sees why', async () => {
    const world = waitingFor({
      1: ({ service }) => service.alter(image, { state: 'ERROR', errors: ['Sysprep failed.'] }),
    })
    const { current, problems } = await waited(request(10), world)
    expect(problems).toEqual([])
    expect(current.get(imageKey(image))?.description).toMatchObject({
      state: 'ERROR',
      errors: ['Sysprep failed.'],
    })
  })

  it('ends when the image is gone', async () => {
    const world = waitingFor({ 1: ({ service }) => service.alter(image, { owner: account(9) }) })
    expect((await waited(request(10), world)).problems).toMatchObject([{ reason: 'image-not-found' }])
  })

  it('ends when the time is up: growing pauses, no longer than half a minute or than what is left', async () => {
    const world = waitingFor()
    const { problems } = await waited(request(2), world)
    expect(problems).toEqual([
      {
        reason: 'wait-timed-out',
        message: 'Image wsi-0123456789abc was still PENDING after 2 minutes (wait-for-minutes).',
        remedy:
          'Images take about 45 minutes to become AVAILABLE; set a larger wait-for-minutes, or run again later.',
        image,
      },
    ])
    const grown = [2000, 3000, 4500, 6750, 10_125, 15_187.5, 22_781.25, 30_000]
    expect(world.clock.sleeps).toEqual([...grown, 120_000 - grown.reduce((sum, pause) => sum + pause)])
    expect(world.log.lines.at(-1)).toBe(
      'Waiting for wsi-0123456789abc: PENDING, 94 s so far, 26 s left at most.',
    )
  })

  it('ends with the cancel, without a complaint of its own', async () => {
    const world = waitingFor({ 3: ({ cancellation }) => cancellation.request() })
    const { problems, current } = await waited(request(60), world)
    expect(problems).toEqual([])
    expect(current.get(imageKey(image))?.description.state).toBe('PENDING')
    expect(world.clock.sleeps).toHaveLength(3)
  })

  it('does not begin after a cancel', async () => {
    const world = waitingFor()
    world.cancellation.request()
    await waited(request(60), world)
    expect(world.clock.sleeps).toEqual([])
  })

  it.each(['no-credentials', 'access-denied', 'internal'] as const)(
    'ends with %s at the second look in a row, since no wait fixes it',
    async (reason) => {
      const world = waitingFor({
        1: ({ service }) =>
          service.before(() => {
            throw refusal(reason, image)
          }),
      })
      const { problems } = await waited(request(60), world)
      expect(new Set(problems.map((problem) => problem.reason))).toEqual(new Set([reason]))
      expect(world.clock.sleeps).toHaveLength(2)
    },
  )

  it.each<[what: string, looks: readonly number[]]>([
    ['one look', [1]],
    ['every other look', [1, 3, 5]],
  ])('goes on where %s is refused', async (_what, looks) => {
    const world = waitingFor({ 6: becomes('AVAILABLE') }, failAt(...looks))
    const { current, problems } = await waited(request(60), world)
    expect(problems).toEqual([])
    expect(current.get(imageKey(image))?.description.state).toBe('AVAILABLE')
    expect(world.clock.sleeps).toHaveLength(6)
  })

  it('that two refused looks in a row end says why, if the image is still PENDING', async () => {
    const world = waitingFor({}, failAt(2, 3))
    const { current, problems } = await waited(request(60), world)
    expect(problems).toEqual([refusal('access-denied', image).problem])
    expect(current.get(imageKey(image))?.description.state).toBe('PENDING')
    expect(world.clock.sleeps).toHaveLength(3)
  })

  it('that two refused looks in a row end has no problem if the image is AVAILABLE by then', async () => {
    const world = waitingFor({ 2: becomes('AVAILABLE') }, failAt(1, 2))
    expect((await waited(request(60), world)).problems).toEqual([])
  })

  it('is a time-out where the last look alone is refused', async () => {
    const world = waitingFor({}, failAt(6))
    expect((await waited(request(0.5), world)).problems).toMatchObject([{ reason: 'wait-timed-out' }])
    expect(world.clock.sleeps).toHaveLength(6)
  })

  it('that can not be read at the end says why, and not that it is PENDING', async () => {
    const world = waitingFor({
      1: ({ service }) =>
        service.before(() => {
          throw refusal('unreachable', image)
        }),
    })
    const { problems } = await waited(request(1), world)
    expect(problems).toMatchObject([{ reason: 'unreachable' }])
    expect(world.clock.sleeps.length).toBeGreaterThan(1)
  })

  it('is no time-out where the last look finds it AVAILABLE', async () => {
    const world = waitingFor()
    world.service.after((call) => {
      const isLast = world.clock.now() >= 60_000
      if (isLast && call.method === 'describe') becomes('AVAILABLE')(world)
    })
    const { problems, current } = await waited(request(1), world)
    expect(problems).toEqual([])
    expect(current.get(imageKey(image))?.description.state).toBe('AVAILABLE')
  })

  it('goes on where a description could not be read', async () => {
    const service = new InMemoryImages(owner)
    let described = 0
    service.before((call) => {
      if (call.method !== 'describe') return
      described += 1
      if (described === 2) throw refusal('throttled', image)
    })
    const world = waitingFor({ 2: becomes('AVAILABLE') }, service)
    const { current, problems } = await waited(request(10), world)
    expect(problems).toEqual([])
    expect(current.get(imageKey(image))?.description.state).toBe('AVAILABLE')
  })
})

describe('there is no wait', () => {
  it('without wait-for-minutes', async () => {
    const world = waitingFor()
    const { current, problems } = await waited(request(0), world)
    expect([problems, world.clock.sleeps, world.log.lines]).toEqual([[], [], []])
    expect(current.get(imageKey(image))?.description.state).toBe('PENDING')
    expect(world.service.callsOf('describe')).toHaveLength(1)
  })

  it('for an image that is only unshared', async () => {
    const world = waitingFor()
    await waited(request(10, [wanting([], [1])]), world)
    expect(world.clock.sleeps).toEqual([])
  })

  it('for an image that everyone who is to can copy already', async () => {
    const world = fakePorts()
    world.service.add(pending, accounts(1, 2))
    await waited(request(10), world)
    expect(world.clock.sleeps).toEqual([])
  })

  it('where nothing will be done anyway', async () => {
    const world = waitingFor()
    await waited(request(10), world, async () => true)
    expect(world.clock.sleeps).toEqual([])
  })

  it('for an image that is AVAILABLE', async () => {
    const world = fakePorts()
    world.service.add(describing())
    await waited(request(10), world)
    expect(world.clock.sleeps).toEqual([])
    expect(world.service.calls).toHaveLength(2)
  })
})

describe('a wait for several images', () => {
  it('asks only for those that are still PENDING, and reads all anew afterwards', async () => {
    const [one, two, three] = [imageNumber(1), imageNumber(2), imageNumber(3)]
    const service = new InMemoryImages(owner)
    service.add(describing(one, { state: 'PENDING' }))
    service.add(describing(two, { state: 'PENDING' }))
    service.add(describing(three))
    const clock = new FakeClock((sleeps) => {
      if (sleeps === 1) service.alter(one, { state: 'AVAILABLE' })
    })
    const world = fakePorts({ service, clock })
    const wanted = [one, two, three].map((each) => wanting([1], [], each))
    const { current, problems } = await waited(request(1, wanted), world)
    expect([...current.values()].map(({ description }) => description.state)).toEqual([
      'AVAILABLE',
      'PENDING',
      'AVAILABLE',
    ])
    expect(problems.map(({ reason, image: of }) => [reason, of?.id])).toEqual([['wait-timed-out', two.id]])
    const described = service.callsOf('describe').map(({ images }) => images.map(({ id }) => id))
    expect(described.slice(0, 3)).toEqual([[one.id, two.id, three.id], [one.id, two.id], [two.id]])
    expect(described.at(-1)).toEqual([one.id, two.id, three.id])
    expect(world.log.lines[0]).toContain(`Waiting for ${one.id}, ${two.id}: PENDING`)
  })

  it('sees what became of the others meanwhile', async () => {
    const other = imageNumber(9)
    const world = waitingFor({
      1: (all) => {
        becomes('AVAILABLE')(all)
        all.service.permit(other, account(7), true)
      },
    })
    world.service.add(describing(other))
    const { current } = await waited(request(10, [wanting([1]), wanting([1], [], other)]), world)
    expect(current.get(imageKey(other))?.recipients).toEqual(accounts(7))
  })

  it('does not begin where another image stops everything anyway', async () => {
    const world = waitingFor()
    const missing = imageNumber(9)
    const wanted = [wanting([1]), wanting([1], [], missing)]
    expect((await waited(request(10, wanted), world)).problems).toMatchObject([
      { reason: 'image-not-found', image: missing },
    ])
    expect(world.clock.sleeps).toEqual([])
  })

  it('begins where only another Region can not be asked', async () => {
    const elsewhere = imageNumber(9, regionOf('us-east-1'))
    const world = waitingFor({ 1: becomes('AVAILABLE') })
    world.service.add(describing(elsewhere))
    world.service.before((call) => {
      if (call.method === 'recipients' && call.images[0]?.id === elsewhere.id)
        throw refusal('unreachable', elsewhere)
    })
    const wanted = [wanting([1]), wanting([1], [], elsewhere)]
    const { current, problems } = await waited(request(10, wanted), world)
    expect(problems).toMatchObject([{ reason: 'unreachable', image: elsewhere }])
    expect(current.get(imageKey(image))?.description.state).toBe('AVAILABLE')
  })
})
