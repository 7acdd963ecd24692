import { describe, expect, it } from '@jest/globals'
import { imageKey } from '../../src/sharing/identifiers.ts'
import type { ImageDescription } from '../../src/sharing/state.ts'
import { readImages, type CurrentImages } from '../../src/workflow/read-images.ts'
import { InMemoryImages, refusal } from '../support/images.ts'
import { account, accounts, describing, image, imageNumber, owner, regionOf } from '../support/examples.ts'
import { fakePorts, never, numbers } from '../support/fake-ports.ts'

const nothing = (): void => undefined

const stranger = account('999999999999')
const reasons = ({ problems }: CurrentImages) => problems.map(({ reason, image: of }) => [reason, of?.id])

const says = (whose: string) => ({
  reason: 'image-not-owned',
  message: `Image wsi-0123456789abc (golden) belongs to ${whose}, which shares it with the account that is signed in; only its owner can share it.`,
  remedy: 'Sign in to the owner, or copy the image into this account and share the copy.',
  image,
})

describe('a look at an image', () => {
  it('sees what it is and who can copy it', async () => {
    const { service } = fakePorts()
    service.add(describing(), accounts(2, 1))
    expect(await readImages([image], service, never)).toEqual({
      current: new Map([[imageKey(image), { description: describing(), recipients: accounts(1, 2) }]]),
      problems: [],
    })
  })

  it('does not find one that does not exist', async () => {
    expect(await readImages([image], fakePorts().service, never)).toEqual({
      current: new Map(),
      problems: [
        {
          reason: 'image-not-found',
          message:
            "Image wsi-0123456789abc doesn't exist in Region eu-west-1, or not in the account that is signed in.",
          remedy:
            'Check the id, the Region (aws-region) and that the role or the credentials belong to the account that owns the image.',
          image,
        },
      ],
    })
  })

  it.each<[what: string, tellsCaller: boolean, owner: ImageDescription['owner'], problem: object]>([
    ['the credentials say whose', true, stranger, says('account 999999999999')],
    ['the credentials do not say whose', false, stranger, says('account 999999999999')],
  ])('tells one of another account: %s', async (_what, tellsCaller, whose, problem) => {
    const service = new InMemoryImages(owner, tellsCaller)
    service.add(describing(image, { owner: whose }), [owner])
    expect((await readImages([image], service, never)).problems).toEqual([problem])
    expect(service.callsOf('is-shared')).toHaveLength(tellsCaller ? 0 : 1)
  })

  it('tells one of another account where AWS says nothing of owners', async () => {
    const service = new InMemoryImages(owner)
    service.add(describing(image, { owner: undefined }))
    service.before((call) => {
      if (call.method === 'recipients') throw refusal('access-denied', image)
    })
    // AWS lists it among those shared with us.
    const shared = Object.assign(service, { isSharedWithCaller: async () => Promise.resolve(true) })
    expect((await readImages([image], shared, never)).problems).toEqual([says('another account')])
  })

  it.each([true, false])(
    'takes one that may be read for its own (credentials say whose: %s)',
    async (tells) => {
      const service = new InMemoryImages(owner, tells)
      service.add(describing(image, { owner: undefined }))
      expect((await readImages([image], service, never)).problems).toEqual([])
      expect(service.callsOf('is-shared')).toEqual([])
    },
  )

  it('tells why the permissions could not be read, when it is its own or nobody knows', async () => {
    for (const isSharedFails of [false, true]) {
      const service = new InMemoryImages(owner, false)
      service.add(describing())
      service.before((call) => {
        if (call.method === 'recipients') throw refusal('access-denied', image)
        if (call.method === 'is-shared' && isSharedFails) throw refusal('throttled', image)
      })
      expect(reasons(await readImages([image], service, never))).toEqual([['access-denied', image.id]])
    }
  })

  it('tells why it could not be described', async () => {
    const { service } = fakePorts()
    service.add(describing())
    service.before((call) => {
      if (call.method === 'describe') throw refusal('access-denied', image)
    })
    expect(reasons(await readImages([image], service, never))).toEqual([['access-denied', image.id]])
  })

  it('tells of both reads where each lacks its own permission, and of one where both failed alike', async () => {
    for (const [describing_, reading, recorded] of [
      ['access-denied', 'access-denied', ['access-denied', 'access-denied']],
      ['access-denied', 'throttled', ['access-denied', 'throttled']],
      ['unreachable', 'unreachable', ['unreachable']],
    ] as const) {
      const { service } = fakePorts()
      service.add(describing())
      service.before((call) => {
        if (call.method === 'describe') throw refusal(describing_, image)
        throw refusal(reading, image)
      })
      const { problems } = await readImages([image], service, never)
      expect(problems.map(({ reason }) => reason)).toEqual(recorded)
    }
  })

  it('tells a mistake of the action as one', async () => {
    const { service } = fakePorts()
    service.add(describing())
    service.before(() => {
      throw new TypeError('a bug')
    })
    expect((await readImages([image], service, never)).problems).toMatchObject([{ reason: 'internal' }])
  })

  it('gives up with the signal', async () => {
    const { service } = fakePorts()
    service.add(describing())
    const controller = new AbortController()
    service.before(async () => new Promise<void>(() => {}))
    const seen = readImages([image], service, controller.signal)
    controller.abort()
    expect((await seen).problems).toMatchObject([{ reason: 'cancelled' }])
  })
})

