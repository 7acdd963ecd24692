import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import type { Outcome } from '../../src/sharing/outcome.ts'
import type { Problem } from '../../src/sharing/problem.ts'
import {
  allProblems,
  failureReasonOf,
  isSuccess,
  problemOfOutcome,
  resultWithoutPlan,
  isChanged,
  totalsOf,
  type RunResult,
} from '../../src/sharing/result.ts'
import { accounts, change, describing, image, problem } from '../support/examples.ts'

const denied = problem()
/** A result whose changes ended like this, each of another account. */
function ending(...outcomes: readonly Outcome[]): RunResult {
  const changes = outcomes.map((outcome, index) => ({ change: change('share', index + 1), outcome }))
  const one = { image, description: describing(), changes, unchanged: [], recipients: undefined }
  return { mode: 'apply', images: [one], problems: [], warnings: [], planId: 'plan-x', unknown: [] }
}

describe('the result without a plan', () => {
  it('has no images and no plan id', () => {
    expect(resultWithoutPlan(undefined, [denied])).toEqual({
      mode: undefined,
      images: [],
      problems: [denied],
      warnings: [],
      planId: undefined,
      unknown: [],
    })
    expect(resultWithoutPlan('plan', [], ['Mind this.'])).toMatchObject({
      mode: 'plan',
      warnings: ['Mind this.'],
    })
  })
})

describe('outcomes', () => {
  it.each<[outcome: Outcome, success: boolean, header: typeof denied | undefined]>([
    [{ kind: 'planned' }, true, undefined],
    [{ kind: 'done' }, true, undefined],
    [{ kind: 'done', despite: denied }, true, undefined],
    [{ kind: 'unchanged' }, true, undefined],
    [{ kind: 'failed', problem: denied, mayBeInEffect: false }, false, denied],
    [{ kind: 'not-attempted', because: denied }, false, denied],
    [{ kind: 'undone' }, false, undefined],
    [{ kind: 'undo-failed', problem: denied }, false, denied],
  ])('%j', (outcome, success, expected) => {
    expect(isSuccess(outcome)).toBe(success)
    expect(problemOfOutcome(outcome)).toBe(expected)
  })
})

describe('totals', () => {
  it('count each change once', () => {
    const done: Outcome = { kind: 'done' }
    const changes = [
      { change: change('share', 1), outcome: done },
      { change: change('share', 2), outcome: { kind: 'planned' } as const },
      { change: change('unshare', 3), outcome: done },
      { change: change('share', 4), outcome: { kind: 'unchanged' } as const },
      {
        change: change('unshare', 5),
        outcome: { kind: 'failed', problem: denied, mayBeInEffect: false } as const,
      },
      { change: change('share', 6), outcome: { kind: 'not-attempted', because: denied } as const },
    ]
    const one = {
      image,
      description: describing(),
      changes,
      unchanged: accounts(7, 8),
      recipients: undefined,
    }
    expect(totalsOf({ ...resultWithoutPlan('apply', []), images: [one] })).toEqual({
      shared: 2,
      unshared: 1,
      unchanged: 3,
      failed: 2,
    })
  })

  it('leave no change out and count none twice, whatever became of it', () => {
    const outcomes = fc.array(
      fc.constantFrom<Outcome>(
        { kind: 'planned' },
        { kind: 'done' },
        { kind: 'unchanged' },
        { kind: 'failed', problem: denied, mayBeInEffect: false },
        { kind: 'not-attempted', because: denied },
        { kind: 'undone' },
        { kind: 'undo-failed', problem: denied },
      ),
    )
    fc.assert(
      fc.property(fc.array(outcomes), fc.nat(3), (images, already) => {
        const all = images.flatMap((each) => ending(...each).images)
        const unchanged = accounts(...Array.from({ length: already }, (_, index) => index))
        const result = { ...ending(), images: all.map((one) => ({ ...one, unchanged })) }
        const { shared, unshared, unchanged: left, failed } = totalsOf(result)
        expect(shared + unshared + left + failed).toBe(images.flat().length + already * images.length)
      }),
    )
  })

  it('are nought without images', () => {
    expect(totalsOf(resultWithoutPlan('apply', []))).toEqual({
      shared: 0,
      unshared: 0,
      unchanged: 0,
      failed: 0,
    })
  })
})

