import { describe, expect, it, jest } from '@jest/globals'
import { applyThen } from '../../sandbox/aws/aws.ts'
import { commandFor, endOf, longestWatch, readBy } from '../support/job-end.ts'
import { policyOf, PROD, TEST } from '../support/policies.ts'
import { cancelAt, cancelBeforeAnswers } from '../support/signals.ts'
import { accounts, IMAGE, OTHER_IMAGE, REGION, ROLE, ActionFixture, countsOf } from '../support/fixture.ts'
import { titles } from '../../src/report/titles.ts'

jest.setTimeout(longestWatch)

const fixture = new ActionFixture({ skipsPauses: true })
const WRITE = 'UpdateWorkspaceImagePermission'
const temporary = { temporary: 'true' }

/** Forgets what was asked so far, so that only the post step's calls are left. */
function forgetCalls(): void {
  fixture.aws.calls.length = 0
  fixture.github.requests.length = 0
}

describe('temporary', () => {
  it('takes back at the job’s end what this step newly shared, and nothing else', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, ['000000000001'])
    const main = await fixture.run({ ...temporary, 'account-id': accounts(3).join() })
    expect(countsOf(main)).toMatchObject({ shared: 2, unchanged: 1, reason: '' })
    expect(fixture.recipients()).toEqual(accounts(3))
    // Meanwhile somebody else shares it too, and a read shows one of the shares no more, for it may be late.
    fixture.aws.setRecipients('eu-west-1', IMAGE, ['000000000001', '000000000003', '000000000009'])
    forgetCalls()
    const post = await endOf(fixture)
    expect(post).toMatchObject({ conclusion: 'success', exitCode: 0 })
    expect(fixture.recipients()).toEqual(['000000000001', '000000000009'])
    expect(
      fixture.aws.writes().map(({ input }) => [input['SharedAccountId'], input['AllowCopyImage']]),
    ).toEqual([
      ['000000000002', false],
      ['000000000003', false],
    ])
    // Proven by a read.
    expect(fixture.aws.calls.at(-1)?.operation).toBe('DescribeWorkspaceImagePermissions')
    expect(post.summary).toMatch(/^## ✅ Temporary shares: Done and verified: 2 unshares made\b/)
    expect(post.summary).toContain('Copies that were made already stay')
    expect(post.outputs).toEqual({})
  })

  it('takes back over images and Regions of a policy, in one go, and signs in afresh: the first credentials may be long gone', async () => {
    fixture.aws.trustRole({ arn: ROLE, verify: (jwt) => fixture.github.verify(jwt) })
    fixture.addImage({ region: 'us-east-1', id: OTHER_IMAGE, name: 'silver', sharedWith: [PROD] })
    const policy = policyOf(
      `id: ${IMAGE}\nshare-with: [workplace-test, workplace-prod]`,
      `name: silver\nregion: us-east-1\nshare-with: [workplace-test, workplace-prod]`,
    )
    await fixture.runWithRole(
      { ...temporary, 'image-id': '', 'policy-file': 'policy.yml' },
      { workspaceFiles: { 'policy.yml': policy } },
    )
    expect(fixture.aws.recipients('us-east-1', OTHER_IMAGE)).toEqual([PROD, TEST])
    const [first] = fixture.aws.calls.flatMap(({ accessKeyId }) => accessKeyId ?? [])
    forgetCalls()
    const post = await endOf(fixture)
    expect(post.conclusion).toBe('success')
    expect([fixture.recipients(), fixture.aws.recipients('us-east-1', OTHER_IMAGE)]).toEqual([[], [PROD]])
    expect(fixture.github.requests).toMatchObject([{ status: 200 }])
    expect(fixture.aws.calls[0]).toMatchObject({ operation: 'AssumeRoleWithWebIdentity', status: 200 })
    const keys = fixture.aws.calls.flatMap(({ accessKeyId }) => accessKeyId ?? [])
    expect(keys.length).toBeGreaterThan(0)
    expect(keys).not.toContain(first)
  })

  it('takes back what AWS refused to share, and shared all the same', async () => {
    fixture.aws.inject({
      on: { account: '000000000002' },
      do: applyThen({ kind: 'error', name: 'InvalidParameterValuesException' }),
      times: 1,
    })
    const main = await fixture.run({ ...temporary, 'account-id': accounts(2).join() })
    expect(countsOf(main)).toMatchObject({ shared: 2, failed: 0, reason: '' })
    expect(main.summary).toContain('the call ended in an error, but reading back shows that it took effect')
    expect((await endOf(fixture)).conclusion).toBe('success')
    expect(fixture.recipients()).toEqual([])
  })

  it('takes back what a step shared that failed, by a call too that broke off after it took effect, and hides accounts', async () => {
    fixture.aws.inject({
      on: { account: '000000000002' },
      do: { kind: 'error', name: 'AccessDeniedException' },
    })
    fixture.aws.inject({
      on: { account: '000000000003' },
      times: 1,
      do: applyThen({ kind: 'http', status: 302 }),
    })
    const main = await fixture.run({
      ...temporary,
      'account-id': accounts(3).join(),
      'mask-account-ids': 'true',
    })
    expect(countsOf(main)).toMatchObject({ shared: 2, failed: 1, reason: 'partly-failed' })
    expect(fixture.recipients()).toEqual(['000000000001', '000000000003'])
    fixture.aws.clearFaults()
    const post = await endOf(fixture)
    expect(post.conclusion).toBe('success')
    expect(fixture.recipients()).toEqual([])
    expect(post.masks).toContain('000000000001')
    expect([post.log.join('\n'), post.summary].join('\n')).not.toContain('000000000001')
  })

  it('does nothing, and asks nobody, where nothing was newly shared', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(2))
    await fixture.run({ ...temporary, 'account-id': accounts(2).join() })
    forgetCalls()
    const post = await endOf(fixture)
    expect(post).toMatchObject({ conclusion: 'success', exitCode: 0, summary: '', raw: '' })
    expect([fixture.aws.calls, fixture.github.requests]).toEqual([[], []])
    expect(fixture.recipients()).toEqual(accounts(2))
  })

  it.each<[what: string, inputs: Record<string, string>]>([
    ['was not temporary', {}],
    ['was refused', { ...temporary, 'trusted-account-ids': TEST }],
  ])('does nothing, and asks nobody, where the step %s', async (_what, inputs) => {
    await fixture.run({ 'account-id': '000000000001', ...inputs })
    const before = fixture.recipients()
    forgetCalls()
    const post = await endOf(fixture)
    expect(post).toMatchObject({ conclusion: 'success', summary: '', raw: '' })
    expect([fixture.aws.calls, fixture.github.requests, fixture.recipients()]).toEqual([[], [], before])
  })

  it('undone already leaves the job’s end nothing to do', async () => {
    fixture.aws.inject({
      on: { account: '000000000002' },
      do: { kind: 'error', name: 'AccessDeniedException' },
    })
    await fixture.run({ ...temporary, 'undo-on-failure': 'true', 'account-id': accounts(3).join() })
    expect(fixture.recipients()).toEqual([])
    forgetCalls()
    expect(await endOf(fixture)).toMatchObject({ conclusion: 'success', raw: '' })
    expect(fixture.aws.calls).toEqual([])
  })
})

