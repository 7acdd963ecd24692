import { describe, expect, it } from '@jest/globals'
import { imageKey } from '../../src/sharing/identifiers.ts'
import type { Rollback, RollbackExecution } from '../../src/sharing/rollback.ts'
import { rollBack } from '../../src/workflow/carry-out-rollback.ts'
import { FakeClock } from '../support/clock.ts'
import { brokenCall, refusal } from '../support/images.ts'
import { account, accounts, change, describing, image, imageNumber } from '../support/examples.ts'
import { fakePorts, type FakePorts } from '../support/fake-ports.ts'

/** Unshares of these accounts, whose shares AWS answered. */
const answered = (...numbers: readonly number[]): readonly Rollback[] =>
  numbers.map((number) => ({ change: change('unshare', number), isUnanswered: false }))
const unanswered = (...numbers: readonly number[]): readonly Rollback[] =>
  answered(...numbers).map((one) => ({ ...one, isUnanswered: true }))
const wholeWatch = [500, 1000, 2000, 4000, 8000, 14_500]

function ready(recipients: readonly number[], onSleep: (sleeps: number) => void = () => {}): FakePorts {
  const world = fakePorts({ clock: new FakeClock(onSleep) })
  world.service.add(describing(), accounts(...recipients))
  return world
}

const kinds = ({ settled }: RollbackExecution) => settled.map(({ outcome }) => outcome.kind)
const sentTo = ({ service }: FakePorts) => service.callsOf('change').map((call) => call.account)

describe('taking back', () => {
  it('sends each unshare once, whatever a read would show, and reads once', async () => {
    const world = ready([1, 9])
    const execution = await rollBack(answered(1, 2), world, 'Sending')
    expect(kinds(execution)).toEqual(['done', 'done'])
    expect([...execution.verifications]).toEqual([
      [imageKey(image), { kind: 'read', value: new Set(accounts(9)) }],
    ])
    expect([sentTo(world), world.service.calls.length]).toEqual([accounts(1, 2), 3])
    expect(world.clock.sleeps).toEqual([])
    expect(world.log.groups).toEqual(['Sending 2 changes'])
  })

  it('of nothing asks nobody', async () => {
    const world = ready([])
    expect(await rollBack([], world, 'Sending')).toEqual({ settled: [], verifications: new Map() })
    expect(world.service.calls).toEqual([])
  })

  it('sends and reads again while a read still shows the account, and nothing else', async () => {
    const world = ready([1])
    world.service.add(describing(imageNumber(2)), accounts(2))
    world.service.staleReads = 3
    const there = { change: change('unshare', 2, imageNumber(2)), isUnanswered: false }
    const execution = await rollBack([...answered(1), there], world, 'Sending')
    expect(kinds(execution)).toEqual(['done', 'done'])
    expect(world.clock.sleeps).toEqual([500, 1000])
    expect(world.log.groups).toEqual([
      'Sending 2 changes',
      'Sending again: 2 changes',
      'Sending again: 1 change',
    ])
    expect(world.log.lines).toContain(
      'Watching wsi-0123456789abc, wsi-000000002: a call or a read may be late.',
    )
  })

  it('is red where half a minute of reads still shows the account, with the command', async () => {
    const world = ready([1])
    world.service.staleReads = Number.POSITIVE_INFINITY
    const { settled } = await rollBack(answered(1), world, 'Sending')
    expect(settled).toMatchObject([
      {
        outcome: {
          kind: 'failed',
          problem: {
            reason: 'not-proven',
            remedy: expect.stringMatching(/^Unshare it by hand: aws workspaces .* --no-allow-copy-image$/),
          },
        },
      },
    ])
    expect(world.clock.sleeps).toEqual(wholeWatch)
  })

  it('sends again what got no answer, and is done by an answer', async () => {
    const world = ready([1])
    const failures = [brokenCall(), brokenCall()]
    world.service.before((call) => {
      const failure = call.method === 'change' ? failures.pop() : undefined
      if (failure !== undefined) throw failure
    })
    expect(kinds(await rollBack(answered(1), world, 'Sending'))).toEqual(['done'])
    expect(world.clock.sleeps).toEqual([500, 1000])
  })

  it('sends nothing again that was refused for good', async () => {
    const world = ready([1, 2])
    world.service.before((call) => {
      if (call.account === account(1)) throw refusal('access-denied', image, account(1))
    })
    expect(kinds(await rollBack(answered(1, 2), world, 'Sending'))).toEqual(['failed', 'done'])
    expect(world.clock.sleeps).toEqual([])
  })

  it('leaves nobody out for whom nothing was sent while the Region was out', async () => {
    const all = Array.from({ length: 60 }, (_, index) => index + 1)
    const world = ready(all)
    let failures = 25
    world.service.before((call) => {
      if (call.method === 'change' && failures-- > 0) throw brokenCall()
    })
    const execution = await rollBack(answered(...all), world, 'Sending')
    expect(world.log.groups).toEqual([
      'Sending 60 changes',
      expect.stringMatching(/^Sending again: [3-6]\d changes$/),
    ])
    expect(new Set(kinds(execution))).toEqual(new Set(['done']))
    expect(world.service.recipientsOf(image)).toEqual([])
  })

  it('tells of what nothing was sent for, with its command', async () => {
    const world = ready([1])
    world.cancellation.request()
    const { settled } = await rollBack(answered(1), world, 'Sending')
    expect(settled).toMatchObject([
      {
        outcome: {
          kind: 'not-attempted',
          because: {
            reason: 'cancelled',
            message: expect.stringContaining('Nothing was sent to unshare'),
            remedy: expect.stringContaining('--shared-account-id 000000000001'),
          },
        },
      },
    ])
  })
})

