import { describe, expect, it } from '@jest/globals'
import type { InputName } from '../../src/input/input-texts.ts'
import { run, type World } from '../../src/workflow/run.ts'
import { ProblemError } from '../../src/sharing/problem.ts'
import { failureReasonOf, type RunResult } from '../../src/sharing/result.ts'
import type { SignIn } from '../../src/sharing/sign-in.ts'
import { ManualCancellation } from '../support/cancellation.ts'
import { FakeClock } from '../support/clock.ts'
import { brokenCall, InMemoryImages, refusal } from '../support/images.ts'
import { RecordingRunner } from '../support/runner.ts'
import { soundTexts, textsOf } from '../support/input-texts.ts'
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

type Given = Partial<Record<InputName, string>>

/** A job on a runner in memory, with an AWS in memory. */
class Job implements World {
  readonly runner: RecordingRunner
  readonly service = new InMemoryImages(owner)
  readonly clock: FakeClock
  readonly cancellation = new ManualCancellation()
  readonly signedIn: SignIn[] = []

  constructor(given: Given, onSleep: (sleeps: number) => void = () => {}, began?: string) {
    this.runner = new RecordingRunner(textsOf({ ...soundTexts, ...given }))
    this.clock = new FakeClock(onSleep, began)
    this.service.add(describing())
  }

  async openComments(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  async openPlanRecords(): Promise<never> {
    return Promise.reject(new Error('This job records no plans.'))
  }

  async connect(signIn: SignIn): Promise<InMemoryImages> {
    this.signedIn.push(signIn)
    return Promise.resolve(this.service)
  }

  run(): Promise<RunResult> {
    return run(this)
  }

  get outputs(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.runner.outputs)
  }
}

const two = 'wsi-0123456789abc wsi-000000002'

describe('a run', () => {
  it('shares, proves it and says so', async () => {
    const job = new Job({ 'account-id': '000000000001 000000000002' })
    const result = await job.run()
    expect(job.service.recipientsOf(image)).toEqual(accounts(1, 2))
    expect(failureReasonOf(result)).toBeUndefined()
    expect(job.outputs).toMatchObject({
      changed: 'true',
      'shared-count': '2',
      'failed-count': '0',
      'failure-reason': '',
    })
    expect(job.signedIn).toEqual([{ region: 'eu-west-1', role: undefined }])
    expect(job.service.closed).toBe(true)
    const log = job.runner.recorded.filter((line) => /^(?:info|group|end|fail)/.test(line))
    expect(log).toEqual([
      "group Reading 1 image in eu-west-1, with the job's own credentials",
      'group Plan for wsi-0123456789abc (golden, eu-west-1, AVAILABLE): 2 shares, 0 already as wanted',
      'info share wsi-0123456789abc with 000000000001',
      'info share wsi-0123456789abc with 000000000002',
      'end',
      'group Sending 2 changes',
      'info share wsi-0123456789abc with 000000000001: accepted',
      'info share wsi-0123456789abc with 000000000002: accepted',
      'info Read back wsi-0123456789abc: 2 of 2 changes in effect, 2 accounts can copy it now.',
      'end',
      'info Done and verified: 2 shares made.',
    ])
  })

  it('done twice writes nothing the second time', async () => {
    const job = new Job({})
    await job.run()
    await job.run()
    expect(job.service.callsOf('change')).toHaveLength(1)
    expect(job.outputs).toMatchObject({ changed: 'false', 'unchanged-count': '1', 'shared-count': '0' })
    expect(job.runner.lines.at(-1)).toBe('Nothing to do: 1 permission already as wanted.')
  })

  it('unshares, from everyone too', async () => {
    const job = new Job({ allow: 'false', 'account-id': 'all' })
    job.service.add(describing(), accounts(1, 2, 3))
    await job.run()
    expect(job.service.recipientsOf(image)).toEqual([])
    expect(job.outputs).toMatchObject({ 'unshared-count': '3', 'shared-count': '0' })
  })

  it.each<[mode: string, reason: string]>([
    ['plan', ''],
    ['check', 'drift'],
  ])('that is to %s writes nothing', async (mode, reason) => {
    const job = new Job({ mode })
    await job.run()
    expect(job.service.callsOf('change')).toEqual([])
    expect(job.outputs).toMatchObject({ changed: 'true', 'shared-count': '1', 'failure-reason': reason })
    expect(job.runner.failures).toHaveLength(reason === '' ? 0 : 1)
  })

  it('warns and remarks, and goes on', async () => {
    const job = new Job({ 'aws-region': 'eu-north-1' })
    const there = { ...image, region: regionOf('eu-north-1') }
    job.service.add(describing(there, { isBringYourOwnLicence: true }))
    await job.run()
    const warnings = job.runner.annotations.map(({ level, message }) => `${level} ${message.split(' ')[0]}`)
    expect(warnings).toEqual(['warning aws-region:', 'warning wsi-0123456789abc'])
    expect(job.runner.failures).toEqual([])
  })

  it('hides accounts before it names them, where that was asked for', async () => {
    const job = new Job({ 'mask-account-ids': 'true' })
    job.service.add(describing(), accounts(5))
    job.service.after((call) => {
      if (call.method === 'change') job.service.permit(image, account(6), true)
    })
    await job.run()
    expect(job.runner.masked).toEqual([account(1), account(5), owner, account(6)])
    const named = job.runner.recorded.findIndex(
      (line) => line.startsWith('info') && line.includes(account(1)),
    )
    expect(job.runner.recorded.indexOf(`mask ${account(1)}`)).toBeLessThan(named)
  })

  it('hides accounts that only a problem names', async () => {
    const job = new Job({ 'mask-account-ids': 'true' })
    job.service.add(describing(image, { owner: account(8) }), [owner])
    await job.run()
    expect(job.runner.masked).toContain(account(8))
    const annotated = job.runner.recorded.findIndex((line) => line.startsWith('error'))
    expect(job.runner.recorded.indexOf(`mask ${account(8)}`)).toBeLessThan(annotated)
  })
})

