import { describe, expect, it } from '@jest/globals'
import { applyThen } from '../../sandbox/aws/aws.ts'
import { day, policyOf, PROD, runPolicy, TEST } from '../support/policies.ts'
import { cancelBeforeAnswers } from '../support/signals.ts'
import {
  accounts,
  changesIn,
  errorsOf,
  IMAGE,
  imagesOf,
  OTHER_IMAGE,
  ActionFixture,
  countsOf,
} from '../support/fixture.ts'

const fixture = new ActionFixture()
const undo = { 'undo-on-failure': 'true' }
const WRITE = 'UpdateWorkspaceImagePermission'
const denied = { kind: 'error', name: 'AccessDeniedException' } as const

/** Every write that reached AWS, as `share 000000000001`. */
function written(): string[] {
  return fixture.aws
    .writes()
    .map(
      ({ input }) =>
        `${input['AllowCopyImage'] === true ? 'share' : 'unshare'} ${String(input['SharedAccountId'])}`,
    )
}

describe('undo-on-failure', () => {
  it('takes back what was done in reverse, tells each, and AWS holds what it held, which a read of its own proves', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, [PROD, '000000000009'])
    fixture.aws.inject({ on: { account: '000000000001' }, do: denied })
    const step = await runPolicy(
      fixture,
      policyOf(`id: ${IMAGE}\nshare-with: [workplace-test, "000000000001", "000000000009"]\nexclusive: true`),
      undo,
    )
    expect(countsOf(step)).toEqual({
      changed: 'false',
      shared: 0,
      unshared: 0,
      unchanged: 1,
      failed: 3,
      reason: 'access-denied',
    })
    expect(fixture.recipients()).toEqual([PROD, '000000000009'])
    expect(written().slice(0, 3).toSorted()).toEqual([
      'share 000000000001',
      `share ${TEST}`,
      `unshare ${PROD}`,
    ])
    // What was shared before stays alone.
    expect(written().slice(3)).toEqual([`share ${PROD}`, `unshare ${TEST}`])
    expect(fixture.aws.calls.slice(-2).map(({ operation }) => operation)).toEqual([
      WRITE,
      'DescribeWorkspaceImagePermissions',
    ])
    expect(changesIn(step)).toMatchObject([
      { account: '000000000001', outcome: 'failed' },
      { account: TEST, outcome: 'undone' },
      { account: PROD, change: 'unshare', outcome: 'undone' },
    ])
    expect(imagesOf(step)).toMatchObject([{ recipients: [PROD, '000000000009'] }])
    expect(step.log.join('\n')).toContain('Undoing 2 changes')
    expect(step.log.join('\n')).toContain(`unshare ${IMAGE} from ${TEST} (workplace-test): accepted`)
    expect(step.summary).toContain('undone')
    expect(step.summary).toContain('Copies that were made before a share was undone stay')
    expect(step.conclusion).toBe('failure')
  })

  it('takes back over all images and Regions', async () => {
    fixture.addImage({ region: 'us-east-1', id: OTHER_IMAGE, sharedWith: ['000000000008'] })
    fixture.aws.inject({ on: { region: 'us-east-1', account: TEST }, do: denied })
    const step = await runPolicy(
      fixture,
      policyOf(
        `id: ${IMAGE}\nshare-with: [workplace-test, workplace-prod]`,
        `id: ${OTHER_IMAGE}\nregion: us-east-1\nshare-with: [workplace-test, workplace-prod]`,
      ),
      undo,
    )
    expect(countsOf(step)).toMatchObject({ changed: 'false', failed: 4, reason: 'access-denied' })
    expect([fixture.recipients(), fixture.aws.recipients('us-east-1', OTHER_IMAGE)]).toEqual([
      [],
      ['000000000008'],
    ])
  })

  it('gives no access back to an account whose share has ended', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, [PROD, '000000000009'])
    fixture.aws.inject({ on: { account: '000000000001' }, do: denied })
    const ended = `{ account: workplace-prod, until: "${day(-2)}" }`
    const step = await runPolicy(
      fixture,
      policyOf(`id: ${IMAGE}\nshare-with: [workplace-test, "000000000001", ${ended}]\nexclusive: true`),
      undo,
    )
    expect(fixture.recipients()).toEqual(['000000000009'])
    expect(written()).not.toContain(`share ${PROD}`)
    expect(changesIn(step)).toMatchObject([
      { account: '000000000001', outcome: 'failed' },
      { account: TEST, outcome: 'undone' },
      { account: PROD, change: 'unshare', outcome: 'done' },
      { account: '000000000009', change: 'unshare', outcome: 'undone' },
    ])
    expect(countsOf(step)).toMatchObject({ changed: 'true', unshared: 1, reason: 'partly-failed' })
  })

  it('takes back a share that no read proves, for it may be in effect', async () => {
    // The share takes effect, and the read that is to prove it never comes.
    fixture.aws.inject({
      on: { operation: 'DescribeWorkspaceImagePermissions' },
      after: 1,
      times: 1,
      do: { kind: 'http', status: 302 },
    })
    const step = await fixture.run({ ...undo, 'account-id': '000000000001' })
    expect(countsOf(step)).toMatchObject({ changed: 'false', failed: 1, reason: 'not-proven' })
    expect(written()).toEqual(['share 000000000001', 'unshare 000000000001'])
    expect(fixture.recipients()).toEqual([])
    expect(imagesOf(step)).toMatchObject([{ recipients: [] }])
  })
})

