import { describe, expect, it } from '@jest/globals'
import type { InputName } from '../src/input/input-texts.ts'
import type { World } from '../src/run.ts'
import type { SignIn } from '../src/sharing/sign-in.ts'
import { failureReasonOf, type RunResult } from '../src/sharing/result.ts'
import { writeRecord, type TemporaryShare } from '../src/steps/temporary-shares.ts'
import { takeBack } from '../src/take-back.ts'
import { RecordingRunner } from './in-memory/runner.ts'
import { refusal, type InMemoryImages } from './in-memory/images.ts'
import { textsOf } from './input/texts.ts'
import { account, accounts, describing, image, imageNumber, regionOf } from './sharing/examples.ts'
import { doing } from './steps/doing.ts'

const there = imageNumber(2, regionOf('us-east-1'))
const shares: readonly TemporaryShare[] = [
  { image, account: account(1) },
  { image: there, account: account(1) },
  { image, account: account(2) },
  { image, account: account(1) },
]

const signInRegion = regionOf('af-south-1')
const recordOf = (left: readonly TemporaryShare[]) => writeRecord({ signInRegion, shares: left })
const openComments = async () => Promise.resolve(undefined)

/** The job's end, after these shares were made. */
async function end(
  record = recordOf(shares),
  given: Partial<Record<InputName, string>> = {},
  meddle: (service: InMemoryImages) => void = () => {},
): Promise<{ result: RunResult; runner: RecordingRunner; service: InMemoryImages; signedIn: SignIn[] }> {
  const { service, clock, cancellation } = doing()
  service.add(describing(image), accounts(1, 2, 9))
  service.add(describing(there), accounts(1))
  meddle(service)
  const runner = new RecordingRunner(textsOf(given))
  const signedIn: SignIn[] = []
  const connect = async (signIn: SignIn) => {
    signedIn.push(signIn)
    return Promise.resolve(service)
  }
  const world: World = { runner, clock, cancellation, today: new Date(0), connect, openComments }
  return { result: await takeBack(record, world), runner, service, signedIn }
}

describe('the job’s end', () => {
  it('takes back what was shared for its time, and only that', async () => {
    const { result, runner, service } = await end()
    expect(failureReasonOf(result)).toBeUndefined()
    expect([service.recipientsOf(image), service.recipientsOf(there)]).toEqual([accounts(9), []])
    expect(service.callsOf('change')).toHaveLength(3)
    expect(runner.lines.at(-1)).toBe('Temporary shares: Done and proven: 3 unshares made.')
    expect(runner.outputs.size).toBe(0)
  })

  it('is fine where somebody took them back already', async () => {
    const { result, service } = await end(recordOf([{ image, account: account(7) }]))
    expect(failureReasonOf(result)).toBeUndefined()
    expect(service.callsOf('change')).toEqual([])
  })

  it('fails loudly where somebody keeps access', async () => {
    const { runner } = await end(undefined, undefined, (service) =>
      service.before((call) => {
        if (call.account === account(2)) throw refusal('access-denied', image)
      }),
    )
    expect(runner.failures).toEqual([
      'Temporary shares: Some changes failed: 1 of 3 changes are not in effect, 2 unshares made.',
    ])
  })

  it('fails where an image is gone, and takes back from all others', async () => {
    const gone = { image: imageNumber(5), account: account(1) }
    const { result, runner, service } = await end(recordOf([gone, ...shares]))
    expect(result.problems).toMatchObject([{ reason: 'image-not-found', image: imageNumber(5) }])
    expect([service.recipientsOf(image), service.recipientsOf(there)]).toEqual([accounts(9), []])
    expect(runner.failures).toEqual([
      'Temporary shares: Some changes failed; image not found: 3 unshares made and proven, but not everything could be done or read.',
    ])
  })

  it('takes back in a Region where one image can not be read', async () => {
    const { result, service } = await end(undefined, undefined, (images) => {
      images.add(describing(imageNumber(7)), accounts(1))
      images.before((call) => {
        if (call.method === 'recipients' && call.images[0]?.id === there.id) throw refusal('throttled', there)
      })
    })
    expect(result.problems).toMatchObject([{ reason: 'throttled', image: there }])
    expect(service.recipientsOf(image)).toEqual(accounts(9))
  })

  it.each(['nonsense', ''])('fails where it can not tell what to take back: %j', async (record) => {
    const { runner, result } = await end(record)
    expect(result.problems).toMatchObject([{ reason: 'internal' }])
    expect(runner.failures).toEqual(['Temporary shares: The action itself failed.'])
  })

  it('signs in as the main step did', async () => {
    const { runner, signedIn } = await end(undefined, {
      'role-to-assume': 'arn:aws:iam::111122223333:role/x',
      'mask-account-ids': 'true',
    })
    expect(runner.groups[0]).toBe('Reading 2 images in 2 Regions, as arn:aws:iam::111122223333:role/x')
    expect(runner.masked).toContain(account(1))
    expect(signedIn).toMatchObject([{ region: 'af-south-1' }])
  })

  it('fails with inputs that were changed to nonsense', async () => {
    const { result } = await end(undefined, { 'role-to-assume': 'x', 'mask-account-ids': 'y' })
    expect(result.problems.map(({ message }) => message)).toEqual([
      'role-to-assume: "x" is not the ARN of an IAM role.',
      'mask-account-ids: "y" is neither true nor false.',
    ])
  })

  it('hides accounts in what is wrong with them', async () => {
    const { runner } = await end(undefined, {
      'role-to-assume': 'arn:aws-cn:iam::111122223333:role/x',
      'mask-account-ids': 'true',
    })
    expect(runner.masked).toEqual(['111122223333'])
  })
})
