import { setImmediate } from 'node:timers/promises'
import {
  imageKey,
  type AccountId,
  type ImageId,
  type ImageReference,
  type Region,
} from '../../src/sharing/identifiers.ts'
import type { ChangeKind } from '../../src/sharing/plan.ts'
import { ProblemError, type FailureReason, type Problem } from '../../src/sharing/problem.ts'
import type { ImageDescription } from '../../src/sharing/state.ts'
import { ChangeError } from '../../src/ports/change-error.ts'
import type { Acceptance } from '../../src/ports/image-service.ts'
import type { SignedIn } from '../../src/ports/organization-service.ts'
import type { Organization } from '../../src/sharing/organization.ts'

/** One call of the port. */
export interface Call {
  readonly method: 'describe' | 'list' | 'is-shared' | 'recipients' | 'change'
  readonly images: readonly ImageReference[]
  readonly account?: AccountId
  readonly kind?: ChangeKind
}

/** What a test does to a call: throws, waits, or changes the world. */
export type Interference = (call: Call) => void | Promise<void>

interface Stored {
  description: ImageDescription
  readonly recipients: Set<AccountId>
  /** Who could copy it before the port wrote: what a stale read shows. */
  readonly before: ReadonlySet<AccountId>
}

/** Amazon WorkSpaces' images in memory, with the rules AWS documents. */
export class InMemoryImages implements SignedIn {
  /** Every call, in the order in which they began. */
  readonly calls: Call[] = []
  /** How many calls were under way at once, at most. */
  mostAtOnce = 0
  closed = false
  /** How many reads of who can copy an image still show the state before the writes. */
  staleReads = 0
  /** How often a change is sent until it is answered. */
  attempts = 1
  readonly callerAccount: AccountId | undefined
  /** The organizations that reads give, one after the other; the last for ever. */
  readonly organizations: Organization[] = []
  readonly organization = {
    read: async (): Promise<Organization> => {
      const read = this.organizations.length > 1 ? this.organizations.shift() : this.organizations[0]
      await setImmediate()
      if (read === undefined) throw new Error('No organization is there')
      return read
    },
  }
  readonly #account: AccountId
  readonly #images = new Map<string, Stored>()
  readonly #befores: Interference[] = []
  readonly #afters: Interference[] = []
  #underWay = 0

  /**
   * @param account the account that is signed in
   * @param tellsCaller whether the credentials say so
   */
  constructor(account: AccountId, tellsCaller = true) {
    this.#account = account
    this.callerAccount = tellsCaller ? account : undefined
  }

  /** Adds an image, or replaces the one of this id in this Region. */
  add(description: ImageDescription, recipients: readonly AccountId[] = []): void {
    const key = imageKey(description.image)
    this.#images.set(key, { description, recipients: new Set(recipients), before: new Set(recipients) })
  }

  /** Changes what an image is behind the caller's back. */
  alter(image: ImageReference, but: Partial<ImageDescription>): void {
    const stored = this.#stored(image)
    stored.description = { ...stored.description, ...but }
  }

  /** Who truly can copy the image, sorted. */
  recipientsOf(image: ImageReference): readonly AccountId[] {
    return [...this.#stored(image).recipients].toSorted()
  }

  /** Gives or takes a permission behind the caller's back. */
  permit(image: ImageReference, account: AccountId, allow: boolean): void {
    const { recipients } = this.#stored(image)
    if (allow) recipients.add(account)
    else recipients.delete(account)
  }

  /** Runs before every call takes effect. */
  before(interference: Interference): void {
    this.#befores.push(interference)
  }

  /** Runs after every call took effect, before it is answered. */
  after(interference: Interference): void {
    this.#afters.push(interference)
  }

  callsOf(method: Call['method']): readonly Call[] {
    return this.calls.filter((call) => call.method === method)
  }

  async describeImages(
    region: Region,
    ids: readonly ImageId[],
    signal: AbortSignal,
  ): Promise<readonly ImageDescription[]> {
    const images = ids.map((id) => ({ region, id }))
    return this.#answer({ method: 'describe', images }, signal, () =>
      this.#visible(region)
        .filter(({ image }) => ids.includes(image.id))
        .toSorted((a, b) => (a.image.id < b.image.id ? -1 : 1)),
    )
  }

