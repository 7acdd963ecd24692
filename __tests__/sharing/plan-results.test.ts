import { describe, expect, it } from '@jest/globals'
import type { Attempt, Verification } from '../../src/sharing/outcome.ts'
import { settledResult, unwrittenResult, type RunHeader } from '../../src/sharing/plan-results.ts'
import { changesOf, type Plan } from '../../src/sharing/plan.ts'
import { releaseOf, type Release } from '../../src/sharing/release.ts'
import type { FailureReason, Problem } from '../../src/sharing/problem.ts'
import { settledChanges } from '../../src/sharing/result.ts'
import { imageKey } from '../../src/sharing/identifiers.ts'
import {
  account,
  accounts,
  attempted,
  change,
  describing,
  image,
  imageNumber,
  planOf,
  problem,
  standing,
  wanting,
} from '../support/examples.ts'

const header: RunHeader = { mode: 'apply', warnings: ['Mind this.'], accountNames: new Map() }
const denied = problem()
const accepted: Attempt = { kind: 'accepted' }
const listing = (...numbers: number[]): Verification => ({
  kind: 'read',
  value: new Set(accounts(...numbers)),
})
const verifications = (verification: Verification, of = image) => new Map([[imageKey(of), verification]])

/** All of a plan goes on. */
const whole = (plan: Plan): Release => releaseOf(plan, [], [])
interface Ends {
  /** In the order of the plan's changes; one alone is that of all. */
  readonly attempts: readonly Attempt[]
  readonly verifications: ReadonlyMap<string, Verification>
}
const carriedOut = (
  plan: Plan,
  { attempts, verifications: read }: Ends,
  problems: readonly Problem[] = [],
  told_: RunHeader = header,
) => {
  const execution = { attempted: attempted(changesOf(plan), ...attempts), verifications: read }
  return settledResult(plan, whole(plan), execution, problems, told_)
}

describe('the result of a plan that is held', () => {
  const plan = planOf([wanting([1, 2])], [standing([2, 9])])

  it('attempted nothing, for the first of the reasons, and leaves all as it was', () => {
    const other = problem({ reason: 'plan-changed' })
    expect(unwrittenResult(plan, releaseOf(plan, [denied], [other]), [denied, other], header)).toEqual({
      ...header,
      problems: [denied, other],
      planId: plan.id,
      unknown: [],
      images: [
        {
          image,
          description: describing(),
          changes: [
            { change: change('share', 1), outcome: { kind: 'not-attempted', because: denied, isHeld: true } },
          ],
          unchanged: accounts(2),
          recipients: accounts(2, 9),
        },
      ],
    })
  })

  it('plans what goes on all the same, and with a check that is drift', () => {
    const [release, ending] = endingPlan()
    const result = unwrittenResult(ending, release, [denied], { ...header, mode: 'check' })
    expect(settledChanges(result).map(({ outcome }) => outcome)).toEqual([
      { kind: 'not-attempted', because: denied, isHeld: true },
      { kind: 'planned' },
      { kind: 'not-attempted', because: denied, isHeld: true },
    ])
    expect(result.problems).toMatchObject([
      denied,
      {
        reason: 'drift',
        message:
          'Who can copy the images is not as wanted: 000000000002 can copy wsi-000000001 and should not.',
      },
    ])
  })
})

/** A plan that is refused, of two images: a share that ended, and others that begin. */
function endingPlan(): readonly [Release, Plan] {
  const [one, two] = [imageNumber(1), imageNumber(2)]
  const ended = { until: '2020-01-01', daysLeft: -9, hasEnded: true }
  const boxed = { ...wanting([1], [2], one), timeBoxes: new Map([[account(2), ended]]) }
  const plan = planOf([boxed, wanting([1], [], two)], [standing([2], one), standing([3], two)])
  return [releaseOf(plan, [denied], []), plan]
}

