import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { SandboxAws } from '../sandbox/aws/aws.ts'
import { connect } from '../src/aws/connect.ts'
import type { AccountId, ImageReference } from '../src/sharing/identifiers.ts'
import { ProblemError, type FailureReason } from '../src/sharing/problem.ts'
import type { ImageDescription } from '../src/sharing/state.ts'
import { ChangeError } from '../src/ports/change-error.ts'
import type { ImageService } from '../src/ports/image-service.ts'
import { ownEnvironment, setEnvironment } from './support/environment.ts'
import { InMemoryImages } from './support/images.ts'
import { countNodeErrorsAsErrors } from './sandbox/aws-realm.ts'
import {
  account,
  accounts,
  describing,
  image,
  imageNumber,
  owner,
  region,
  regionOf,
} from './support/examples.ts'

countNodeErrorsAsErrors()

/** A service under the contract, and the world behind it. */
interface Subject {
  readonly service: ImageService
  add(description: ImageDescription, recipients?: readonly AccountId[]): void
  recipientsOf(of: ImageReference): readonly string[]
  /** From now on no call is answered any more. */
  hang(): void
  end(): Promise<void>
}

const never = new AbortController().signal

async function inMemory(): Promise<Subject> {
  const service = new InMemoryImages(owner, false)
  return Promise.resolve({
    service,
    add: (description, recipients) => service.add(description, recipients),
    recipientsOf: (of) => service.recipientsOf(of),
    hang: () => service.before(async () => new Promise<void>(() => {})),
    end: async () => Promise.resolve(service.close()),
  })
}

async function overHttp(): Promise<Subject> {
  const aws = await SandboxAws.start()
  setEnvironment(aws.environment())
  const noTokens = { request: async () => Promise.reject(new Error('The contract needs no token')) }
  const service = await connect({ region, role: undefined }, noTokens, ['contract', '1'], never)
  return {
    service,
    add({ image: of, name, state, owner: whose, isBringYourOwnLicence, errors }, recipients = []) {
      aws.addImage({
        ...of,
        name,
        state: state === 'PENDING' || state === 'ERROR' ? state : 'AVAILABLE',
        ...(whose === undefined ? {} : { owner: whose }),
        tenancy: isBringYourOwnLicence ? 'DEDICATED' : 'DEFAULT',
        ...(errors[0] === undefined ? {} : { errorMessage: errors[0] }),
        sharedWith: recipients,
      })
    },
    recipientsOf: (of) => aws.recipients(of.region, of.id),
    hang: () => aws.inject({ do: { kind: 'hang' } }),
    async end() {
      service.close()
      await aws.close()
    },
  }
}

/** What a call rejected with; fails where it didn't. */
async function rejection(call: Promise<unknown>): Promise<ProblemError> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ProblemError) return error
  throw new Error(`Rejected with ${String(error)} instead of a ProblemError`)
}