describe('an account that is not trusted', () => {
  it('keeps everything from being written, also where its image can not be seen', async () => {
    const job = new Job({ 'image-id': two, 'trusted-account-ids': '000000000009' })
    job.service.before((call) => {
      if (call.method === 'recipients' && call.images[0]?.id === image.id) throw refusal('unreachable', image)
    })
    job.service.add(describing(imageNumber(2)))
    const result = await job.run()
    expect(job.service.callsOf('change')).toEqual([])
    expect(result.problems.map(({ reason, image: of }) => [reason, of?.id])).toEqual([
      ['refused-by-guard', image.id],
      ['refused-by-guard', 'wsi-000000002'],
      ['unreachable', image.id],
    ])
  })

  it('is not waited for', async () => {
    const job = new Job({ 'trusted-account-ids': '000000000009', 'wait-for-minutes': '5' })
    job.service.add(describing(image, { state: 'PENDING' }))
    await job.run()
    expect(job.clock.sleeps).toEqual([])
    expect(job.runner.failures).toEqual([
      'The image is not AVAILABLE (1); held back by a guard (1). Nothing was written.',
    ])
  })
})

it('a name that leads nowhere is not waited for either', async () => {
  const job = new Job({
    'image-id': '',
    'account-id': '',
    'policy-file': 'policy.yml',
    'wait-for-minutes': '5',
  })
  job.runner.files.set(
    'policy.yml',
    `version: 1\nimages:\n  - {id: ${image.id}, share-with: ["${account(1)}"]}\n  - {name: nowhere, share-with: [], exclusive: true}\n`,
  )
  job.service.add(describing(image, { state: 'PENDING' }))
  await job.run()
  expect(job.clock.sleeps).toEqual([])
  expect(job.outputs['failure-reason']).toBe('image-not-found')
})

describe('a run that takes long', () => {
  it('reads images without changes again before it tells of them', async () => {
    const job = new Job({ 'image-id': two, 'account-id': '000000000001' })
    job.service.add(describing(imageNumber(2)), accounts(1))
    job.service.after(async (call) => {
      if (call.method !== 'change') return
      await job.clock.sleep(60_000, job.cancellation.requested)
      job.service.permit(imageNumber(2), account(1), false)
    })
    const result = await job.run()
    expect(result.images.map(({ recipients }) => recipients)).toEqual([[], accounts(1)])
    expect(job.outputs).toMatchObject({ 'failure-reason': 'drift', 'shared-count': '1' })
  })
})

