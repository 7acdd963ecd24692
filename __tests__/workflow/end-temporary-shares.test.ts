import { describe, expect, it } from '@jest/globals'
import { endTemporaryShares } from '../../src/workflow/end-temporary-shares.ts'
import type { InputName } from '../../src/input/input-texts.ts'
import type { World } from '../../src/workflow/run.ts'
import type { SignIn } from '../../src/sharing/sign-in.ts'
import { commandFor } from '../../src/sharing/by-hand.ts'
import type { Region } from '../../src/sharing/identifiers.ts'
import { ProblemError } from '../../src/sharing/problem.ts'
import {
  allProblems,
  failureReasonOf,
  problemOfOutcome,
  settledChanges,
  type RunResult,
} from '../../src/sharing/result.ts'
import { writeRecord, type TemporaryShare } from '../../src/workflow/temporary-record.ts'
import { RecordingRunner } from '../support/runner.ts'
import { refusal, type InMemoryImages } from '../support/images.ts'
import { textsOf } from '../support/input-texts.ts'
import {
  account,
  accounts,
  describing,
  image,
  imageNumber,
  owner,
  problem,
  regionOf,
} from '../support/examples.ts'
import { fakePorts } from '../support/fake-ports.ts'
import { titles } from '../../src/report/titles.ts'

const there = imageNumber(2, regionOf('us-east-1'))
/** A share that AWS answered. */
const share = (number: number, of = image): TemporaryShare => ({
  image: of,
  account: account(number),
  isUnanswered: false,
})
const shares = [share(1), share(1, there), share(2)]

const signInRegion = regionOf('af-south-1')
const recordOf = (left: readonly TemporaryShare[]) => writeRecord({ signInRegion, shares: left })
const openComments = async () => Promise.resolve(undefined)
const openPlanRecords = async () => Promise.reject(new Error('The job’s end records no plans.'))

interface Ended {
  readonly result: RunResult
  readonly runner: RecordingRunner
  readonly service: InMemoryImages
  readonly signedIn: readonly SignIn[]
  readonly firstCalls: ReadonlyMap<Region, number>
  /** For how long it waited, in milliseconds. */
  readonly slept: number
}

/** The job's end, after these shares were made. */
async function end(
  record = recordOf(shares),
  given: Partial<Record<InputName, string>> = {},
  meddle: (service: InMemoryImages) => void = () => {},
  connected: (service: InMemoryImages) => Promise<InMemoryImages> = async (images) => Promise.resolve(images),
): Promise<Ended> {
  const { service, clock, cancellation } = fakePorts()
  service.add(describing(image), accounts(1, 2, 9))
  service.add(describing(there), accounts(1))
  meddle(service)
  const runner = new RecordingRunner(textsOf(given))
  const signedIn: SignIn[] = []
  let firstCalls: ReadonlyMap<Region, number> = new Map()
  const connect = async (signIn: SignIn, calls: ReadonlyMap<Region, number>) => {
    signedIn.push(signIn)
    firstCalls = calls
    return connected(service)
  }
  const world: World = {
    runner,
    clock,
    cancellation,
    connect,
    openComments,
    openPlanRecords,
  }
  const result = await endTemporaryShares(record, world)
  const slept = clock.sleeps.reduce((sum, sleep) => sum + sleep, 0)
  return { result, runner, service, signedIn, firstCalls, slept }
}