describe('problems', () => {
  it('are told once each, the whole run’s first', () => {
    const whole = problem({ reason: 'cancelled' })
    const result = ending(
      { kind: 'failed', problem: denied, mayBeInEffect: false },
      { kind: 'not-attempted', because: whole },
      { kind: 'not-attempted', because: whole },
      { kind: 'done' },
    )
    expect(allProblems({ ...result, problems: [whole] })).toEqual([whole, denied])
  })

  it('of unshares come before those of shares', () => {
    const [ofShare, ofUnshare] = [problem({ message: 'share' }), problem({ message: 'unshare' })]
    const changes = [
      { change: change('share', 1), outcome: failedOf(ofShare) },
      { change: change('unshare', 2), outcome: failedOf(ofUnshare) },
    ]
    const result = ending()
    const images = result.images.map((one) => ({ ...one, changes }))
    expect(allProblems({ ...result, images })).toEqual([ofUnshare, ofShare])
  })
})

const failedOf = (one: Problem): Outcome => ({ kind: 'failed', problem: one, mayBeInEffect: true })
const failedWith = (reason: typeof denied.reason): Outcome => failedOf(problem({ reason }))

describe('the reason a run failed for', () => {
  const left: Outcome = { kind: 'not-attempted', because: problem({ reason: 'cancelled' }) }

  it.each<[what: string, result: RunResult, reason: string | undefined]>([
    ['nothing failed', ending({ kind: 'done' }, { kind: 'unchanged' }), undefined],
    ['all failed', ending(failedWith('throttled'), failedWith('access-denied')), 'access-denied'],
    ['some failed', ending(failedWith('throttled'), { kind: 'done' }), 'partly-failed'],
    [
      'some failed, one was done by someone else',
      ending(failedWith('throttled'), { kind: 'unchanged' }),
      'partly-failed',
    ],
    ['cancelled after some', ending({ kind: 'done' }, left), 'cancelled'],
    ['cancelled before any', ending(left), 'cancelled'],
    ['all was taken back', ending(failedWith('throttled'), { kind: 'undone' }), 'throttled'],
    [
      'some could not be undone',
      ending(failedWith('throttled'), { kind: 'undo-failed', problem: denied }),
      'partly-failed',
    ],
    [
      'a Region could not be asked, others were done',
      { ...ending({ kind: 'done' }), problems: [problem({ reason: 'unreachable' })] },
      'partly-failed',
    ],
    [
      'there is drift',
      { ...ending({ kind: 'planned' }), mode: 'check', problems: [problem({ reason: 'drift' })] },
      'drift',
    ],
    [
      'all was done, and somebody else changed something besides',
      { ...ending({ kind: 'done' }), problems: [problem({ reason: 'drift' })] },
      'drift',
    ],
    [
      'some failed, and somebody else changed something besides',
      { ...ending({ kind: 'done' }, failedWith('not-proven')), problems: [problem({ reason: 'drift' })] },
      'partly-failed',
    ],
    [
      'a Region could not be asked for a plan',
      { ...ending({ kind: 'planned' }), mode: 'plan', problems: [problem({ reason: 'unreachable' })] },
      'unreachable',
    ],
    ['no plan was made', resultWithoutPlan('apply', [problem({ reason: 'role-refused' })]), 'role-refused'],
  ])('%s', (_what, result, reason) => {
    expect(failureReasonOf(result)).toBe(reason)
  })
})

describe('a run has changed something', () => {
  it.each<[outcome: Outcome, changed: boolean]>([
    [{ kind: 'done' }, true],
    [{ kind: 'planned' }, true],
    [{ kind: 'undo-failed', problem: denied }, true],
    [{ kind: 'undone' }, false],
    [{ kind: 'unchanged' }, false],
    [{ kind: 'failed', problem: denied, mayBeInEffect: true }, false],
    [{ kind: 'not-attempted', because: denied }, false],
  ])('%j: %s', (outcome, changed) => {
    expect(isChanged(ending(outcome))).toBe(changed)
  })

  it('also where other things did not change', () => {
    expect(isChanged(ending({ kind: 'unchanged' }, { kind: 'done' }))).toBe(true)
  })
})