describe('a share that can not be taken back', () => {
  it('fails the job loudly, with who keeps access, and takes back all it can, also where one image is gone', async () => {
    fixture.addImage({ id: OTHER_IMAGE, name: 'silver' })
    await fixture.run({
      ...temporary,
      'image-id': `${OTHER_IMAGE} ${IMAGE}`,
      'account-id': accounts(3).join(),
    })
    fixture.aws.removeImage(REGION, OTHER_IMAGE)
    fixture.aws.inject({
      on: { image: IMAGE, account: '000000000002' },
      do: { kind: 'error', name: 'AccessDeniedException' },
    })
    const post = await endOf(fixture)
    expect(post).toMatchObject({ conclusion: 'failure', exitCode: 1 })
    expect(fixture.recipients()).toEqual(['000000000002'])
    expect(post.summary).toContain(`## ❌ Temporary shares: ${titles['partly-failed']}`)
    const told = post.annotations.filter(({ level }) => level === 'error').map(({ message }) => message)
    expect(told.filter((message) => message.includes(`${IMAGE} from 000000000002`))).toHaveLength(1)
    expect(told.at(-1)).toMatch(/^Temporary shares: .*4 of 6 changes/)
    for (const account of accounts(3)) {
      expect(post.summary).toContain(
        `Could not unshare ${OTHER_IMAGE} from ${account}: the image does not exist`,
      )
      expect(readBy(post)).toContain(commandFor(account, OTHER_IMAGE))
    }
  })

  it('writes nothing where the record would be longer', async () => {
    const step = await fixture.run({ ...temporary, 'account-id': accounts(2500).join() })
    expect(countsOf(step)).toMatchObject({ shared: 0, failed: 2500, reason: 'invalid-input' })
    expect(fixture.aws.writes()).toEqual([])
    expect(await fixture.job.finish()).toMatchObject([{ exitCode: 0, raw: '' }])
  })
})