it('a run that read long ago reads images without changes again, too', async () => {
  const job = new Job({ 'image-id': two, 'account-id': '000000000001' })
  job.service.add(describing(imageNumber(2)), accounts(1))
  let isFirst = true
  job.service.after((call) => {
    if (call.method !== 'recipients' || !isFirst) return
    isFirst = false
    job.clock.pass(60_000)
  })
  job.service.before((call) => {
    if (call.method === 'change') job.service.permit(imageNumber(2), account(1), false)
  })
  await job.run()
  expect(job.outputs).toMatchObject({ 'failure-reason': 'drift', 'shared-count': '1' })
})

describe('what looks like an account', () => {
  it.each(['true', 'yes'])(
    'is hidden where the inputs are wrong, with mask-account-ids: %s',
    async (given) => {
      const job = new Job({
        'mask-account-ids': given,
        'account-id': '22222222222 7777-8888-9999 x',
        'role-to-assume': 'arn:aws-cn:iam::333333333333:role/x',
      })
      await job.run()
      expect(job.runner.masked.toSorted()).toEqual([
        '022222222222',
        '22222222222',
        '333333333333',
        '7777-8888-9999',
        '777788889999',
      ])
      const named = job.runner.recorded.findIndex((line) => line.startsWith('error '))
      expect(job.runner.annotations[0]?.message).toContain('22222222222')
      expect(named).toBeGreaterThan(job.runner.recorded.findLastIndex((line) => line.startsWith('mask')))
    },
  )

  it('is shown where nobody asked for it to be hidden', async () => {
    const job = new Job({ 'account-id': '22222222222' })
    await job.run()
    expect(job.runner.masked).toEqual([])
  })
})

describe('a run that can not go on', () => {
  it('touches nothing outside where the inputs are wrong', async () => {
    const job = new Job({ 'image-id': '', allow: 'maybe' })
    await job.run()
    expect([job.signedIn, job.service.calls]).toEqual([[], []])
    expect(job.outputs).toMatchObject({ 'failure-reason': 'invalid-input', 'plan-id': '' })
    expect(job.runner.failures).toEqual(['The inputs have mistakes. Nothing was written.'])
    expect(job.runner.annotations[0]?.message.split('\n').slice(0, 2)).toEqual([
      'image-id: is empty, at least one image id is needed. Give the id of the image, such as wsi-0123456789abc.',
      'allow: "maybe" is neither true nor false. Write true or false.',
    ])
  })

  it('says why it could not sign in', async () => {
    const job = new Job({})
    const refused = new ProblemError(problem({ reason: 'role-refused' }))
    await run({
      runner: job.runner,
      clock: job.clock,
      cancellation: job.cancellation,
      openComments: async () => Promise.resolve(undefined),
      openPlanRecords: async () => Promise.reject(new Error('This job records no plans.')),
      connect: async () => Promise.reject(refused),
    })
    expect(job.outputs['failure-reason']).toBe('role-refused')
    expect(job.runner.recorded.filter((line) => /^(?:group|end)/.test(line))).toEqual([
      "group Reading 1 image in eu-west-1, with the job's own credentials",
      'end',
    ])
  })

  it('writes nothing at all where one image is refused', async () => {
    const job = new Job({ 'image-id': two })
    job.service.add(describing(imageNumber(2), { state: 'ERROR', errors: ['Sysprep failed.'] }))
    await job.run()
    expect(job.service.callsOf('change')).toEqual([])
    expect(job.outputs).toMatchObject({
      changed: 'false',
      'failed-count': '2',
      'failure-reason': 'image-not-available',
    })
    expect(job.outputs['plan-id']).toMatch(/^plan-/)
  })

  it('writes nothing at all where one image was not seen, and tells of all that is wrong', async () => {
    const job = new Job({ 'image-id': `${two} wsi-000000003` })
    job.service.add(describing(imageNumber(3), { state: 'PENDING' }))
    const result = await job.run()
    expect(job.service.callsOf('change')).toEqual([])
    expect(result.problems.map(({ reason }) => reason)).toEqual(['image-not-found', 'image-not-available'])
    expect(job.outputs).toMatchObject({ 'plan-id': '', 'failure-reason': 'image-not-found' })
  })

  it('says that the wait timed out', async () => {
    const job = new Job({ 'wait-for-minutes': '1' })
    job.service.add(describing(image, { state: 'PENDING' }))
    const result = await job.run()
    expect(job.service.callsOf('change')).toEqual([])
    expect(result.problems.map(({ reason }) => reason)).toEqual(['wait-timed-out'])
    expect(job.outputs['failure-reason']).toBe('wait-timed-out')
  })

  it('shares when the wait is as long as that takes: the remedy for one that timed out', async () => {
    const job = new Job({ 'wait-for-minutes': '90' }, () => {
      // Images take about 45 minutes.
      if (job.clock.now() >= begun + 45 * 60_000) job.service.alter(image, { state: 'AVAILABLE' })
    })
    const begun = job.clock.now()
    job.service.add(describing(image, { state: 'PENDING' }))
    await job.run()
    expect(job.outputs).toMatchObject({ 'failure-reason': '', 'shared-count': '1' })
  })

  it('says what went wrong with the image while it waited', async () => {
    const job = new Job({ 'wait-for-minutes': '60' }, (sleeps) => {
      if (sleeps === 2) job.service.alter(image, { state: 'ERROR', errors: ['Sysprep failed.'] })
    })
    job.service.add(describing(image, { state: 'PENDING' }))
    const result = await job.run()
    expect(result.problems).toMatchObject([
      { reason: 'image-not-available', message: expect.stringContaining('ERROR: Sysprep failed.') },
    ])
  })

  it('tells a mistake of its own as one, and closes what it opened', async () => {
    const job = new Job({})
    let asked = 0
    job.clock.now = () => {
      asked += 1
      if (asked > 1) throw new TypeError('a bug')
      return 0
    }
    const result = await job.run()
    expect(result.problems).toMatchObject([
      { reason: 'internal', message: expect.stringContaining('TypeError: a bug') },
    ])
    expect(job.runner.failures).toEqual(['The action itself failed.'])
    expect(job.service.closed).toBe(true)
  })
})