describe('the result of a refused plan of which only what has ended was carried out', () => {
  const [release, plan] = endingPlan()

  it('proves that, and holds all else', () => {
    const done = {
      attempted: attempted(release.changes, accepted),
      verifications: verifications(listing(), imageNumber(1)),
    }
    const result = settledResult(plan, release, done, [denied], header)
    expect(settledChanges(result).map(({ outcome }) => outcome)).toEqual([
      { kind: 'not-attempted', because: denied, isHeld: true },
      { kind: 'done' },
      { kind: 'not-attempted', because: denied, isHeld: true },
    ])
    expect(result.images.map(({ recipients }) => recipients)).toEqual([[], accounts(3)])
    expect(result.problems).toEqual([denied])
  })

  it('takes what is held for unchanged where somebody else did it meanwhile', () => {
    const done = {
      attempted: attempted(release.changes, accepted),
      verifications: verifications(listing(1), imageNumber(1)),
    }
    const [held] = settledChanges(settledResult(plan, release, done, [denied], header))
    expect(held).toMatchObject({ change: change('share', 1, imageNumber(1)), outcome: { kind: 'unchanged' } })
  })

  it('tells of an image of which all was held, and that could not be read again', () => {
    const unread = verifications(
      { kind: 'unread', problem: problem({ reason: 'unreachable', message: 'It broke.' }) },
      imageNumber(2),
    )
    const done = {
      attempted: attempted(release.changes, accepted),
      verifications: new Map([...verifications(listing(), imageNumber(1)), ...unread]),
    }
    expect(settledResult(plan, release, done, [denied], header)).toMatchObject({
      problems: [
        denied,
        {
          reason: 'not-proven',
          message: 'wsi-000000002 was not changed, but who can copy it now could not be read: It broke.',
        },
      ],
      images: [{}, { recipients: undefined }],
    })
  })
})

