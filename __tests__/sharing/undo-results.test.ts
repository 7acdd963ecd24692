import { describe, expect, it } from '@jest/globals'
import type { Outcome, Verification, Settled } from '../../src/sharing/outcome.ts'
import { rolledBackResult, rollbacksOf } from '../../src/sharing/undo-results.ts'
import { settledChanges, type RunResult } from '../../src/sharing/result.ts'
import { imageKey } from '../../src/sharing/identifiers.ts'
import { account, accounts, change, describing, image, imageNumber, problem } from '../support/examples.ts'

const denied = problem()
const listing = (...numbers: number[]): Verification => ({
  kind: 'read',
  value: new Set(accounts(...numbers)),
})
const verifications = (verification: Verification, of = image) => new Map([[imageKey(of), verification]])

const box = (hasEnded: boolean) => ({ until: '2027-03-01', daysLeft: hasEnded ? -1 : 1, hasEnded })

/** The result of a run with a single share that ended like this. */
function ended(outcome: Outcome): RunResult {
  const changes = [{ change: change('share', 1), outcome }]
  const one = { image, description: describing(), changes, unchanged: [], recipients: undefined }
  return { mode: 'apply', problems: [], warnings: [], planId: 'plan-x', unknown: [], images: [one] }
}

describe('taking back', () => {
  const done = { kind: 'done' } as const
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
  const rolledBack = (outcomes: readonly Settled[]) =>
    undo.flatMap((taken, index) => {
      const outcome = outcomes[index]
      return outcome === undefined ? [] : [{ change: taken, outcome }]
    })
  const undone = (verification: Verification, ...outcomes: readonly Settled[]) =>
    rolledBackResult(result, {
      settled: rolledBack(outcomes),
      verifications: verifications(verification, one),
    })

  it('leaves the outcomes alone that it did not touch', () => {
    const kept = rolledBackResult(result, { settled: [], verifications: new Map() })
    expect(settledChanges(kept)).toEqual(settledChanges(result))
  })

  it('is what was done, turned around, the last first', () => {
    expect(rollbacksOf(result).map((rollback) => rollback.change)).toEqual(undo)
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
    const expected = isTakenBack ? [{ change: change('unshare', 1), isUnanswered: false }] : []
    expect(rollbacksOf(ended(outcome))).toEqual(expected)
  })

  it('tells of calls that AWS never answered', () => {
    const [first] = ended(done).images
    const changes = [{ change: change('share', 1), outcome: done, isUnanswered: true }]
    const unanswered = { ...ended(done), images: first === undefined ? [] : [{ ...first, changes }] }
    expect(rollbacksOf(unanswered)).toEqual([{ change: change('unshare', 1), isUnanswered: true }])
  })

  it.each<[outcome: Outcome]>([[done], [{ kind: 'failed', problem: denied, mayBeInEffect: true }]])(
    'gives no access back that ended with its day, after %j',
    (outcome) => {
      const timeBoxes = new Map([
        [account(1), box(true)],
        [account(2), box(false)],
        [account(4), box(true)],
      ])
      const [first] = ended(outcome).images
      const changes = [
        ...[1, 2, 3].map((number) => ({ change: change('unshare', number), outcome })),
        { change: change('share', 4), outcome },
      ]
      const all = {
        ...ended(outcome),
        images: first === undefined ? [] : [{ ...first, changes, timeBoxes }],
      }
      expect(rollbacksOf(all).map((rollback) => rollback.change)).toEqual([
        change('unshare', 4),
        change('share', 3),
        change('share', 2),
      ])
    },
  )

  it('leaves a failure one, which is known not to be in effect once it was taken back', () => {
    const before = ended({ kind: 'failed', problem: denied, mayBeInEffect: true })
    const settled = [{ change: change('unshare', 1), outcome: done }]
    expect(
      settledChanges(rolledBackResult(before, { settled, verifications: verifications(listing()) })),
    ).toEqual([
      { change: change('share', 1), outcome: { kind: 'failed', problem: denied, mayBeInEffect: false } },
    ])
  })

  it('tells of a failure that could not be undone, and of both reasons', () => {
    const before = ended({ kind: 'failed', problem: denied, mayBeInEffect: true })
    const broken = problem({ reason: 'unreachable', message: 'It broke.', remedy: 'By hand.' })
    const outcome = { kind: 'failed', problem: broken, mayBeInEffect: true } as const
    const settled = [{ change: change('unshare', 1), outcome }]
    expect(
      settledChanges(rolledBackResult(before, { settled, verifications: verifications(listing(1)) })),
    ).toEqual([
      {
        change: change('share', 1),
        outcome: {
          kind: 'undo-failed',
          problem: {
            ...broken,
            message: 'It broke. It was to undo a change that had failed: It was denied.',
          },
        },
      },
    ])
  })

  it('is proven, and only its own images are read anew', () => {
    const after = undone(listing(2), done, { kind: 'unchanged' })
    expect(settledChanges(after).map(({ outcome }) => outcome)).toEqual([
      { kind: 'undone' },
      { kind: 'undone' },
      failed,
    ])
    expect(after.images.map(({ recipients }) => recipients)).toEqual([accounts(2), accounts(7)])
  })

  it.each<[what: string, outcomes: Settled[], expected: Outcome[]]>([
    [
      'failed',
      [{ kind: 'failed', problem: denied, mayBeInEffect: false }, done],
      [{ kind: 'undone' }, { kind: 'undo-failed', problem: denied }],
    ],
    [
      'was not attempted',
      [done, { kind: 'not-attempted', because: denied }],
      [{ kind: 'undo-failed', problem: denied }, { kind: 'undone' }],
    ],
  ])('fails where it %s', (_what, outcomes, expected) => {
    const after = settledChanges(undone(listing(2), ...outcomes))
    expect(after.map(({ outcome }) => outcome)).toEqual([...expected, failed])
  })

  it('leaves nobody known where the proof could not be read', () => {
    const after = undone({ kind: 'unread', problem: denied }, done, done)
    expect(after.images.map(({ recipients }) => recipients)).toEqual([undefined, accounts(7)])
  })
})
