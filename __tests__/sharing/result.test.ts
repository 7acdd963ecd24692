import { describe, expect, it } from '@jest/globals'
import type { Attempt, Outcome, Proof } from '../../src/sharing/outcome.ts'
import { planId } from '../../src/sharing/plan-id.ts'
import {
  allProblems,
  failureReasonOf,
  isSuccess,
  problemOfOutcome,
  proposedResult,
  refusedResult,
  resultWithoutPlan,
  settledChanges,
  settledResult,
  totalsOf,
  type RunResult,
} from '../../src/sharing/result.ts'
import { imageKey } from '../../src/sharing/identifiers.ts'
import {
  accounts,
  change,
  describing,
  image,
  imageNumber,
  planOf,
  problem,
  standing,
  wanting,
} from './examples.ts'

const told = { mode: 'apply', warnings: ['Mind this.'] } as const
const denied = problem()
const accepted: Attempt = { kind: 'accepted' }
const listing = (...numbers: number[]): Proof => ({ kind: 'read', recipients: new Set(accounts(...numbers)) })
const proofs = (proof: Proof, of = image) => new Map([[imageKey(of), proof]])

/** A result whose changes ended like this, each of another account. */
function ending(...outcomes: readonly Outcome[]): RunResult {
  const changes = outcomes.map((outcome, index) => ({ change: change('share', index + 1), outcome }))
  const one = { image, description: describing(), changes, unchanged: [], recipients: undefined }
  return { mode: 'apply', images: [one], problems: [], warnings: [], planId: 'plan-x' }
}

describe('the result without a plan', () => {
  it('has no images and no plan id', () => {
    expect(resultWithoutPlan(undefined, [denied])).toEqual({
      mode: undefined,
      images: [],
      problems: [denied],
      warnings: [],
      planId: '',
    })
    expect(resultWithoutPlan('plan', [], ['Mind this.'])).toMatchObject({
      mode: 'plan',
      warnings: ['Mind this.'],
    })
  })
})

describe('the result of a refused plan', () => {
  const plan = planOf([wanting([1, 2])], [standing([2, 9])])

  it('attempted nothing, for the first of the reasons, and leaves all as it was', () => {
    const other = problem({ reason: 'drift' })
    expect(refusedResult(plan, [denied, other], told)).toEqual({
      ...told,
      problems: [denied, other],
      planId: planId(plan),
      images: [
        {
          image,
          description: describing(),
          changes: [{ change: change('share', 1), outcome: { kind: 'not-attempted', because: denied } }],
          unchanged: accounts(2),
          recipients: accounts(2, 9),
        },
      ],
    })
  })

  it('needs a reason', () => {
    expect(() => refusedResult(plan, [], told)).toThrow('A plan is refused for at least one reason.')
  })
})

describe('the result of a plan that is only shown', () => {
  const plan = planOf([wanting([1], [2])], [standing([2])])

  it('has planned changes, and leaves all as it was', () => {
    const result = proposedResult(plan, { ...told, mode: 'plan' })
    expect(settledChanges(result).map(({ outcome }) => outcome)).toEqual([
      { kind: 'planned' },
      { kind: 'planned' },
    ])
    expect(result).toMatchObject({ problems: [], mode: 'plan', warnings: ['Mind this.'] })
    expect(result.images).toMatchObject([{ recipients: accounts(2) }])
  })

  it('is drift where it is checked, account by account', () => {
    expect(proposedResult(plan, { ...told, mode: 'check' }).problems).toEqual([
      {
        reason: 'drift',
        message:
          "Who can copy the images is not as wanted: 000000000001 can't copy wsi-0123456789abc and should; 000000000002 can copy wsi-0123456789abc and should not.",
        remedy: 'Run it with mode: apply to bring it back, or change what is wanted.',
      },
    ])
  })

  it.each<[length: number, end: string]>([
    [20, '000000000019 can copy wsi-0123456789abc and should not.'],
    [21, '000000000019 can copy wsi-0123456789abc and should not; and 1 more.'],
  ])('names twenty accounts of a drift of %d', (length, end) => {
    const all = Array.from({ length }, (_, index) => index)
    const drift = planOf([wanting([], all)], [standing(all)])
    const [found] = proposedResult(drift, { ...told, mode: 'check' }).problems
    expect(found?.message.slice(-end.length)).toBe(end)
  })

  it('is no drift where nothing would change', () => {
    const same = planOf([wanting([1])], [standing([1])])
    expect(proposedResult(same, { ...told, mode: 'check' }).problems).toEqual([])
  })

  it('has no id where an image was not seen', () => {
    const part = planOf([wanting([1]), wanting([1], [], imageNumber(1))], [standing([])])
    expect(proposedResult(part, told).planId).toBe('')
  })
})