describe('the result of a plan that is only shown', () => {
  const plan = planOf([wanting([1], [2])], [standing([2])])

  it('has planned changes, and leaves all as it was', () => {
    const result = unwrittenResult(plan, whole(plan), [], { ...header, mode: 'plan' })
    expect(settledChanges(result).map(({ outcome }) => outcome)).toEqual([
      { kind: 'planned' },
      { kind: 'planned' },
    ])
    expect(result).toMatchObject({ problems: [], mode: 'plan', warnings: ['Mind this.'] })
    expect(result.images).toMatchObject([{ recipients: accounts(2) }])
  })

  it('is drift where it is checked, account by account', () => {
    expect(unwrittenResult(plan, whole(plan), [], { ...header, mode: 'check' }).problems).toEqual([
      {
        reason: 'drift',
        message:
          "Who can copy the images is not as wanted: 000000000002 can copy wsi-0123456789abc and should not; 000000000001 can't copy wsi-0123456789abc and should.",
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
    const [found] = unwrittenResult(drift, whole(drift), [], { ...header, mode: 'check' }).problems
    expect(found?.message.slice(-end.length)).toBe(end)
  })

  it('is no drift where nothing would change', () => {
    const same = planOf([wanting([1])], [standing([1])])
    expect(unwrittenResult(same, whole(same), [], { ...header, mode: 'check' }).problems).toEqual([])
  })

  it('has no id where an image is unknown, and says which', () => {
    const unread = wanting([1], [], imageNumber(1))
    const part = planOf([wanting([1]), unread], [standing([])])
    expect(unwrittenResult(part, whole(part), [], header)).toMatchObject({
      planId: undefined,
      unknown: [unread],
    })
  })
})

describe('the result of a plan that was carried out', () => {
  it('tells what somebody else changed besides, and counts it as unchanged no more', () => {
    const plan = planOf([wanting([1, 2, 3])], [standing([2, 3])])
    const result = carriedOut(plan, { attempts: [accepted], verifications: verifications(listing(1, 3)) }, [
      denied,
    ])
    expect(result.problems).toMatchObject([
      denied,
      { reason: 'drift', message: expect.stringContaining("000000000002 can't copy wsi-0123456789abc") },
    ])
    expect(result.images).toMatchObject([{ unchanged: accounts(3), recipients: accounts(1, 3) }])
  })

  it('settles each change by its own attempt and its own image’s proof', () => {
    const [one, two] = [imageNumber(1), imageNumber(2)]
    const plan = planOf(
      [wanting([1, 2], [], one), wanting([3], [], two)],
      [standing([], one), standing([], two)],
    )
    const failed: Attempt = { kind: 'failed', problem: denied, mayHaveTakenEffect: false }
    const all = new Map([...verifications(listing(9, 1), one), ...verifications(listing(3), two)])
    const result = carriedOut(
      plan,
      { attempts: [accepted, failed, accepted], verifications: all },
      [],
      header,
    )
    expect(settledChanges(result).map(({ outcome }) => outcome)).toEqual([
      { kind: 'done' },
      { kind: 'failed', problem: denied, mayBeInEffect: false },
      { kind: 'done' },
    ])
    expect(result.images.map(({ recipients }) => recipients)).toEqual([accounts(1, 9), accounts(3)])
    expect(result).toMatchObject({ ...header, problems: [], planId: plan.id })
  })

  it('tells of which calls no answer says what became of them', () => {
    const plan = planOf([wanting([1, 2, 3, 4])], [standing([])])
    const broken: Attempt = { kind: 'failed', problem: denied, mayHaveTakenEffect: true }
    const refused: Attempt = { kind: 'failed', problem: denied, mayHaveTakenEffect: false }
    const repeated: Attempt = { kind: 'accepted', wasRepeated: true }
    const attempts = [accepted, broken, refused, repeated]
    const result = carriedOut(plan, { attempts, verifications: verifications(listing(1, 2, 4)) })
    expect(settledChanges(result).map(({ isUnanswered }) => isUnanswered)).toEqual([false, true, false, true])
  })

  it('knows nobody where the proof could not be read', () => {
    const plan = planOf([wanting([1])], [standing([2])])
    const unread = verifications({ kind: 'unread', problem: denied })
    const result = carriedOut(plan, { attempts: [accepted], verifications: unread }, [], header)
    expect(result).toMatchObject({ problems: [], images: [{ recipients: undefined }] })
  })

  it('goes by a later read of an image without changes, where there is one', () => {
    const plan = planOf([wanting([2])], [standing([2])])
    const read = carriedOut(plan, { attempts: [], verifications: verifications(listing(2, 3)) }, [], header)
    expect(read).toMatchObject({
      problems: [],
      images: [{ recipients: accounts(2, 3), unchanged: accounts(2) }],
    })
    const drifted = carriedOut(plan, { attempts: [], verifications: verifications(listing(3)) }, [], header)
    expect(drifted).toMatchObject({ problems: [{ reason: 'drift' }], images: [{ unchanged: [] }] })
  })

  it.each<[reason: FailureReason, header: FailureReason]>([
    ['unreachable', 'not-proven'],
    ['cancelled', 'cancelled'],
  ])('knows nobody where that read failed: %s', (reason, toldReason) => {
    const plan = planOf([wanting([2])], [standing([2])])
    const failure = problem({ reason, message: 'It broke.' })
    const unread = verifications({ kind: 'unread', problem: failure })
    expect(carriedOut(plan, { attempts: [], verifications: unread }, [], header)).toMatchObject({
      problems: [
        {
          ...failure,
          reason: toldReason,
          message: 'wsi-0123456789abc was not changed, but who can copy it now could not be read: It broke.',
          image,
        },
      ],
      images: [{ recipients: undefined }],
    })
  })

  it('keeps who could copy an image without changes, which needs no proof', () => {
    const plan = planOf([wanting([2])], [standing([2])])
    expect(carriedOut(plan, { attempts: [], verifications: new Map() }, [], header).images).toMatchObject([
      { recipients: accounts(2) },
    ])
  })

  it.each<[missing: string, attempts: Attempt[], message: string]>([
    ['a proof', [accepted], 'The changes of wsi-0123456789abc were not verified.'],
    ['an attempt', [], 'The change of wsi-0123456789abc was forgotten.'],
  ])('is a mistake without %s', (_missing, attempts, message) => {
    const plan = planOf([wanting([1])], [standing([])])
    expect(() => carriedOut(plan, { attempts, verifications: new Map() }, [], header)).toThrow(message)
  })
})

describe('a plan of which a Region could not be asked', () => {
  const outage = problem({ reason: 'unreachable' })
  const plan = planOf([wanting([1])], [standing([])])

  it('tells so beside what was done or would be', () => {
    const settled = carriedOut(
      plan,
      { attempts: [accepted], verifications: verifications(listing(1)) },
      [outage],
      header,
    )
    expect(settled.problems).toEqual([outage])
    const proposed = unwrittenResult(plan, whole(plan), [outage], { ...header, mode: 'check' })
    expect(proposed.problems.map(({ reason }) => reason)).toEqual(['unreachable', 'drift'])
  })
})

describe('time boxes', () => {
  it('are told with their image', () => {
    const timeBoxes = new Map([[account(1), { until: '2027-03-31', daysLeft: 9, hasEnded: false }]])
    const plan = planOf([{ ...wanting([1]), timeBoxes }], [standing([1])])
    expect(unwrittenResult(plan, whole(plan), [], header).images).toMatchObject([{ timeBoxes }])
  })

  it('are not told of where there are none', () => {
    const plan = planOf([wanting([1])], [standing([1])])
    const [shown] = unwrittenResult(plan, whole(plan), [], header).images
    expect(shown).toMatchObject({ timeBoxes: undefined })
  })
})