describe.each<[what: string, start: () => Promise<Subject>]>([
  ['in memory', inMemory],
  ['over HTTP', overHttp],
])('images %s', (_what, start) => {
  let subject: Subject
  ownEnvironment()
  beforeEach(async () => {
    subject = await start()
  })
  afterEach(() => subject.end())

  const stranger = account('999999999999')
  const foreign = imageNumber(1)
  const hidden = imageNumber(2)

  describe('descriptions', () => {
    it('tell what an image is', async () => {
      const one = describing(image, {
        state: 'ERROR',
        errors: ['Sysprep failed.'],
        isBringYourOwnLicence: true,
      })
      subject.add(one)
      expect(await subject.service.describeImages(region, [image.id], never)).toEqual([one])
    })

    it('leave out what does not exist, is not shared with the caller, or is elsewhere', async () => {
      subject.add(describing(hidden, { owner: stranger }))
      const elsewhere = { ...imageNumber(3), region: regionOf('us-east-1') }
      subject.add(describing(elsewhere))
      const ids = [imageNumber(4).id, hidden.id, elsewhere.id]
      expect(await subject.service.describeImages(region, ids, never)).toEqual([])
    })

    it('hold what others share with the caller', async () => {
      subject.add(describing(foreign, { owner: stranger }), [owner])
      subject.add(describing(image, { state: 'PENDING' }))
      const found = await subject.service.describeImages(region, [image.id, foreign.id], never)
      expect(found.map(({ image: of, owner: whose, state }) => [of.id, whose, state])).toEqual([
        [foreign.id, stranger, 'AVAILABLE'],
        [image.id, owner, 'PENDING'],
      ])
    })
  })

  describe('the caller’s own images', () => {
    it('are all listed, over pages, and no others', async () => {
      const all = Array.from({ length: 30 }, (_, index) =>
        describing(imageNumber(index + 10), { name: `n${index}` }),
      )
      for (const one of all) subject.add(one)
      subject.add(describing(foreign, { owner: stranger }), [owner])
      subject.add(describing({ ...imageNumber(3), region: regionOf('us-east-1') }))
      expect(await subject.service.listOwnedImages(region, never)).toEqual(all)
    })
  })

  describe('an image', () => {
    it('is shared with the caller when it is another’s and the caller may copy it', async () => {
      subject.add(describing(image))
      subject.add(describing(foreign, { owner: stranger }), [owner])
      subject.add(describing(hidden, { owner: stranger }))
      const asked = [image, foreign, hidden, imageNumber(3)]
      const answers = asked.map(async (one) => subject.service.isSharedWithCaller(one, never))
      expect(await Promise.all(answers)).toEqual([false, true, false, false])
    })
  })

  describe('recipients', () => {
    it.each([0, 1, 24, 25, 26, 50, 60])('are all there, sorted, over pages: %d', async (length) => {
      const all = Array.from({ length }, (_, index) => account(index + 1))
      subject.add(describing(image), all.toReversed())
      expect(await subject.service.readRecipients(image, never)).toEqual(all)
    })

    it.each<[what: string, of: ImageReference, reason: FailureReason]>([
      ['is unknown', imageNumber(9), 'image-not-found'],
      ['is another’s', foreign, 'access-denied'],
    ])('are not told of an image that %s', async (_which, of, reason) => {
      subject.add(describing(foreign, { owner: stranger }), [owner])
      const { problem } = await rejection(subject.service.readRecipients(of, never))
      expect(problem).toMatchObject({ reason, image: of })
    })
  })

  describe('a change', () => {
    it('gives and takes a permission, and repeating it is fine', async () => {
      subject.add(describing(image), accounts(2))
      const { service } = subject
      await service.changePermission(image, account(1), 'share', never)
      await service.changePermission(image, account(1), 'share', never)
      expect(subject.recipientsOf(image)).toEqual(accounts(1, 2))
      expect(await service.readRecipients(image, never)).toEqual(accounts(1, 2))
      await service.changePermission(image, account(2), 'unshare', never)
      await service.changePermission(image, account(2), 'unshare', never)
      await service.changePermission(image, account(3), 'unshare', never)
      expect(subject.recipientsOf(image)).toEqual(accounts(1))
    })

    it.each<[what: string, of: ImageReference, to: AccountId, reason: FailureReason]>([
      ['an unknown image', imageNumber(9), account(1), 'image-not-found'],
      ['another’s image', foreign, account(1), 'access-denied'],
      ['an image that is PENDING', imageNumber(3), account(1), 'image-not-available'],
      ['its owner', image, owner, 'invalid-input'],
    ])('of %s is refused, and nothing took effect', async (_which, of, to, reason) => {
      subject.add(describing(image))
      subject.add(describing(foreign, { owner: stranger }), [owner])
      subject.add(describing(imageNumber(3), { state: 'PENDING' }))
      const error = await rejection(subject.service.changePermission(of, to, 'share', never))
      expect(error).toBeInstanceOf(ChangeError)
      expect(error).toMatchObject({
        mayHaveTakenEffect: false,
        problem: { reason, image: of, account: to, aws: { name: expect.any(String) } },
      })
      expect(subject.recipientsOf(image)).toEqual([])
    })
  })

  describe('a signal', () => {
    const calls: [what: string, call: (service: ImageService, signal: AbortSignal) => Promise<unknown>][] = [
      ['a description', async (service, signal) => service.describeImages(region, [image.id], signal)],
      ['a list', async (service, signal) => service.listOwnedImages(region, signal)],
      ['the question whose it is', async (service, signal) => service.isSharedWithCaller(image, signal)],
      ['a read of recipients', async (service, signal) => service.readRecipients(image, signal)],
      ['a change', async (service, signal) => service.changePermission(image, account(1), 'share', signal)],
    ]

    it.each(calls)('ends %s that hangs', async (_which, call) => {
      subject.add(describing(image))
      subject.hang()
      const controller = new AbortController()
      const rejected = rejection(call(subject.service, controller.signal))
      controller.abort()
      expect((await rejected).problem.reason).toBe('cancelled')
    })

    it.each(calls)('that fired before ends %s', async (_which, call) => {
      subject.add(describing(image))
      const error = await rejection(call(subject.service, AbortSignal.abort()))
      expect(error.problem.reason).toBe('cancelled')
      expect(subject.recipientsOf(image)).toEqual([])
    })

    it('leaves open whether a change took effect', async () => {
      subject.add(describing(image))
      subject.hang()
      const controller = new AbortController()
      const rejected = rejection(
        subject.service.changePermission(image, account(1), 'share', controller.signal),
      )
      controller.abort()
      expect(await rejected).toMatchObject({ mayHaveTakenEffect: true })
    })
  })
})