describe('a look at many images', () => {
  it('asks for 25 at a time, and for the permissions of ten at once, in each Region by itself', async () => {
    const { service } = fakePorts()
    const elsewhere = imageNumber(1, regionOf('us-east-1'))
    const images = [...numbers(51).map((number) => imageNumber(number)), elsewhere]
    for (const one of images) service.add(describing(one))
    const { current, problems } = await readImages(images, service, never)
    expect([...current.keys()]).toEqual(images.map(imageKey))
    expect(problems).toEqual([])
    const described = service.callsOf('describe').map((call) => call.images)
    expect(described.filter(([first]) => first?.region === image.region)).toEqual([
      images.slice(0, 25),
      images.slice(25, 50),
      images.slice(50, 51),
    ])
    expect(described).toContainEqual([elsewhere])
    expect(service.callsOf('recipients')).toHaveLength(52)
    // The four descriptions, and the reads of ten permissions and of one.
    expect(service.mostAtOnce).toBe(15)
  })

  it('ends in one Region without a word of another: what hangs there holds up nothing here', async () => {
    const { service } = fakePorts()
    const there = imageNumber(1, regionOf('us-east-1'))
    for (const one of [image, there]) service.add(describing(one))
    let isHereDone = nothing
    const here = new Promise<void>((resolve) => {
      isHereDone = resolve
    })
    // Who is signed in isn't known: the Region's own description is awaited before this read.
    const asksTwice = Object.assign(service, {
      callerAccount: undefined,
      isSharedWithCaller: async () => Promise.resolve(isHereDone()).then(() => false),
    })
    service.before(async ({ method, images: [first] }) => {
      if (first?.region === there.region) await here
      else if (method === 'recipients') throw refusal('access-denied', image)
    })
    expect(reasons(await readImages([image, there], asksTwice, never))).toEqual([['access-denied', image.id]])
  })

  it('lets one image’s problem hide no other', async () => {
    const { service } = fakePorts()
    const [good, missing, denied] = [imageNumber(1), imageNumber(2), imageNumber(3)]
    service.add(describing(good))
    service.add(describing(denied))
    service.before((call) => {
      if (call.method === 'recipients' && call.images[0]?.id === denied.id) throw refusal('throttled', denied)
    })
    const currentImages = await readImages([good, missing, denied], service, never)
    expect([...currentImages.current.keys()]).toEqual([imageKey(good)])
    expect(reasons(currentImages)).toEqual([
      ['image-not-found', missing.id],
      ['throttled', denied.id],
    ])
  })

  it('asks for each alone where AWS refuses all for one, and tells the right one', async () => {
    const { service } = fakePorts()
    const [good, missing, odd] = [imageNumber(1), imageNumber(2), imageNumber(3)]
    for (const one of [good, odd]) service.add(describing(one))
    service.before(({ method, images }) => {
      const asksFor = (id: string) => method === 'describe' && images.some((one) => one.id === id)
      if (asksFor(missing.id)) throw refusal('image-not-found', image)
      if (asksFor(odd.id)) throw refusal('invalid-input', image)
    })
    const currentImages = await readImages([good, missing, odd], service, never)
    expect([...currentImages.current.keys()]).toEqual([imageKey(good)])
    expect(reasons(currentImages)).toEqual([
      ['image-not-found', missing.id],
      ['invalid-input', odd.id],
    ])
    expect(currentImages.problems[0]).toMatchObject({
      message:
        "Image wsi-000000002 doesn't exist in Region eu-west-1, or not in the account that is signed in.",
      aws: { name: 'InMemoryRefusal' },
    })
    expect(service.callsOf('describe')).toHaveLength(4)
  })

  it('tells a description that failed once, not once an image', async () => {
    const { service } = fakePorts()
    const images = numbers(3).map((number) => imageNumber(number))
    for (const one of images) service.add(describing(one))
    service.before((call) => {
      if (call.method === 'describe') throw refusal('access-denied', image)
    })
    expect((await readImages(images, service, never)).problems).toHaveLength(1)
  })
})