describe('a run of which something fails', () => {
  it('does the others, counts right and fails', async () => {
    const job = new Job({ 'account-id': '000000000001 000000000002 000000000003' })
    job.service.before((call) => {
      if (call.account === account(2)) throw refusal('access-denied', image, account(2))
    })
    await job.run()
    expect(job.service.recipientsOf(image)).toEqual(accounts(1, 3))
    expect(job.outputs).toMatchObject({
      changed: 'true',
      'shared-count': '2',
      'failed-count': '1',
      'failure-reason': 'partly-failed',
    })
    expect(job.runner.failures).toEqual([
      'Some changes failed: 1 of 3 changes are not in effect, 2 shares made.',
    ])
  })

  it('takes a call whose answer was lost for a success, when it took effect', async () => {
    const job = new Job({})
    job.service.after((call) => {
      if (call.method === 'change') throw brokenCall()
    })
    await job.run()
    expect(job.outputs).toMatchObject({ 'shared-count': '1', 'failed-count': '0', 'failure-reason': '' })
    expect(job.runner.summary).toContain('but reading back shows that it took effect')
  })

  it('takes an accepted call that never shows for a failure', async () => {
    const job = new Job({})
    job.service.after((call) => {
      if (call.method === 'change') job.service.permit(image, account(1), false)
    })
    await job.run()
    expect(job.outputs).toMatchObject({
      'shared-count': '0',
      'failed-count': '1',
      'failure-reason': 'not-proven',
    })
  })

  it('reads again while a read is stale', async () => {
    const job = new Job({})
    job.service.after((call) => {
      if (call.method === 'change') job.service.staleReads = 2
    })
    await job.run()
    expect(job.outputs['failure-reason']).toBe('')
    expect(job.clock.sleeps).toEqual([500, 1000])
  })
})