/** Has the share with the first account take effect and never answer, and all others wait until it has arrived. */
function hangFirst(): void {
  const arrived = new Promise<void>((resolve) => {
    fixture.aws.inject({
      on: { account: '000000000001' },
      do: applyThen({ kind: 'hang' }),
      onArrival: resolve,
    })
  })
  fixture.aws.inject({ on: { operation: WRITE }, do: { kind: 'meanwhile', happens: async () => arrived } })
}

describe('a cancel', () => {
  it('between two shares leaves nobody behind at the job’s end', async () => {
    const { options, late } = cancelBeforeAnswers(/: accepted$/)
    fixture.aws.inject({ on: { operation: WRITE }, after: 1, do: late })
    const main = await fixture.run({ ...temporary, 'account-id': accounts(40).join() }, options)
    expect(main.conclusion).toBe('cancelled')
    const shared = fixture.recipients()
    expect(shared.length).toBeGreaterThan(0)
    expect(shared.length).toBeLessThan(40)
    fixture.aws.clearFaults()
    forgetCalls()
    const post = await endOf(fixture)
    expect(post.conclusion).toBe('success')
    expect(fixture.recipients()).toEqual([])
    expect(fixture.aws.writes()).toHaveLength(shared.length)
  })

  it('while calls hang leaves nobody behind, whether they took effect or not', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, ['000000000009'])
    fixture.aws.inject({ on: { account: '000000000002' }, do: { kind: 'hang' } })
    hangFirst()
    const main = await fixture.run(
      { ...temporary, 'account-id': `${accounts(3).join()},000000000009` },
      cancelAt(/000000000003: accepted$/),
    )
    expect(main.conclusion).toBe('cancelled')
    expect(fixture.recipients()).toEqual(['000000000001', '000000000003', '000000000009'])
    fixture.aws.clearFaults()
    expect((await endOf(fixture)).conclusion).toBe('success')
    expect(fixture.recipients()).toEqual(['000000000009'])
  })

  it('that kills the step before it could tell anything leaves nobody behind', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, ['000000000009'])
    hangFirst()
    const main = await fixture.job.runStep({
      ...cancelAt(/000000000002: accepted$/),
      cancelGraceMs: { interrupt: 1, terminate: 1 },
      with: {
        'image-id': IMAGE,
        'aws-region': 'eu-west-1',
        'account-id': '000000000001 000000000002 000000000009',
        temporary: 'true',
      },
      env: fixture.aws.environment(),
    })
    expect(main).toMatchObject({ exitCode: 137, conclusion: 'cancelled', outputs: {} })
    expect(fixture.recipients()).toEqual([...accounts(2), '000000000009'])
    fixture.aws.clearFaults()
    expect((await endOf(fixture)).conclusion).toBe('success')
    expect(fixture.recipients()).toEqual(['000000000009'])
  })
})