describe('an undo that fails', () => {
  it('is told, with who keeps access', async () => {
    fixture.aws.inject({ on: { account: '000000000002' }, do: denied })
    fixture.aws.inject({ on: { account: '000000000001' }, after: 1, do: denied })
    const step = await fixture.run({ ...undo, 'account-id': accounts(3).join() })
    expect(countsOf(step)).toMatchObject({ changed: 'true', shared: 0, failed: 3, reason: 'partly-failed' })
    expect(fixture.recipients()).toEqual(['000000000001'])
    expect(changesIn(step)).toMatchObject([
      { account: '000000000001', outcome: 'undo-failed', problem: { reason: 'access-denied' } },
      { account: '000000000002', outcome: 'failed' },
      { account: '000000000003', outcome: 'undone' },
    ])
    expect(step.summary).toContain('could not be undone')
    expect(errorsOf(step)[0]?.message).toContain('000000000001')
  })

  it('by its answer alone is sent again, and is an undo once AWS has answered', async () => {
    fixture.aws.inject({ on: { account: '000000000002' }, do: denied })
    fixture.aws.inject({
      on: { account: '000000000001' },
      after: 1,
      times: 1,
      do: applyThen({ kind: 'http', status: 302 }),
    })
    const step = await fixture.run({ ...undo, 'account-id': accounts(2).join() })
    expect(changesIn(step)).toMatchObject([{ outcome: 'undone' }, { outcome: 'failed' }])
    expect(fixture.recipients()).toEqual([])
    expect(written().filter((one) => one === 'unshare 000000000001')).toHaveLength(2)
  })
})

describe('a cancel', () => {
  it('leaves no time to undo: what is in effect stays, and is told', async () => {
    fixture.aws.inject({ on: { account: '000000000001' }, do: denied })
    const { options, late } = cancelBeforeAnswers(/000000000001: failed/)
    fixture.aws.inject({ on: { operation: WRITE }, do: late })
    const step = await fixture.run({ ...undo, 'account-id': accounts(40).join() }, options)
    expect(step.conclusion).toBe('cancelled')
    expect(fixture.recipients().length).toBeGreaterThan(0)
    expect(countsOf(step)).toMatchObject({ reason: 'cancelled', shared: fixture.recipients().length })
    expect(written().filter((one) => one.startsWith('unshare'))).toEqual([])
  })
})
