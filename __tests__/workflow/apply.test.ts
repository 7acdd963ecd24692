import { once } from 'node:events'
import { describe, expect, it } from '@jest/globals'
import type { Attempt } from '../../src/sharing/outcome.ts'
import { ProblemError } from '../../src/sharing/problem.ts'
import type { Change } from '../../src/sharing/plan.ts'
import type { Ports } from '../../src/ports/ports.ts'
import { apply, cancelledProblem } from '../../src/workflow/apply.ts'
import { ChangeError } from '../../src/ports/change-error.ts'
import { brokenCall, refusal } from '../support/images.ts'
import { account, accounts, change, describing, image, problem, regionOf } from '../support/examples.ts'
import { fakePorts, numbers, type FakePorts } from '../support/fake-ports.ts'

const shares = (length: number) => numbers(length).map((number) => change('share', number))
const kinds = (attempts: readonly Attempt[]) => attempts.map(({ kind }) => kind)

/** How the calls ended. */
async function ends(changes: readonly Change[], applying: Ports): Promise<readonly Attempt[]> {
  return (await apply(changes, applying)).map(({ attempt }) => attempt)
}

function ready(recipients: readonly number[] = []): FakePorts {
  const world = fakePorts()
  world.service.add(describing(), accounts(...recipients))
  return world
}

describe('changes that are sent', () => {
  it('take effect, with a line each', async () => {
    const world = ready([2])
    const attempts = await ends([change('share', 1), change('unshare', 2)], world)
    expect(attempts).toEqual(accounts(1, 2).map((id) => ({ kind: 'accepted', requestId: `request-${id}` })))
    expect(world.service.recipientsOf(image)).toEqual(accounts(1))
    expect(world.log.recorded).toEqual([
      'group Sending 2 changes',
      'info share wsi-0123456789abc with 000000000001: accepted',
      'info unshare wsi-0123456789abc from 000000000002: accepted',
    ])
  })

  it('have no more lines than people can read, however long the name of an error is', async () => {
    const world = ready()
    world.service.before(() => {
      throw new ProblemError(problem({ aws: { name: 'x'.repeat(99_000) } }))
    })
    await apply(shares(30), world)
    expect(world.log.lines).toHaveLength(20)
    expect(world.log.lines.at(-1)).toBe('… and 11 more lines left out of the log.')
  })

  it('may be one, or none', async () => {
    const world = ready()
    expect(await ends([], world)).toEqual([])
    expect(world.log.recorded).toEqual([])
    await ends(shares(1), world)
    expect(world.log.groups).toEqual(['Sending 1 change'])
  })

  it('are ten at once and no more', async () => {
    const world = ready()
    await ends(shares(35), world)
    expect(world.service.mostAtOnce).toBe(10)
    expect(world.service.calls.map((call) => call.account)).toEqual(accounts(...numbers(35)))
  })

  it('are ten at once in each Region, the Regions side by side', async () => {
    const world = ready()
    const there = { ...image, region: regionOf('us-east-1') }
    world.service.add(describing(there))
    const changes = numbers(15).flatMap((number) => [change('share', number), change('share', number, there)])
    const sent = await apply(changes, world)
    expect(new Set(sent.map((one) => one.change))).toEqual(new Set(changes))
    expect(kinds(sent.map(({ attempt }) => attempt))).toEqual(changes.map(() => 'accepted'))
    expect(world.service.mostAtOnce).toBe(20)
  })

  it('are told in their own order, whichever ends first', async () => {
    const world = ready()
    const gate = new AbortController()
    const opened = once(gate.signal, 'abort')
    world.service.before(async (call) => {
      if (call.account === account(1)) await opened
      if (call.account === account(3)) gate.abort()
      if (call.account === account(2)) throw refusal('access-denied', image)
    })
    const attempts = await ends(shares(3), world)
    expect(kinds(attempts)).toEqual(['accepted', 'failed', 'accepted'])
    expect(world.log.lines.at(-1)).toBe('share wsi-0123456789abc with 000000000001: accepted')
  })

  it('tell where an attempt before the accepted one was open', async () => {
    const world = ready()
    world.service.attempts = 2
    expect(await ends(shares(1), world)).toEqual([
      { kind: 'accepted', requestId: `request-${account(1)}`, wasRepeated: true },
    ])
  })

  it('say on a long run how far they are', async () => {
    const world = ready()
    world.service.before(() => world.clock.pass(4000))
    await ends(shares(5), world)
    expect(world.log.lines).toContainEqual(
      expect.stringMatching(/^\d of 5 changes sent, \d\.\d a second, about \d+ s left\.$/),
    )
  })
})

