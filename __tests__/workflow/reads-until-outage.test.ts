import { describe, expect, it } from '@jest/globals'
import type { FailureReason } from '../../src/sharing/problem.ts'
import { reading } from '../../src/sharing/reading.ts'
import { ReadsUntilOutage } from '../../src/workflow/reads-until-outage.ts'
import { InMemoryImages, refusal } from '../support/images.ts'
import { account, accounts, describing, image, imageNumber, owner, regionOf } from '../support/examples.ts'
import { never } from '../support/fake-ports.ts'

const nothing = (): void => undefined

const there = imageNumber(1, regionOf('us-east-1'))

function images(): InMemoryImages {
  const service = new InMemoryImages(owner)
  for (const one of [image, imageNumber(2), there]) service.add(describing(one), accounts(1))
  return service
}

/** Lets every read of an image fail. */
function failing(service: InMemoryImages, reason: FailureReason): void {
  service.before(({ images: [first] }) => {
    if (first?.id === image.id) throw refusal(reason, image)
  })
}

describe('reads', () => {
  it('are those of the service as long as it answers', async () => {
    const service = images()
    const reads = new ReadsUntilOutage(service)
    expect(reads.callerAccount).toBe(owner)
    expect(await reads.describeImages(image.region, [image.id], never)).toEqual([describing()])
    expect(await reads.listOwnedImages(there.region, never)).toEqual([describing(there)])
    expect(await reads.isSharedWithCaller(image, never)).toBe(false)
    expect(await reads.readRecipients(image, never)).toEqual([account(1)])
    expect(service.calls.map(({ method }) => method)).toEqual(['describe', 'list', 'is-shared', 'recipients'])
  })

  it.each(['unreachable', 'service-unavailable', 'throttled'] as const)(
    'end in a Region with its first outage, with that problem, and in no other Region: %s',
    async (reason) => {
      const service = images()
      failing(service, reason)
      const reads = new ReadsUntilOutage(service)
      const first = await reading(reads.readRecipients(image, never))
      expect(first).toMatchObject({ kind: 'unread', problem: { reason } })
      const others = [
        reads.readRecipients(imageNumber(2), never),
        reads.describeImages(image.region, [imageNumber(2).id], never),
        reads.listOwnedImages(image.region, never),
        reads.isSharedWithCaller(imageNumber(2), never),
      ]
      const problem = first.kind === 'unread' ? first.problem : undefined
      for (const other of await Promise.all(others.map(async (one) => reading<unknown>(one)))) {
        expect(other.kind === 'unread' ? other.problem : undefined).toBe(problem)
      }
      expect(service.calls).toHaveLength(1)
      expect(await reads.readRecipients(there, never)).toEqual([account(1)])
      // Made anew, the Region is asked again.
      expect(await new ReadsUntilOutage(service).readRecipients(imageNumber(2), never)).toEqual([account(1)])
    },
  )

  it.each(['access-denied', 'image-not-found', 'no-credentials', 'internal'] as const)(
    'go on after anything else: %s',
    async (reason) => {
      const service = images()
      failing(service, reason)
      const reads = new ReadsUntilOutage(service)
      expect(await reading(reads.readRecipients(image, never))).toMatchObject({ problem: { reason } })
      expect(await reads.readRecipients(imageNumber(2), never)).toEqual([account(1)])
    },
  )

  it('that are under way are given up then, and keep a refusal that came before', async () => {
    const service = images()
    let fails = nothing
    const outage = new Promise<void>((resolve) => {
      fails = resolve
    })
    service.before(async ({ method, images: [first] }) => {
      if (method === 'describe') throw refusal('access-denied', image)
      if (method === 'list') return new Promise<void>(() => {})
      if (first?.id !== image.id) return
      await outage
      throw refusal('unreachable', image)
    })
    const reads = new ReadsUntilOutage(service)
    const first = reading(reads.readRecipients(image, never))
    const hanging = reading(reads.listOwnedImages(image.region, never))
    expect(await reading(reads.describeImages(image.region, [image.id], never))).toMatchObject({
      problem: { reason: 'access-denied' },
    })
    fails()
    expect(await hanging).toEqual(await first)
  })

  it('end with a cancel as such', async () => {
    const service = images()
    service.before(async () => new Promise<void>(() => {}))
    const cancel = new AbortController()
    const read = reading(new ReadsUntilOutage(service).readRecipients(image, cancel.signal))
    cancel.abort()
    expect(await read).toMatchObject({ problem: { reason: 'cancelled' } })
  })
})