describe('a run of which a Region can not be asked', () => {
  const there = imageNumber(2, regionOf('us-east-1'))
  const policy = [
    'version: 1',
    'accounts: { workplace: "000000000001" }',
    'images:',
    '  - { name: golden, share-with: [workplace] }',
    '  - { id: wsi-000000002, region: us-east-1, share-with: [workplace] }',
  ].join('\n')

  /** A job with a policy of two Regions, of which the second is out. */
  function halfOut(): Job {
    const job = new Job({ 'image-id': '', 'account-id': '', 'policy-file': 'policy.yml' })
    job.runner.files.set('policy.yml', policy)
    job.service.add(describing(there))
    job.service.before((call) => {
      if (call.method === 'recipients' && call.images[0]?.region === there.region)
        throw refusal('unreachable', there)
    })
    return job
  }

  it('goes on with the others, by names of images and accounts, and fails', async () => {
    const job = halfOut()
    await job.run()
    expect(job.service.recipientsOf(image)).toEqual(accounts(1))
    expect(job.service.recipientsOf(there)).toEqual([])
    expect(job.outputs).toMatchObject({
      'shared-count': '1',
      'failure-reason': 'partly-failed',
      'plan-id': '',
    })
    expect(job.runner.lines).toContain('share wsi-0123456789abc with 000000000001 (workplace)')
  })

  it('does not say that nothing was written when something was sent', async () => {
    const job = halfOut()
    job.service.after((call) => {
      if (call.method === 'change') job.service.permit(image, account(1), false)
    })
    await job.run()
    expect(job.service.callsOf('change')).toHaveLength(1)
    expect(job.runner.failures).toEqual([expect.not.stringContaining('Nothing was written')])
  })
})

describe('a run that waits beyond the last day of shares', () => {
  const policy = [
    'version: 1',
    'images:',
    `  - id: ${image.id}`,
    '    share-with:',
    '      - "000000000001"',
    '      - { account: "000000000002", until: 2027-03-15 }',
    '      - { account: "000000000003", until: 2027-03-15 }',
    '      - { account: "000000000004", until: 2027-03-16 }',
  ].join('\n')

  it('does not make those that have ended, and ends those that are there', async () => {
    const job: Job = new Job(
      { 'image-id': '', 'account-id': '', 'policy-file': 'policy.yml', 'wait-for-minutes': '5' },
      (sleeps) => {
        if (sleeps === 2) job.service.alter(image, { state: 'AVAILABLE' })
      },
      '2027-03-15T23:59:57Z',
    )
    job.runner.files.set('policy.yml', policy)
    job.service.add(describing(image, { state: 'PENDING' }), accounts(3))
    await job.run()
    expect(job.service.recipientsOf(image)).toEqual(accounts(1, 4))
    expect(job.outputs).toMatchObject({ 'shared-count': '2', 'unshared-count': '1', 'failure-reason': '' })
    const warnings = job.runner.annotations.map(({ message }) => message)
    expect(warnings).toEqual([
      ...accounts(2, 3).map((id) =>
        expect.stringContaining(`with ${id} ended 2027-03-15; the account is unshared. Remove the entry.`),
      ),
      expect.stringContaining('with 000000000004 ends today'),
    ])
  })
})

describe('a run with guards', () => {
  it.each<[given: Given, reason: string]>([
    [{ 'trusted-account-ids': '000000000009' }, 'refused-by-guard'],
    [{ exclusive: 'true', 'max-unshares': '0' }, 'refused-by-guard'],
    [{ 'approved-plan': `plan-${'0'.repeat(64)}` }, 'plan-changed'],
  ])('writes nothing against %j', async (given, reason) => {
    const job = new Job(given)
    job.service.add(describing(), accounts(7))
    await job.run()
    expect(job.service.callsOf('change')).toEqual([])
    expect(job.outputs['failure-reason']).toBe(reason)
  })
})

