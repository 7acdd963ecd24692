import { describe, expect, it } from '@jest/globals'
import type { Attempt, Verification, Settled } from '../../src/sharing/outcome.ts'
import type { FailureReason } from '../../src/sharing/problem.ts'
import { isOpen, settleRollback, unwatched } from '../../src/sharing/rollback.ts'
import { accounts, change, problem } from '../support/examples.ts'

const denied = problem()
const broken = problem({ reason: 'unreachable', message: 'It broke.' })
const accepted: Attempt = { kind: 'accepted' }
const lost: Attempt = { kind: 'failed', problem: broken, mayHaveTakenEffect: true }
const notSent: Attempt = { kind: 'not-attempted', because: denied }
const refused = (reason: FailureReason): Attempt => ({
  kind: 'failed',
  problem: problem({ reason }),
  mayHaveTakenEffect: false,
})
const listing = (...numbers: number[]): Verification => ({
  kind: 'read',
  value: new Set(accounts(...numbers)),
})
const unread = (reason: FailureReason): Verification => ({ kind: 'unread', problem: problem({ reason }) })
const unshare = change('unshare', 1)

describe('an unshare that takes a share back', () => {
  it('is done where AWS accepted it and a read does not show the account', () => {
    expect(settleRollback(unshare, accepted, listing(2))).toEqual({ kind: 'done' })
  })

  it.each<FailureReason>(['invalid-input', 'image-not-found', 'not-supported'])(
    'had nothing to take where AWS refused it so (%s), and a read does not show the account',
    (reason) => {
      expect(settleRollback(unshare, refused(reason), listing())).toEqual({ kind: 'unchanged' })
      expect(settleRollback(unshare, refused(reason), listing(1))).toMatchObject({ kind: 'failed' })
      expect(settleRollback(unshare, refused(reason), unread('unreachable'))).toMatchObject({
        kind: 'failed',
      })
    },
  )

  it.each<FailureReason>([
    'access-denied',
    'image-not-available',
    'throttled',
    'no-credentials',
    'service-unavailable',
    'internal',
  ])('is not known to be done where it was refused otherwise: %s', (reason) => {
    expect(settleRollback(unshare, refused(reason), listing())).toMatchObject({
      kind: 'failed',
      problem: { reason },
      mayBeInEffect: true,
    })
  })

  it('is not known to be done where no answer came, for a read may be late', () => {
    const open = {
      ...lost,
      problem: problem({ reason: 'invalid-input' }),
    }
    expect(settleRollback(unshare, open, listing())).toMatchObject({ kind: 'failed', mayBeInEffect: true })
    expect(settleRollback(unshare, lost, listing())).toEqual({
      kind: 'failed',
      problem: {
        ...broken,
        message:
          "It broke. Reading back doesn't list 000000000001 for wsi-0123456789abc, but a read may be late.",
      },
      mayBeInEffect: true,
    })
  })

  it.each<[attempt: Attempt, verification: Verification, outcome: Partial<Settled>]>([
    [accepted, listing(1), { kind: 'failed', mayBeInEffect: true }],
    [accepted, unread('access-denied'), { kind: 'failed', mayBeInEffect: true }],
    [notSent, listing(), { kind: 'not-attempted', because: denied }],
    [notSent, listing(1), { kind: 'not-attempted', because: denied }],
  ])('is not done after %j and %j', (attempt, verification, outcome) => {
    expect(settleRollback(unshare, attempt, verification)).toMatchObject(outcome)
  })
})

describe('a share that gives access back', () => {
  const share = change('share', 1)

  it('is done where AWS accepted it and a read shows the account', () => {
    expect(settleRollback(share, accepted, listing(1))).toEqual({ kind: 'done' })
  })

  it.each([lost, refused('invalid-input')])('is not known to be done after %j', (attempt) => {
    expect(settleRollback(share, attempt, listing(1))).toMatchObject({
      kind: 'failed',
      problem: {
        message: expect.stringContaining('Reading back lists 000000000001 for wsi-0123456789abc'),
      },
    })
  })
})

describe('sending and reading again', () => {
  const cases: [
    what: string,
    attempt: Attempt,
    verification: Verification,
    answered: boolean,
    unanswered: boolean,
  ][] = [
    ['accepted and shown', accepted, listing(), false, true],
    ['nothing to unshare, and shown', refused('image-not-found'), listing(), false, true],
    ['accepted and not shown', accepted, listing(1), true, true],
    ['nothing to unshare, and not shown', refused('image-not-found'), listing(1), true, true],
    ['no answer', lost, listing(), true, true],
    ['accepted, and a read that may come', accepted, unread('unreachable'), true, true],
    ['accepted, and a read that is refused', accepted, unread('access-denied'), false, false],
    ['refused for good', refused('access-denied'), listing(), false, false],
    ['not sent', notSent, listing(), false, false],
    ['not sent as its Region was out', { kind: 'not-attempted', because: broken }, listing(1), true, true],
  ]

  it.each(cases)('is worth it after %s: %j', (_what, attempt, verification, answered, unanswered) => {
    expect(isOpen({ change: unshare, isUnanswered: false }, attempt, verification, false)).toBe(answered)
    expect(isOpen({ change: unshare, isUnanswered: true }, attempt, verification, false)).toBe(unanswered)
  })

  it.each(cases)('ends once it was watched long enough: %s', (_what, attempt, verification) => {
    expect(isOpen({ change: unshare, isUnanswered: true }, attempt, verification, true)).toBe(false)
  })
})

it.each([
  ['unshare', 'unshare wsi-0123456789abc from 000000000001'],
  ['share', 'share wsi-0123456789abc with 000000000001'],
] as const)('to %s, if a cancel kept it from being watched, says what may still happen', (kind, call) => {
  const rollback = change(kind, 1)
  expect(unwatched(rollback)).toEqual({
    reason: 'cancelled',
    message: `AWS accepted to ${call}, but it never answered the call that is rolled back. That call may still take effect: the job was cancelled before this was known.`,
    remedy: 'Check who can copy the image.',
    image: rollback.image,
    account: rollback.account,
  })
})