  async listOwnedImages(region: Region, signal: AbortSignal): Promise<readonly ImageDescription[]> {
    return this.#answer({ method: 'list', images: [] }, signal, () =>
      this.#visible(region)
        .filter(({ owner }) => owner === this.#account)
        .toSorted((a, b) => (a.image.id < b.image.id ? -1 : 1)),
    )
  }

  async isSharedWithCaller(image: ImageReference, signal: AbortSignal): Promise<boolean> {
    return this.#answer({ method: 'is-shared', images: [image] }, signal, () =>
      this.#visible(image.region).some((one) => one.image.id === image.id && one.owner !== this.#account),
    )
  }

  async readRecipients(image: ImageReference, signal: AbortSignal): Promise<readonly AccountId[]> {
    return this.#answer({ method: 'recipients', images: [image] }, signal, () => {
      const { recipients, before } = this.#own(image)
      if (this.staleReads === 0) return [...recipients].toSorted()
      this.staleReads -= 1
      return [...before].toSorted()
    })
  }

  async changePermission(
    image: ImageReference,
    account: AccountId,
    kind: ChangeKind,
    signal: AbortSignal,
  ): Promise<Acceptance> {
    try {
      return await this.#answer({ method: 'change', images: [image], account, kind }, signal, () => {
        const { description, recipients } = this.#own(image)
        if (description.state !== 'AVAILABLE') throw refusal('image-not-available', image, account)
        if (account === description.owner) throw refusal('invalid-input', image, account)
        if (kind === 'share') recipients.add(account)
        else recipients.delete(account)
        return { requestId: `request-${account}`, attempts: this.attempts }
      })
    } catch (error) {
      if (!(error instanceof ProblemError) || error instanceof ChangeError) throw error
      throw new ChangeError({ ...error.problem, image, account }, error.problem.aws === undefined, error)
    }
  }

  close(): void {
    this.closed = true
  }

  async #answer<Answer>(call: Call, signal: AbortSignal, effect: () => Answer): Promise<Answer> {
    this.calls.push(call)
    this.#underWay += 1
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay)
    try {
      // As over a network, nothing is answered in the turn in which it was asked.
      await setImmediate()
      for (const interfere of this.#befores) await unlessFired(interfere(call), signal)
      if (signal.aborted) throw givenUp()
      const answer = effect()
      for (const interfere of this.#afters) await unlessFired(interfere(call), signal)
      return answer
    } finally {
      this.#underWay -= 1
    }
  }

  #visible(region: Region): readonly ImageDescription[] {
    return [...this.#images.values()]
      .filter(
        ({ description, recipients }) =>
          description.image.region === region &&
          (description.owner === this.#account ||
            description.owner === undefined ||
            recipients.has(this.#account)),
      )
      .map(({ description }) => description)
  }

  /** An image that the caller may read and change. */
  #own(image: ImageReference): Stored {
    const stored = this.#images.get(imageKey(image))
    if (stored === undefined) throw refusal('image-not-found', image)
    const { owner } = stored.description
    if (owner !== undefined && owner !== this.#account) throw refusal('access-denied', image)
    return stored
  }

  #stored(image: ImageReference): Stored {
    const stored = this.#images.get(imageKey(image))
    if (stored === undefined) throw new Error(`There is no image ${imageKey(image)}`)
    return stored
  }
}

/** An error that says no and that nothing was changed, as AWS's answers do. */
export function refusal(reason: FailureReason, image: ImageReference, account?: AccountId): ProblemError {
  const aws = { name: 'InMemoryRefusal' }
  const named = account === undefined ? { image } : { image, account }
  return new ProblemError({
    reason,
    message: `In memory: ${reason}.`,
    remedy: `Fix ${reason}.`,
    aws,
    ...named,
  })
}

/** An error of a change whose answer never came. */
export function brokenCall(reason: FailureReason = 'unreachable'): ChangeError {
  return new ChangeError({ reason, message: `In memory: ${reason}.`, remedy: `Fix ${reason}.` }, true)
}

function givenUp(): ProblemError {
  const cancelled: Problem = {
    reason: 'cancelled',
    message: 'In memory: cancelled.',
    remedy: 'Run it again.',
  }
  return new ProblemError(cancelled)
}

async function unlessFired(interference: void | Promise<void>, signal: AbortSignal): Promise<void> {
  if (interference === undefined) return
  const settled = new AbortController()
  const fired = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(givenUp())
    signal.addEventListener('abort', () => reject(givenUp()), { once: true, signal: settled.signal })
  })
  try {
    await Promise.race([interference, fired])
  } finally {
    settled.abort()
  }
}