describe('the job’s end', () => {
  it('unshares what was shared for its time, and only that', async () => {
    const { result, runner, service } = await end()
    expect(failureReasonOf(result)).toBeUndefined()
    expect([service.recipientsOf(image), service.recipientsOf(there)]).toEqual([accounts(9), []])
    expect(service.callsOf('change')).toHaveLength(3)
    expect(service.closed).toBe(true)
    expect(runner.recorded.filter((line) => /^(?:info|group)/.test(line))).toEqual([
      "group Ending 3 temporary shares of 2 images, with the job's own credentials",
      'group Sending 3 changes',
      'info unshare wsi-0123456789abc from 000000000001: accepted',
      'info unshare wsi-000000002 from 000000000001: accepted',
      'info unshare wsi-0123456789abc from 000000000002: accepted',
      'info Read back wsi-0123456789abc: 2 of 2 changes in effect, 1 account can copy it now.',
      'info Read back wsi-000000002: 1 of 1 change in effect, 0 accounts can copy it now.',
      'info Temporary shares: Done and verified: 3 unshares made.',
    ])
    expect(runner.outputs.size).toBe(0)
  })

  it('sends the unshare also where nobody can copy the image any more', async () => {
    const { result, service } = await end(recordOf([share(7)]))
    expect(failureReasonOf(result)).toBeUndefined()
    expect(service.callsOf('change')).toMatchObject([{ account: account(7), kind: 'unshare' }])
  })

  it('watches a share that was never answered', async () => {
    const { service, slept } = await end(recordOf([{ ...share(7), isUnanswered: true }]))
    expect([slept, service.callsOf('change').length]).toEqual([30_000, 7])
  })

  it('fails loudly where somebody keeps access', async () => {
    const { runner } = await end(undefined, undefined, (service) =>
      service.before((call) => {
        if (call.account === account(2)) throw refusal('access-denied', image)
      }),
    )
    expect(runner.failures).toEqual([
      `Temporary shares: ${titles['partly-failed']}: 1 of 3 changes are not in effect, 2 unshares made.`,
    ])
  })

  it('fails where an image is gone, and unshares all others', async () => {
    const { result, runner, service } = await end(recordOf([share(1, imageNumber(5)), ...shares]))
    expect(allProblems(result)).toMatchObject([{ reason: 'image-not-found', image: imageNumber(5) }])
    expect([service.recipientsOf(image), service.recipientsOf(there)]).toEqual([accounts(9), []])
    expect(runner.failures).toEqual([
      `Temporary shares: ${titles['partly-failed']}: 1 of 4 changes are not in effect, 3 unshares made.`,
    ])
  })

  it('unshares in a Region where one image can not be read', async () => {
    const { result, service } = await end(undefined, undefined, (images) => {
      images.before((call) => {
        if (call.method === 'recipients' && call.images[0]?.id === there.id) throw refusal('throttled', there)
      })
    })
    expect(allProblems(result)).toMatchObject([{ reason: 'not-proven', image: there }])
    expect([service.recipientsOf(image), service.recipientsOf(there)]).toEqual([accounts(9), []])
  })

  it.each(['nonsense', ''])('fails where it can not tell what to take back: %j', async (record) => {
    const { runner, result } = await end(record)
    expect(result.problems).toMatchObject([
      { reason: 'internal', remedy: expect.stringContaining('allow: false') },
    ])
    expect(runner.failures).toEqual([`Temporary shares: ${titles.internal}.`])
  })

  it('signs in as the main step did', async () => {
    const { runner, signedIn, firstCalls } = await end(undefined, {
      'role-to-assume': 'arn:aws:iam::111122223333:role/x',
      'mask-account-ids': 'true',
    })
    expect(runner.groups[0]).toBe(
      'Ending 3 temporary shares of 2 images, as arn:aws:iam::111122223333:role/x',
    )
    expect(runner.masked).toEqual([...accounts(1, 2), owner, account(9)])
    expect(signedIn).toMatchObject([{ region: 'af-south-1' }])
    expect([...firstCalls]).toEqual([
      ['eu-west-1', 2],
      ['us-east-1', 1],
    ])
  })

  it('fails with a role that was changed to nonsense, and names the command for each share', async () => {
    const { result, service } = await end(undefined, { 'role-to-assume': 'x' })
    const [role, ...others] = allProblems(result).map(({ message }) => message)
    expect(role).toBe('role-to-assume: "x" is not the ARN of an IAM role.')
    expect(others).toHaveLength(3)
    expect(service.calls).toEqual([])
  })

  it('unshares whatever mask-account-ids says, and hides accounts where it is nonsense', async () => {
    const { runner, service } = await end(undefined, { 'mask-account-ids': 'y' })
    expect(service.recipientsOf(image)).toEqual(accounts(9))
    expect(runner.masked).toContain(account(1))
  })

  it('hides accounts in what is wrong with them', async () => {
    const { runner } = await end(undefined, {
      'role-to-assume': 'arn:aws-cn:iam::111122223333:role/x',
      'mask-account-ids': 'true',
    })
    expect(runner.masked).toEqual([...accounts(1, 2), '111122223333'])
  })

  it('names the command for each share where it can not sign in', async () => {
    const { result, runner } = await end(undefined, undefined, undefined, async () =>
      Promise.reject(
        new ProblemError(problem({ reason: 'unreachable', message: 'No way.', remedy: 'Again.' })),
      ),
    )
    expect(result.problems).toMatchObject([{ remedy: 'Run the command that is given for each account.' }])
    expect(settledChanges(result).map(({ outcome }) => problemOfOutcome(outcome)?.remedy)).toEqual(
      [share(1), share(2), share(1, there)].map(
        ({ image: of, account: who }) =>
          `Unshare it by hand: ${commandFor({ image: of, account: who, kind: 'unshare' })}`,
      ),
    )
    expect(runner.failures).toEqual([`Temporary shares: ${titles.unreachable}. Nothing was written.`])
  })
})