describe('a share that was never answered', () => {
  it('is watched for half a minute, and the unshare sent again each time', async () => {
    const world = ready([])
    expect(kinds(await rollBack(unanswered(1), world, 'Sending'))).toEqual(['done'])
    expect(world.clock.sleeps).toEqual(wholeWatch)
    expect(sentTo(world)).toEqual(Array(7).fill(account(1)))
  })

  it.each([1, 2, 3, 4, 5, 6])('may take effect during pause %i, and nobody is left behind', async (pause) => {
    const world = ready([], (sleeps) => {
      if (sleeps === pause) world.service.permit(image, account(1), true)
    })
    expect(kinds(await rollBack(unanswered(1), world, 'Sending'))).toEqual(['done'])
    expect(world.service.recipientsOf(image)).toEqual([])
  })

  it('may take effect while no read shows it, and nobody is left behind', async () => {
    const world = ready([], (sleeps) => {
      if (sleeps === 3) world.service.permit(image, account(1), true)
    })
    world.service.staleReads = Number.POSITIVE_INFINITY
    expect(kinds(await rollBack(unanswered(1), world, 'Sending'))).toEqual(['done'])
    expect(world.service.recipientsOf(image)).toEqual([])
  })

  it('is red where a cancel keeps it from being sent again, and told of as sent before', async () => {
    const many = Array.from({ length: 15 }, (_, index) => index + 1)
    const world = ready([])
    let sent = 0
    world.service.before((call) => {
      if (call.method === 'change' && ++sent === 16) world.cancellation.request()
    })
    const { settled } = await rollBack(unanswered(...many), world, 'Sending')
    expect(sent).toBeLessThan(30)
    const told = settled.map(({ outcome }) => {
      if (outcome.kind === 'failed') return outcome.problem.message
      return outcome.kind === 'not-attempted' ? outcome.because.message : outcome.kind
    })
    const sentAgain = expect.stringMatching(
      /^AWS accepted to unshare wsi-0123456789abc from [0-9]{12}, but it never/,
    )
    const notSentAgain = expect.stringMatching(
      /^Nothing more was sent to unshare wsi-0123456789abc from [0-9]{12}\. The job was cancelled/,
    )
    expect(told).toEqual(many.map((_, index) => (index < sent - 15 ? sentAgain : notSentAgain)))
  })

  it.each(['cancel', 'outage'])('is red where the %s comes before the last unshare is sent', async (what) => {
    const many = Array.from({ length: 40 }, (_, index) => index + 1)
    let isLast = false
    const world = ready([], (sleeps) => {
      isLast = sleeps === 6
    })
    world.service.before((call) => {
      if (!isLast || call.method !== 'change') return
      if (what === 'cancel') world.cancellation.request()
      else throw brokenCall()
    })
    const execution = await rollBack(unanswered(...many), world, 'Sending')
    const notSentAgain = kinds(execution).filter((kind) => kind === 'not-attempted')
    expect(notSentAgain.length).toBeGreaterThan(9)
    // What was sent once more before the cancel is done; an outage leaves nothing that is.
    expect(kinds(execution).includes('done')).toBe(what === 'cancel')
  })

  it('leaves alone the others meanwhile', async () => {
    const world = ready([1, 2])
    await rollBack([...answered(1), ...unanswered(2)], world, 'Sending')
    expect(sentTo(world).filter((one) => one === account(1))).toHaveLength(1)
  })

  it('is sent for once more after half a minute, however long the first time took', async () => {
    const world = ready([])
    world.service.before(() => world.clock.pass(20_000))
    expect(kinds(await rollBack(unanswered(1, 2), world, 'Sending'))).toEqual(['done', 'done'])
    expect(sentTo(world)).toHaveLength(4)
  })

  it('is red where the last unshare failed, though an earlier one was accepted', async () => {
    const world = ready([], (sleeps) => {
      if (sleeps === 6) {
        world.service.before((call) => {
          if (call.method === 'change') throw brokenCall()
        })
      }
    })
    expect(kinds(await rollBack(unanswered(1), world, 'Sending'))).toEqual(['failed'])
  })

  it('is red where a cancel ends the watch, with the command', async () => {
    const world = ready([], (sleeps) => {
      if (sleeps === 2) world.cancellation.request()
    })
    const { settled } = await rollBack(unanswered(1), world, 'Sending')
    expect(settled).toMatchObject([
      {
        outcome: {
          kind: 'failed',
          problem: {
            reason: 'cancelled',
            message:
              'AWS accepted to unshare wsi-0123456789abc from 000000000001, but it never answered the call that is rolled back. That call may still take effect: the job was cancelled before this was known.',
            remedy: expect.stringContaining('--no-allow-copy-image'),
          },
          mayBeInEffect: true,
        },
      },
    ])
    expect(world.clock.sleeps).toEqual([500, 1000])
    expect(sentTo(world)).toHaveLength(2)
  })
})

describe('a cancel', () => {
  it('while an unshare does not show ends it, as one that came too early', async () => {
    const world = ready([1], () => world.cancellation.request())
    world.service.staleReads = 1
    const { settled } = await rollBack(answered(1), world, 'Sending')
    expect(settled).toMatchObject([{ outcome: { kind: 'failed', problem: { reason: 'cancelled' } } }])
  })
})