describe('the result of a plan that was carried out', () => {
  it('settles each change by its own attempt and its own image’s proof', () => {
    const [one, two] = [imageNumber(1), imageNumber(2)]
    const plan = planOf(
      [wanting([1, 2], [], one), wanting([3], [], two)],
      [standing([], one), standing([], two)],
    )
    const failed: Attempt = { kind: 'failed', problem: denied, mayHaveTakenEffect: false }
    const all = new Map([...proofs(listing(9, 1), one), ...proofs(listing(3), two)])
    const result = settledResult(plan, [accepted, failed, accepted], all, told)
    expect(settledChanges(result).map(({ outcome }) => outcome)).toEqual([
      { kind: 'done' },
      { kind: 'failed', problem: denied },
      { kind: 'done' },
    ])
    expect(result.images.map(({ recipients }) => recipients)).toEqual([accounts(1, 9), accounts(3)])
    expect(result).toMatchObject({ ...told, problems: [], planId: planId(plan) })
  })

  it('knows nobody where the proof could not be read', () => {
    const plan = planOf([wanting([1])], [standing([2])])
    const result = settledResult(plan, [accepted], proofs({ kind: 'unread', problem: denied }), told)
    expect(result.images).toMatchObject([{ recipients: undefined }])
  })

  it('keeps who could copy an image without changes, which needs no proof', () => {
    const plan = planOf([wanting([2])], [standing([2])])
    expect(settledResult(plan, [], new Map(), told).images).toMatchObject([{ recipients: accounts(2) }])
  })

  it.each<[missing: string, attempts: Attempt[], message: string]>([
    ['a proof', [accepted], 'The changes of wsi-0123456789abc were not proven.'],
    ['an attempt', [], 'The change of wsi-0123456789abc was forgotten.'],
  ])('is a mistake without %s', (_missing, attempts, message) => {
    const plan = planOf([wanting([1])], [standing([])])
    expect(() => settledResult(plan, attempts, new Map(), told)).toThrow(message)
  })
})

describe('outcomes', () => {
  it.each<[outcome: Outcome, success: boolean, told: typeof denied | undefined]>([
    [{ kind: 'planned' }, true, undefined],
    [{ kind: 'done' }, true, undefined],
    [{ kind: 'done', despite: denied }, true, undefined],
    [{ kind: 'unchanged' }, true, undefined],
    [{ kind: 'failed', problem: denied }, false, denied],
    [{ kind: 'not-attempted', because: denied }, false, denied],
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
      { change: change('unshare', 5), outcome: { kind: 'failed', problem: denied } as const },
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
      { kind: 'failed', problem: denied },
      { kind: 'not-attempted', because: whole },
      { kind: 'not-attempted', because: whole },
    )
    expect(allProblems({ ...result, problems: [whole] })).toEqual([whole, denied])
  })
})

const failedWith = (reason: typeof denied.reason): Outcome => ({
  kind: 'failed',
  problem: problem({ reason }),
})

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
    [
      'the whole run failed, though some is as wanted',
      { ...ending({ kind: 'planned' }), problems: [problem({ reason: 'drift' })] },
      'drift',
    ],
    ['no plan was made', resultWithoutPlan('apply', [problem({ reason: 'role-refused' })]), 'role-refused'],
  ])('%s', (_what, result, reason) => {
    expect(failureReasonOf(result)).toBe(reason)
  })
})
