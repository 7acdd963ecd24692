import { describe, expect, it } from '@jest/globals'
import {
  isInEffect,
  isUnanswered,
  nameOf,
  preposition,
  settle,
  type Attempt,
  type Outcome,
  type Verification,
} from '../../src/sharing/outcome.ts'
import { account, accounts, change, problem } from '../support/examples.ts'

const listing = (...numbers: number[]): Verification => ({
  kind: 'read',
  value: new Set(accounts(...numbers)),
})
const unreadable = problem({
  reason: 'unreachable',
  message: 'It was unreachable.',
  remedy: 'Look at the network.',
})
const unread: Verification = { kind: 'unread', problem: unreadable }
const denied = problem()
const cancelled = problem({ reason: 'cancelled' })

const accepted: Attempt = { kind: 'accepted' }
const refused: Attempt = { kind: 'failed', problem: denied, mayHaveTakenEffect: false }
const broken: Attempt = { kind: 'failed', problem: denied, mayHaveTakenEffect: true }
const never: Attempt = { kind: 'not-attempted', because: cancelled }

const failed = (mayBeInEffect: boolean): Outcome => ({ kind: 'failed', problem: denied, mayBeInEffect })
const notAttempted: Outcome = { kind: 'not-attempted', because: cancelled }

describe('a call', () => {
  it.each<[attempt: Attempt, unanswered: boolean]>([
    [accepted, false],
    [{ kind: 'accepted', wasRepeated: true }, true],
    [broken, true],
    [refused, false],
    [never, false],
  ])('that ended as %j may still take effect: %s', (attempt, unanswered) => {
    expect(isUnanswered(attempt)).toBe(unanswered)
  })
})

describe('what became of a share', () => {
  it.each<[what: string, attempt: Attempt, verification: Verification, outcome: Outcome]>([
    ['accepted and listed', accepted, listing(1, 2), { kind: 'done' }],
    ['broken and listed', broken, listing(1), { kind: 'done', despite: denied }],
    ['broken and not listed', broken, listing(2), failed(true)],
    [
      'refused and listed: by this run, as far as is known',
      refused,
      listing(1),
      { kind: 'done', despite: denied },
    ],
    ['refused and not listed', refused, listing(), failed(false)],
    ['not attempted and listed: by someone else', never, listing(1), { kind: 'unchanged' }],
    ['not attempted and not listed', never, listing(), notAttempted],
    ['broken and unread', broken, unread, failed(true)],
    ['refused and unread', refused, unread, failed(false)],
    ['not attempted and unread', never, unread, notAttempted],
  ])('%s', (_what, attempt, verification, outcome) => {
    expect(settle(change('share', 1), attempt, verification)).toEqual(outcome)
  })
})

describe('what became of an unshare', () => {
  it.each<[what: string, attempt: Attempt, verification: Verification, outcome: Outcome]>([
    ['accepted and not listed', accepted, listing(2), { kind: 'done' }],
    ['broken and not listed', broken, listing(), { kind: 'done', despite: denied }],
    ['broken and listed', broken, listing(1), failed(true)],
    ['refused and not listed: by someone else', refused, listing(), { kind: 'unchanged' }],
    ['not attempted and listed', never, listing(1), notAttempted],
  ])('%s', (_what, attempt, verification, outcome) => {
    expect(settle(change('unshare', 1), attempt, verification)).toEqual(outcome)
  })
})

describe('an accepted change that can not be proven', () => {
  const { image, account: of } = change('share', 1)

  it.each([
    ['share', 'with', 'does not list', listing()],
    ['unshare', 'from', 'still lists', listing(1)],
  ] as const)('fails: a %s that does not show', (kind, word, seen, verification) => {
    expect(settle(change(kind, 1), accepted, verification)).toEqual({
      kind: 'failed',
      mayBeInEffect: true,
      problem: {
        reason: 'not-proven',
        message: `AWS accepted to ${kind} wsi-0123456789abc ${word} 000000000001, but reading back ${seen} the account.`,
        remedy: 'Run this again; if it stays so, give the request to AWS Support.',
        image,
        account: of,
      },
    })
  })

  it('tells AWS’s id of the request, which AWS Support asks for', () => {
    const header: Attempt = { kind: 'accepted', requestId: 'r-7' }
    for (const verification of [listing(), unread]) {
      expect(settle(change('share', 1), header, verification)).toMatchObject({
        problem: {
          message: expect.stringContaining(
            'share wsi-0123456789abc with 000000000001 (request id r-7), but ',
          ),
        },
      })
    }
  })

  it('fails for the cancel where that left no time to read again', () => {
    const early: Verification = { kind: 'read', value: new Set(), isEarly: true }
    expect(settle(change('share', 1), accepted, early)).toEqual({
      kind: 'failed',
      mayBeInEffect: true,
      problem: {
        reason: 'cancelled',
        message:
          'AWS accepted to share wsi-0123456789abc with 000000000001, but reading back does not list the account, and the job was cancelled before it could be read again.',
        remedy: 'Run it again: what is in effect already is left as it is.',
        image,
        account: of,
      },
    })
    expect(settle(change('unshare', 1), accepted, early)).toEqual({ kind: 'done' })
  })

  it('fails for the cancel where that ended the read', () => {
    const ended = {
      kind: 'unread',
      problem: problem({ reason: 'cancelled', remedy: 'Run it again.' }),
    } as const
    expect(settle(change('share', 1), accepted, ended)).toMatchObject({
      problem: {
        reason: 'cancelled',
        message: expect.stringContaining('but reading back failed: '),
        remedy: 'Run it again.',
      },
    })
  })

  it('fails where the proof could not be read', () => {
    expect(settle(change('unshare', 1), accepted, unread)).toEqual({
      kind: 'failed',
      mayBeInEffect: true,
      problem: {
        reason: 'not-proven',
        message:
          'AWS accepted to unshare wsi-0123456789abc from 000000000001, but reading back failed: It was unreachable.',
        remedy: 'Look at the network. Then run this again: what is in effect already is left as it is.',
        image,
        account: of,
      },
    })
  })

  it('keeps what AWS said to the reading', () => {
    const aws = { name: 'InternalFailure', requestId: 'r-1' }
    expect(
      settle(change('share', 1), accepted, { kind: 'unread', problem: { ...unreadable, aws } }),
    ).toMatchObject({
      problem: { aws },
    })
  })
})

it('knows whether a change is in effect', () => {
  const one = new Set(accounts(1))
  expect(isInEffect(change('share', 1), one)).toBe(true)
  expect(isInEffect(change('share', 2), one)).toBe(false)
  expect(isInEffect(change('unshare', 1), one)).toBe(false)
  expect(isInEffect(change('unshare', 2), one)).toBe(true)
})

it('names a change in a few words', () => {
  expect(nameOf(change('share', 1))).toBe('share wsi-0123456789abc with 000000000001')
  expect(nameOf(change('unshare', 1))).toBe('unshare wsi-0123456789abc from 000000000001')
  const names = new Map([[account(1), 'workplace']])
  expect(nameOf(change('share', 1), names)).toBe('share wsi-0123456789abc with 000000000001 (workplace)')
  expect([preposition({ kind: 'share' }), preposition({ kind: 'unshare' })]).toEqual(['with', 'from'])
})