describe('a change that fails', () => {
  it('stops no other, and says why', async () => {
    const world = ready()
    world.service.before((call) => {
      if (call.account === account(2)) throw refusal('access-denied', image, account(2))
    })
    const attempts = await ends(shares(30), world)
    expect(kinds(attempts).filter((kind) => kind === 'accepted')).toHaveLength(29)
    expect(attempts[1]).toMatchObject({
      kind: 'failed',
      problem: { reason: 'access-denied', account: account(2) },
      mayHaveTakenEffect: false,
    })
    expect(world.log.lines[1]).toBe(
      'share wsi-0123456789abc with 000000000002: failed, access-denied (InMemoryRefusal)',
    )
  })

  it('leads in the log to what AWS knows of it, and its message stands in the annotation alone', async () => {
    const world = ready()
    const aws = { name: 'AccessDeniedException', requestId: 'r-1', message: 'No.' }
    world.service.before(() => {
      throw new ChangeError(problem({ aws }), false)
    })
    await ends(shares(1), world)
    expect(world.log.lines).toEqual([
      'share wsi-0123456789abc with 000000000001: failed, access-denied (AccessDeniedException, request id r-1)',
    ])
  })

  it.each<[what: string, error: unknown, reason: string]>([
    ['its answer never came', brokenCall(), 'unreachable'],
    ['the action has a mistake', new TypeError('a bug'), 'internal'],
  ])('may have taken effect all the same: %s', async (_what, error, reason) => {
    const world = ready()
    world.service.after(() => {
      throw error
    })
    expect(await ends(shares(1), world)).toMatchObject([
      { kind: 'failed', problem: { reason }, mayHaveTakenEffect: true },
    ])
  })

  it('like twenty in a row before it shows that the Region is silent: no more is sent there', async () => {
    const world = ready()
    const there = { ...image, region: regionOf('us-east-1') }
    world.service.add(describing(there))
    world.service.before((call) => {
      if (call.images[0]?.region === image.region && Number(call.account) > 5) throw brokenCall()
    })
    const here = await ends([...shares(100), change('share', 1, there)], world)
    expect(kinds(here.slice(0, 5))).toEqual(numbers(5).map(() => 'accepted'))
    expect(here.filter(({ kind }) => kind === 'failed').length).toBeLessThanOrEqual(30)
    expect(here.filter(({ kind }) => kind === 'failed').length).toBeGreaterThanOrEqual(20)
    expect(here[99]).toMatchObject({ kind: 'not-attempted', because: { reason: 'unreachable' } })
    expect(here[100]).toMatchObject({ kind: 'accepted' })
  })

  it('for too many requests, twenty in a row, is such an outage too', async () => {
    const world = ready()
    world.service.before(() => {
      throw refusal('throttled', image)
    })
    const attempts = await ends(shares(100), world)
    expect(attempts.filter(({ kind }) => kind === 'failed').length).toBeLessThanOrEqual(30)
    expect(attempts[99]).toMatchObject({ kind: 'not-attempted', because: { reason: 'throttled' } })
  })

  it('like many others with a success now and then stops no other', async () => {
    const world = ready()
    world.service.before((call) => {
      if (Number(call.account) % 15 !== 0) throw brokenCall()
    })
    expect(kinds(await ends(shares(100), world))).not.toContain('not-attempted')
  })

  it('for lost credentials stops all that were not under way', async () => {
    const world = ready()
    world.service.before((call) => {
      if (Number(call.account) >= 12) throw brokenCall('no-credentials')
    })
    const attempts = await ends(shares(50), world)
    const failed = attempts.filter(({ kind }) => kind === 'failed')
    const first = attempts[11]
    expect(kinds(attempts.slice(0, 11))).toEqual(numbers(11).map(() => 'accepted'))
    expect(failed.length).toBeLessThanOrEqual(10)
    expect(world.service.calls.length).toBe(11 + failed.length)
    expect(attempts.slice(11 + failed.length)).toEqual(
      numbers(50 - 11 - failed.length).map(() => ({
        kind: 'not-attempted',
        because: first?.kind === 'failed' ? first.problem : undefined,
      })),
    )
  })
})

describe('a cancel', () => {
  it('sends nothing that was not sent', async () => {
    const world = ready()
    world.service.after((call) => {
      if (call.account === account(4)) world.cancellation.request()
    })
    const attempts = await ends(shares(30), world)
    const sent = world.service.calls.length
    expect(sent).toBeGreaterThanOrEqual(4)
    expect(sent).toBeLessThanOrEqual(14)
    expect(kinds(attempts.slice(0, sent))).toEqual(numbers(sent).map(() => 'accepted'))
    expect(attempts.slice(sent)).toEqual(
      numbers(30 - sent).map(() => ({ kind: 'not-attempted', because: cancelledProblem })),
    )
  })

  it('before the first sends nothing at all', async () => {
    const world = ready()
    world.cancellation.request()
    expect(kinds(await ends(shares(2), world))).toEqual(['not-attempted', 'not-attempted'])
    expect(world.service.calls).toEqual([])
  })

  it('lets calls under way finish, until their time is up', async () => {
    const world = ready()
    world.service.before(async () => {
      world.cancellation.request()
      world.cancellation.endCalls()
      await new Promise<void>(() => {})
    })
    expect(await ends(shares(1), world)).toMatchObject([
      { kind: 'failed', problem: { reason: 'cancelled' }, mayHaveTakenEffect: true },
    ])
  })
})
