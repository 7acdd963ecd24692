import { describe, expect, it } from '@jest/globals'
import type { CopyOrder } from '../../../src/copying/copy-plan.ts'
import type { OwnImage } from '../../../src/copying/own-image.ts'
import { ChangeError } from '../../../src/ports/change-error.ts'
import type { ImageCopies } from '../../../src/ports/image-copies.ts'
import type { ImageId } from '../../../src/sharing/identifiers.ts'
import { ProblemError, type FailureReason } from '../../../src/sharing/problem.ts'
import { makeCopy } from '../../../src/workflow/copying/make-copy.ts'
import { copyOfSource, recipient, source } from '../../support/copies.ts'
import { owner, problem, region } from '../../support/examples.ts'
import { fakePorts } from '../../support/fake-ports.ts'

const order: CopyOrder = { source, owner, region, name: 'golden' }
const copy = copyOfSource()
const never = async (): Promise<never> => Promise.reject(new Error('Making a copy needs no such call'))

/** How AWS answers a call: with an id, with a refusal, or not at all; or the name is taken. */
type Answer = ImageId | 'taken' | 'refused' | 'throttled' | 'unanswered'

/** Copies in memory: what each call is answered, and what each read shows. The last of each stays. */
class ScriptedCopies implements ImageCopies {
  readonly callerAccount = recipient
  sends = 0
  reads = 0
  readonly #answers: readonly Answer[]
  readonly #shown: readonly (readonly OwnImage[] | FailureReason)[]

  constructor(answers: readonly Answer[], shown: readonly (readonly OwnImage[] | FailureReason)[]) {
    this.#answers = answers
    this.#shown = shown
  }

  async startCopy(): Promise<ImageId | undefined> {
    const answer = this.#answers[this.sends] ?? this.#answers.at(-1)
    this.sends += 1
    if (answer === 'refused') throw new ChangeError(problem({ reason: 'access-denied' }), false)
    if (answer === 'throttled') throw new ChangeError(problem({ reason: 'throttled' }), false)
    if (answer === 'unanswered') throw new ChangeError(problem({ reason: 'unreachable' }), true)
    return answer === 'taken' ? undefined : answer
  }

  async listOwnImages(): Promise<readonly OwnImage[]> {
    const shown = this.#shown[this.reads] ?? this.#shown.at(-1) ?? []
    this.reads += 1
    if (typeof shown === 'string') throw new ProblemError(problem({ reason: shown }))
    return shown
  }

  readonly listSharedImages = never
  readonly readBundles = never
  readonly pointBundle = never

  close(): void {}
}

/** Makes a copy; tells the copy, whether this run made it, the reason, and the numbers of calls and reads. */
async function made(
  answers: readonly Answer[],
  shown: ConstructorParameters<typeof ScriptedCopies>[1],
): Promise<readonly unknown[]> {
  const copies = new ScriptedCopies(answers, shown)
  const result = await makeCopy(order, { ...fakePorts(), copies })
  return [result.copy?.image.id, result.isMade, result.problem?.reason, copies.sends, copies.reads]
}

const { id } = copy.image

describe('a copy is made', () => {
  it.each<
    [what: string, answers: readonly Answer[], shown: Parameters<typeof made>[1], is: readonly unknown[]]
  >([
    ['at once', [id], [[copy]], [id, true, undefined, 1, 1]],
    [
      'after AWS asked to slow down',
      ['throttled', id],
      [[], [], [], [], [], [], [copy]],
      [id, true, undefined, 2, 7],
    ],
    ['and shown late', [id], [[], [], [copy]], [id, true, undefined, 1, 3]],
    ['although no answer came', ['unanswered'], [[], [copy]], [id, true, undefined, 1, 2]],
    ['by the second call', ['unanswered', id], [[], [], [], [], [], [], [copy]], [id, true, undefined, 2, 7]],
    ['by another run', ['taken'], [[], [copy]], [id, false, undefined, 1, 2]],
    [
      'by a call that took effect late',
      ['unanswered', 'taken'],
      [[], [], [], [], [], [], [copy]],
      [id, true, undefined, 2, 7],
    ],
    ['by another run, although AWS refused this one', ['refused'], [[copy]], [id, false, undefined, 1, 1]],
  ])('%s', async (_what, answers, shown, is) => {
    expect(await made(answers, shown)).toEqual(is)
  })
})

describe('no copy is made', () => {
  it.each<
    [what: string, answers: readonly Answer[], shown: Parameters<typeof made>[1], is: readonly unknown[]]
  >([
    ['where AWS refuses it', ['refused'], [[]], [undefined, false, 'access-denied', 1, 1]],
    ['where AWS asks to slow down, three times', ['throttled'], [[]], [undefined, false, 'throttled', 3, 18]],
    ['where the name is taken by something else', ['taken'], [[]], [undefined, false, 'invalid-input', 1, 6]],
    ['that a read shows, after three calls', ['unanswered'], [[]], [undefined, true, 'unreachable', 3, 18]],
    ['that a read shows, although AWS told its id', [id], [[]], [undefined, true, 'not-proven', 1, 6]],
    [
      'twice where it can not be read',
      ['unanswered'],
      ['access-denied'],
      [undefined, true, 'unreachable', 1, 1],
    ],
  ])('%s', async (_what, answers, shown, is) => {
    expect(await made(answers, shown)).toEqual(is)
  })

  it('after a cancel', async () => {
    const copies = new ScriptedCopies([id], [[copy]])
    const ports = fakePorts()
    ports.cancellation.request()
    expect(await makeCopy(order, { ...ports, copies })).toMatchObject({
      isMade: false,
      problem: { reason: 'cancelled' },
    })
    expect(copies.sends).toBe(0)
  })
})
