import { describe, expect, it } from '@jest/globals'
import { applyThen } from '../../sandbox/aws/aws.ts'
import { cancelAt, cancelBeforeAnswers, endsByItself } from '../support/signals.ts'
import { accounts, errorsOf, ROLE, ActionFixture, countsOf } from '../support/fixture.ts'
import { titles } from '../../src/report/titles.ts'

const fixture = new ActionFixture()
const WRITE = 'UpdateWorkspaceImagePermission'

describe('a cancel', () => {
  it('starts nothing new, lets calls under way end, and tells what AWS holds', async () => {
    const { options, late } = cancelBeforeAnswers(/: accepted$/)
    fixture.aws.inject({ on: { operation: WRITE }, after: 1, do: late })
    const step = await fixture.run({ 'account-id': accounts(60).join() }, options)
    expect(step).toMatchObject({ conclusion: 'cancelled', exitCode: 1 })
    const made = fixture.recipients().length
    expect(countsOf(step)).toEqual({
      changed: 'true',
      shared: made,
      unshared: 0,
      unchanged: 0,
      failed: 60 - made,
      reason: 'cancelled',
    })
    expect(made).toBe(fixture.aws.writes().length)
    // The first that ended, and the ten that were under way by then.
    expect(made).toBe(11)
    expect(errorsOf(step).map(({ title }) => title)).toEqual([titles.cancelled])
    expect(step.summary).toContain('not attempted')
  })

  it('gives up calls that hang, and the read decides about them', async () => {
    const arrived = [
      { account: '000000000001', action: applyThen({ kind: 'hang' }) },
      { account: '000000000002', action: { kind: 'hang' } as const },
    ].map(
      async ({ account, action }) =>
        new Promise<void>((resolve) => {
          fixture.aws.inject({ on: { account }, do: action, onArrival: resolve })
        }),
    )
    fixture.aws.inject({
      on: { account: '000000000003' },
      do: {
        kind: 'meanwhile',
        happens: async () => {
          await Promise.all(arrived)
        },
      },
    })
    const options = { ...cancelAt(/000000000003: accepted$/), ...endsByItself }
    const step = await fixture.run({ 'account-id': accounts(3).join() }, options)
    expect(countsOf(step)).toMatchObject({ shared: 2, failed: 1, reason: 'cancelled' })
    expect(fixture.recipients()).toEqual(['000000000001', '000000000003'])
  })

  // The runner kills who doesn't end by itself within ten seconds: then there would be no outputs.
  it('ends a wait at once', async () => {
    fixture.addImage({ state: 'PENDING' })
    const step = await fixture.run(
      { 'account-id': '000000000001', 'wait-for-minutes': '360' },
      { ...cancelAt(/^Waiting for /), ...endsByItself },
    )
    expect(step).toMatchObject({ conclusion: 'cancelled', exitCode: 1 })
    expect(countsOf(step)).toMatchObject({ shared: 0, failed: 1, reason: 'cancelled' })
    // The look before the wait; none after it, and nothing written.
    expect(fixture.aws.calls.map(({ operation }) => operation).toSorted()).toEqual([
      'DescribeWorkspaceImagePermissions',
      'DescribeWorkspaceImages',
    ])
  })

  it('ends reads that hang', async () => {
    fixture.aws.inject({ do: { kind: 'hang' } })
    const step = await fixture.run(
      { 'account-id': '000000000001' },
      {
        ...cancelAt(/^::group::Reading/),
        ...endsByItself,
      },
    )
    expect(step).toMatchObject({ conclusion: 'cancelled', exitCode: 1 })
    expect(countsOf(step)).toMatchObject({ shared: 0, failed: 0, reason: 'cancelled' })
  })

  it('ends a sign-in that hangs', async () => {
    fixture.aws.trustRole({ arn: ROLE })
    fixture.aws.inject({ on: { service: 'sts' }, do: { kind: 'hang' } })
    const step = await fixture.runWithRole(
      { 'account-id': '000000000001' },
      {
        ...cancelAt(/^::add-mask::/),
        ...endsByItself,
      },
    )
    expect(step).toMatchObject({ conclusion: 'cancelled', exitCode: 1 })
    expect(countsOf(step)).toMatchObject({ shared: 0, failed: 0, reason: 'cancelled' })
  })
})
