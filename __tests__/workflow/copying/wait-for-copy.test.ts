import { describe, expect, it } from '@jest/globals'
import type { OwnImage } from '../../../src/copying/own-image.ts'
import type { ImageCopies } from '../../../src/ports/image-copies.ts'
import { ProblemError, type FailureReason } from '../../../src/sharing/problem.ts'
import { waitForCopy } from '../../../src/workflow/copying/wait-for-copy.ts'
import { copyOfSource, copyRequest, recipient } from '../../support/copies.ts'
import { problem } from '../../support/examples.ts'
import { fakePorts } from '../../support/fake-ports.ts'

const pending = copyOfSource({ state: 'PENDING' })
const available = copyOfSource()
const { id } = pending.image
const never = async (): Promise<never> => Promise.reject(new Error('Waiting for a copy needs no such call'))

/** What a read shows: an image, none, or why it fails. */
type Shown = OwnImage | 'none' | FailureReason

/** Images in memory: what each read shows. The last read's answer stays. */
class ImagesInMemory implements ImageCopies {
  readonly callerAccount = recipient
  reads = 0
  readonly #shown: readonly Shown[]

  constructor(shown: readonly Shown[]) {
    this.#shown = shown
  }

  async listOwnImages(): Promise<readonly OwnImage[]> {
    const shown = this.#shown[this.reads] ?? this.#shown.at(-1) ?? 'none'
    this.reads += 1
    if (shown === 'none') return []
    if (typeof shown === 'string') throw new ProblemError(problem({ reason: shown }))
    return [shown]
  }

  readonly startCopy = never
  readonly listSharedImages = never
  readonly readBundles = never
  readonly pointBundle = never

  close(): void {}
}

/** Waits for a copy that is PENDING; tells its state afterwards, the problem, and the sum of the pauses in seconds. */
async function waited(
  shown: readonly Shown[],
  waitForMinutes = 60,
): Promise<Readonly<Record<'state' | 'reason' | 'message' | 'remedy' | 'seconds', unknown>>> {
  const ports = fakePorts()
  const copies = new ImagesInMemory(shown)
  const result = await waitForCopy(pending, copyRequest({ waitForMinutes }), { ...ports, copies })
  return {
    state: result.copy?.state,
    reason: result.problem?.reason,
    message: result.problem?.message,
    remedy: result.problem?.remedy,
    seconds: ports.clock.sleeps.reduce((sum, pause) => sum + pause, 0) / 1000,
  }
}

describe('a copy that reads do not show', () => {
  it.each<[what: string, shown: readonly Shown[]]>([
    ['at first', ['none', 'none', available]],
    ['for less than half a minute', ['none', 'none', 'none', 'none', 'none', available]],
    ['now and then', [...Array.from({ length: 9 }, (): Shown[] => ['none', pending]).flat(), available]],
    [
      'twice at first, and again later',
      ['none', 'none', ...Array<Shown>(9).fill(pending), 'none', available],
    ],
    ['once, after pauses of half a minute', [...Array<Shown>(9).fill(pending), 'none', available]],
    ['while others fail', ['none', 'unreachable', 'unreachable', available]],
  ])('%s is waited for', async (_what, shown) => {
    expect(await waited(shown)).toMatchObject({ state: 'AVAILABLE', reason: undefined })
  })

  it('for half a minute is given up, and nobody is said to have deleted it', async () => {
    expect(await waited(['none'])).toEqual({
      state: undefined,
      reason: 'image-not-found',
      message: `The copy ${id} was PENDING, but no read has shown it for 40 s.`,
      remedy:
        'Look for it in the WorkSpaces console, then run this step again: it finds the copy if it is there, and otherwise makes another one.',
      seconds: 41.5625,
    })
  })

  it('for half a minute is given up, also where the pauses are as long', async () => {
    const { reason, seconds } = await waited([...Array<Shown>(9).fill(pending), 'none'])
    expect([reason, seconds]).toEqual(['image-not-found', 184.34375])
  })

  it('is given up only by a read: a read that fails says nothing about it', async () => {
    const outage = Array<Shown>(8).fill('unreachable')
    expect(await waited(['none', ...outage, 'access-denied'])).toMatchObject({
      state: 'PENDING',
      reason: 'access-denied',
    })
  })

  it('when the time is up is not said to be PENDING still', async () => {
    expect(await waited([...Array<Shown>(6).fill(pending), 'none'], 1)).toEqual({
      state: 'PENDING',
      reason: 'wait-timed-out',
      message: `The copy ${id} was PENDING, but the last read before the time was up (wait-for-minutes) did not show it.`,
      remedy:
        'Look for it in the WorkSpaces console, then run this step again: it finds the copy if it is there, and otherwise makes another one.',
      seconds: 60,
    })
  })
})

describe('a copy that stays PENDING', () => {
  it('is a time-out', async () => {
    expect(await waited([pending], 2)).toMatchObject({
      state: 'PENDING',
      reason: 'wait-timed-out',
      message: `The copy ${id} was still PENDING after 2 minutes (wait-for-minutes).`,
    })
  })
})
