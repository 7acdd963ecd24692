import { describe, expect, it } from '@jest/globals'
import { verdictOf } from '../../src/report/verdict.ts'
import { resultWithoutPlan, type RunResult } from '../../src/sharing/result.ts'
import { accounts, change, problem } from '../support/examples.ts'
import { done, failed, imageResult, runResult, sharesEnding } from '../support/results.ts'

const planned = { kind: 'planned' } as const
const unshared = imageResult({
  changes: [
    { change: change('unshare', 1), outcome: done },
    { change: change('unshare', 2), outcome: done },
  ],
})
const cancelled = problem({ reason: 'cancelled' })
const notAttempted = { kind: 'not-attempted', because: cancelled } as const

describe('the verdict', () => {
  it.each<[what: string, result: RunResult, verdict: string]>([
    ['nothing to do', runResult(), 'Nothing to do: 0 permissions already as wanted.'],
    [
      'nothing to do for one',
      runResult({ images: [imageResult({ unchanged: accounts(1) })] }),
      'Nothing to do: 1 permission already as wanted.',
    ],
    ['no drift', runResult({ mode: 'check' }), 'No drift: 0 permissions already as wanted.'],
    [
      'a plan',
      runResult({ mode: 'plan', images: [sharesEnding(planned), imageResult({ unchanged: accounts(1) })] }),
      'Plan: 1 share to make, 1 permission already as wanted. Nothing was written.',
    ],
    [
      'a plan with nothing beside it',
      runResult({ mode: 'plan', images: [sharesEnding(planned)] }),
      'Plan: 1 share to make. Nothing was written.',
    ],
    [
      'a share beside another',
      runResult({ images: [{ ...sharesEnding(done), unchanged: accounts(8, 9) }] }),
      'Done and verified: 1 share made, 2 permissions already as wanted.',
    ],
    ['shares', runResult({ images: [sharesEnding(done, done)] }), 'Done and verified: 2 shares made.'],
    ['unshares', runResult({ images: [unshared] }), 'Done and verified: 2 unshares made.'],
    [
      'both',
      runResult({ images: [sharesEnding(done), unshared] }),
      'Done and verified: 1 share and 2 unshares made.',
    ],
    [
      'drift',
      runResult({ mode: 'check', images: [sharesEnding(planned)], problems: [problem({ reason: 'drift' })] }),
      'Permissions have drifted: 1 share to make.',
    ],
    [
      'drift beside what was done',
      runResult({ images: [sharesEnding(done)], problems: [problem({ reason: 'drift' })] }),
      'Permissions have drifted: 1 share made and verified, but somebody else changed something besides.',
    ],
    [
      'drift beside a Region that could not be asked, which it does not hide',
      runResult({
        mode: 'check',
        images: [sharesEnding(planned)],
        problems: [problem({ reason: 'unreachable' }), problem({ reason: 'drift' })],
      }),
      'Permissions have drifted (1); AWS could not be reached (1): 1 share to make.',
    ],
    [
      'drift beside what was done where a Region could not be asked',
      runResult({
        images: [sharesEnding(done)],
        problems: [problem({ reason: 'throttled' }), problem({ reason: 'drift' })],
      }),
      'Permissions have drifted (1); AWS asked to slow down (1): 1 share made and verified, but somebody else changed something besides.',
    ],
    [
      'a plan that is refused for several reasons, in their order',
      runResult({
        images: [sharesEnding(notAttempted)],
        problems: [
          problem({ reason: 'plan-changed' }),
          problem({ reason: 'image-not-found' }),
          problem({ reason: 'plan-changed' }),
        ],
      }),
      'Cancelled before everything was done (1); image not found (1); the plan is not the approved one (2). Nothing was written.',
    ],
    [
      'a plan that is refused but for what has ended',
      runResult({
        images: [sharesEnding({ kind: 'not-attempted', because: problem() }), unshared],
        problems: [problem()],
      }),
      'Some changes failed; an AWS permission is missing: 1 of 3 changes are not in effect, 2 unshares made.',
    ],
    [
      'a mistake of the action',
      runResult({ problems: [problem({ reason: 'internal' })] }),
      'The action itself failed.',
    ],
    [
      'wrong inputs',
      resultWithoutPlan(undefined, [problem({ reason: 'invalid-input' })]),
      'The inputs have mistakes. Nothing was written.',
    ],
    [
      'a refused plan',
      runResult({ images: [sharesEnding(notAttempted)], problems: [cancelled] }),
      'Cancelled before everything was done. Nothing was written.',
    ],
    [
      'all failed',
      runResult({ images: [sharesEnding(failed(), failed())] }),
      'An AWS permission is missing: 2 of 2 changes are not in effect, no change made.',
    ],
    [
      'some failed',
      runResult({ images: [sharesEnding(failed(), done), unshared] }),
      'Some changes failed: 1 of 4 changes are not in effect, 1 share and 2 unshares made.',
    ],
    [
      'some failed for several reasons, each with its number',
      runResult({ images: [sharesEnding(failed(), failed({ reason: 'throttled' }), failed(), done)] }),
      'Some changes failed; an AWS permission is missing (2); AWS asked to slow down (1): 3 of 4 changes are not in effect, 1 share made.',
    ],
    [
      'some failed, others were taken back',
      runResult({ images: [sharesEnding(failed(), { kind: 'undone' }, { kind: 'undone' })] }),
      'An AWS permission is missing: 3 of 3 changes are not in effect, no change made, 2 undone.',
    ],
    [
      'changes of which one may be in effect all the same',
      runResult({
        images: [sharesEnding(failed(), { kind: 'failed', problem: problem(), mayBeInEffect: true })],
      }),
      'An AWS permission is missing: 2 of 2 changes failed, no change made.',
    ],
    [
      'a change that could not be undone',
      runResult({ images: [sharesEnding(failed(), { kind: 'undo-failed', problem: problem() })] }),
      'Some changes failed: 2 of 2 changes failed, no change made.',
    ],
    [
      'changes beside an image that could not be read',
      runResult({ images: [sharesEnding(done)], problems: [problem({ reason: 'unreachable' })] }),
      'Some changes failed; AWS could not be reached: 1 share made and verified, but not everything could be done or read.',
    ],
    [
      'temporary shares taken back',
      runResult({ images: [unshared], subject: 'Temporary shares' }),
      'Temporary shares: Done and verified: 2 unshares made.',
    ],
    [
      'a plan of which a Region could not be asked',
      runResult({
        mode: 'plan',
        images: [sharesEnding(planned)],
        problems: [problem({ reason: 'unreachable' })],
      }),
      'AWS could not be reached. Nothing was written.',
    ],
    [
      'changes that failed beside a Region that could not be asked',
      runResult({ images: [sharesEnding(failed())], problems: [problem({ reason: 'throttled' })] }),
      'An AWS permission is missing (1); AWS asked to slow down (1): 1 of 1 changes are not in effect, no change made.',
    ],
    [
      'cancelled before any change was sent',
      runResult({ images: [sharesEnding(notAttempted)] }),
      'Cancelled before everything was done. Nothing was written.',
    ],
    [
      'cancelled midway',
      runResult({ images: [sharesEnding(done, notAttempted)] }),
      'Cancelled before everything was done: 1 of 2 changes are not in effect, 1 share made.',
    ],
  ])('of %s', (_what, result, verdict) => {
    expect(verdictOf(result)).toBe(verdict)
  })
})
