import { describe, expect, it } from '@jest/globals'
import type { Attempt, Outcome, Proof } from '../../src/sharing/outcome.ts'
import { undoneResult, undoOf } from '../../src/sharing/undo-results.ts'
import { settledChanges, type RunResult } from '../../src/sharing/result.ts'
import { imageKey } from '../../src/sharing/identifiers.ts'
import { accounts, change, describing, image, imageNumber, problem } from './examples.ts'

const denied = problem()
const accepted: Attempt = { kind: 'accepted' }
const listing = (...numbers: number[]): Proof => ({ kind: 'read', recipients: new Set(accounts(...numbers)) })
const proofs = (proof: Proof, of = image) => new Map([[imageKey(of), proof]])

/** The result of a run with a single share that ended like this. */
function ended(outcome: Outcome): RunResult {
  const changes = [{ change: change('share', 1), outcome }]
  const one = { image, description: describing(), changes, unchanged: [], recipients: undefined }
  return { mode: 'apply', problems: [], warnings: [], planId: 'plan-x', unknown: [], images: [one] }
}

describe('taking back', () => {
  const done: Outcome = { kind: 'done' }
  const failed: Outcome = { kind: 'failed', problem: denied, mayBeInEffect: false }
  const [one, two] = [imageNumber(1), imageNumber(2)]
  /** A share and an unshare of the first image, a failure of the second. */
  const result: RunResult = {
    mode: 'apply',
    problems: [],
    warnings: [],
    planId: 'plan-x',
    unknown: [],
    images: [
      {
        image: one,
        description: describing(one),
        changes: [
          { change: change('share', 1, one), outcome: done },
          { change: change('unshare', 2, one), outcome: done },
        ],
        unchanged: [],
        recipients: accounts(1),
      },
      {
        image: two,
        description: describing(two),
        changes: [{ change: change('share', 1, two), outcome: failed }],
        unchanged: [],
        recipients: accounts(7),
      },
    ],
  }
  const undo = [change('share', 2, one), change('unshare', 1, one)]
  const outcomes = (attempts: readonly Attempt[], proof: Proof) =>
    settledChanges(undoneResult(result, undo, { attempts, proofs: proofs(proof, one) })).map(
      ({ outcome }) => outcome,
    )

  it('is what was done, turned around, the last first', () => {
    expect(undoOf(result)).toEqual(undo)
  })

  it.each<[outcome: Outcome, isTakenBack: boolean]>([
    [{ kind: 'failed', problem: denied, mayBeInEffect: true }, true],
    [failed, false],
    [{ kind: 'unchanged' }, false],
    [{ kind: 'planned' }, false],
    [{ kind: 'not-attempted', because: denied }, false],
    [{ kind: 'undone' }, false],
    [{ kind: 'undo-failed', problem: denied }, false],
  ])('is wanted after %j: %s', (outcome, isTakenBack) => {
    expect(undoOf(ended(outcome))).toEqual(isTakenBack ? [change('unshare', 1)] : [])
  })

  it.each<[what: string, proof: Proof, mayBeInEffect: boolean]>([
    ['is known not to be in effect once it was taken back', listing(), false],
    ['may be in effect where taking it back failed', listing(1), true],
  ])('leaves a failure one, which %s', (_what, proof, mayBeInEffect) => {
    const before = ended({ kind: 'failed', problem: denied, mayBeInEffect: true })
    const after = undoneResult(before, undoOf(before), { attempts: [accepted], proofs: proofs(proof) })
    expect(settledChanges(after)).toEqual([
      { change: change('share', 1), outcome: { kind: 'failed', problem: denied, mayBeInEffect } },
    ])
  })

  it('is proven, and only its own images are read anew', () => {
    const undone = undoneResult(result, undo, {
      attempts: [accepted, accepted],
      proofs: proofs(listing(2), one),
    })
    expect(settledChanges(undone).map(({ outcome }) => outcome)).toEqual([
      { kind: 'undone' },
      { kind: 'undone' },
      failed,
    ])
    expect(undone.images.map(({ recipients }) => recipients)).toEqual([accounts(2), accounts(7)])
  })

  it.each<[what: string, attempts: Attempt[], proof: Proof, expected: Outcome[]]>([
    [
      'fails where the read shows otherwise',
      [{ kind: 'failed', problem: denied, mayHaveTakenEffect: false }, accepted],
      listing(),
      [{ kind: 'undone' }, { kind: 'undo-failed', problem: denied }],
    ],
    [
      'fails where it was not attempted',
      [accepted, { kind: 'not-attempted', because: denied }],
      listing(1, 2),
      [{ kind: 'undo-failed', problem: denied }, { kind: 'undone' }],
    ],
    [
      'is done where someone else did it',
      [accepted, { kind: 'not-attempted', because: denied }],
      listing(2),
      [{ kind: 'undone' }, { kind: 'undone' }],
    ],
  ])('%s', (_what, attempts, proof, expected) => {
    expect(outcomes(attempts, proof)).toEqual([...expected, failed])
  })

  it('leaves nobody known where the proof could not be read', () => {
    const unread: Proof = { kind: 'unread', problem: denied }
    const undone = undoneResult(result, undo, { attempts: [accepted, accepted], proofs: proofs(unread, one) })
    expect(undone.images.map(({ recipients }) => recipients)).toEqual([undefined, accounts(7)])
  })

  it('is a mistake without an attempt', () => {
    expect(() => outcomes([], listing())).toThrow('The undoing of wsi-000000001 was forgotten.')
  })
})