describe('a run that shares for the time of the job', () => {
  it('leaves a record before it shares, and notes in it which calls AWS answered', async () => {
    const job = new Job({ temporary: 'true', 'account-id': '000000000001 000000000002' })
    job.service.add(describing(), accounts(2))
    const before: unknown[] = []
    job.service.before((call) => {
      if (call.method === 'change') before.push(job.runner.state.get('temporary-shares'))
    })
    await job.run()
    expect(before).toEqual(['eu-west-1\neu-west-1/wsi-0123456789abc//000000000001'])
    expect(job.runner.state.get('temporary-shares')).toBe(
      'eu-west-1\neu-west-1/wsi-0123456789abc/000000000001/',
    )
    expect(job.runner.note).toBe(job.runner.state.get('temporary-shares'))
  })

  it('shares nothing where the job’s end could not be told of all', async () => {
    const many = Array.from({ length: 2500 }, (_, number) => account(number + 1))
    const job = new Job({ temporary: 'true', 'account-id': many.join() })
    await job.run()
    expect(job.service.callsOf('change')).toEqual([])
    expect(job.outputs['failure-reason']).toBe('invalid-input')
    expect(job.runner.state.size).toBe(0)
  })

  it('leaves none of what it took back itself', async () => {
    const job = new Job({
      temporary: 'true',
      'undo-on-failure': 'true',
      'account-id': '000000000001 000000000002',
    })
    job.service.before((call) => {
      if (call.account === account(2)) throw refusal('access-denied', image, account(2))
    })
    await job.run()
    expect(job.service.recipientsOf(image)).toEqual([])
    expect(job.runner.state.get('temporary-shares')).toBe('')
    expect(job.outputs).toMatchObject({
      changed: 'false',
      'failed-count': '2',
      'failure-reason': 'access-denied',
    })
  })

  it('keeps in it what the undo could not take back for certain', async () => {
    const job = new Job({
      temporary: 'true',
      'undo-on-failure': 'true',
      'account-id': '000000000001 000000000002',
    })
    job.service.staleReads = Number.POSITIVE_INFINITY
    job.service.before((call) => {
      if (call.account === account(2)) throw refusal('access-denied', image, account(2))
      if (call.kind === 'unshare') throw brokenCall()
    })
    await job.run()
    expect(job.service.recipientsOf(image)).toEqual(accounts(1))
    expect(job.runner.state.get('temporary-shares')).toBe(
      'eu-west-1\neu-west-1/wsi-0123456789abc/000000000001/',
    )
  })

  it.each<[what: string, given: Given]>([
    ['only plans', { mode: 'plan' }],
    ['is refused', { 'trusted-account-ids': '000000000009' }],
    ['has bad inputs', { allow: 'maybe' }],
  ])('leaves none where it %s', async (_what, given) => {
    const job = new Job({ temporary: 'true', ...given })
    await job.run()
    expect([job.runner.state.size, job.runner.note]).toEqual([0, undefined])
  })

  it('leaves none where it is cancelled before it shared', async () => {
    const job = new Job({ temporary: 'true' })
    job.service.after((call) => {
      if (call.method === 'recipients') job.cancellation.request()
    })
    await job.run()
    expect(job.outputs['failure-reason']).toBe('cancelled')
    expect([job.runner.state.size, job.runner.note]).toEqual([0, undefined])
  })
})

describe('a run that shares for good what an earlier step shares for the time of the job', () => {
  const notes = ['eu-west-1\neu-west-1/wsi-0123456789abc/000000000001/']

  it.each<[given: Given, warnings: number]>([
    [{}, 1],
    [{ mode: 'plan' }, 1],
    [{ temporary: 'true' }, 0],
    [{ allow: 'false' }, 0],
  ])('warns with %j: %i', async (given, warnings) => {
    const job = new Job(given)
    job.runner.notes.push(...notes)
    const result = await job.run()
    expect(result.warnings).toHaveLength(warnings)
  })
})

describe('a cancel', () => {
  it('before anything is written leaves everything as it was', async () => {
    const job = new Job({})
    job.service.after((call) => {
      if (call.method === 'recipients') job.cancellation.request()
    })
    await job.run()
    expect(job.service.callsOf('change')).toEqual([])
    expect(job.outputs).toMatchObject({ 'failure-reason': 'cancelled', 'failed-count': '1' })
    expect(job.runner.failures).toEqual(['Cancelled before everything was done. Nothing was written.'])
  })

  it('between changes ends with what is proven', async () => {
    const many = Array.from({ length: 40 }, (_, index) => account(index + 1))
    const job = new Job({ 'account-id': many.join() })
    job.service.after((call) => {
      if (call.account === account(5)) job.cancellation.request()
    })
    const result = await job.run()
    const sent = job.service.callsOf('change').length
    expect(sent).toBeLessThan(20)
    expect(job.service.recipientsOf(image)).toHaveLength(sent)
    expect(job.outputs).toMatchObject({ 'shared-count': String(sent), 'failed-count': String(40 - sent) })
    expect(failureReasonOf(result)).toBe('cancelled')
  })
})
