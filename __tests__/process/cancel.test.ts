import { describe, expect, it } from '@jest/globals'
import { applyThen } from '../../sandbox/aws/aws.ts'
import type { StepOptions, StepResult } from '../../sandbox/runner/job.ts'
import { accounts, errorsOf, ROLE, Stage, toldBy } from './stage.ts'

const stage = new Stage()
const WRITE = 'UpdateWorkspaceImagePermission'
// Half a second before the runner sends the second signal.
const mostMilliseconds = 7000

/** Cancels a run at the first line that matches, and tells how long it still took. */
async function cancelled(
  run: (options: StepOptions) => Promise<StepResult>,
  when: RegExp,
): Promise<{ step: StepResult; milliseconds: number }> {
  let at: number | undefined
  const step = await run({
    cancel: {
      when: (line) => {
        if (at !== undefined || !when.test(line)) return false
        at = performance.now()
        return true
      },
    },
  })
  if (at === undefined) throw new Error('Nothing was cancelled')
  return { step, milliseconds: performance.now() - at }
}

describe('a cancel', () => {
  it('starts nothing new, lets calls under way end, and tells what AWS holds', async () => {
    stage.aws.inject({ on: { operation: WRITE }, after: 1, do: { kind: 'slow', ms: 1000 } })
    const { step, milliseconds } = await cancelled(
      (options) => stage.run({ 'account-id': accounts(60).join() }, options),
      /: accepted$/,
    )
    expect(step).toMatchObject({ conclusion: 'cancelled', exitCode: 1 })
    const made = stage.recipients().length
    expect(toldBy(step)).toEqual({
      changed: 'true',
      shared: made,
      unshared: 0,
      unchanged: 0,
      failed: 60 - made,
      reason: 'cancelled',
    })
    expect(made).toBe(stage.aws.writes().length)
    // The first that ended, and the ten that were under way by then.
    expect(made).toBeLessThanOrEqual(11)
    expect(milliseconds).toBeLessThan(mostMilliseconds)
    expect(errorsOf(step).map(({ title }) => title)).toEqual(['Cancelled before everything was done'])
    expect(step.summary).toContain('not attempted')
  })

  it('gives up calls that hang, and the read decides about them', async () => {
    stage.aws.inject({ on: { account: '000000000001' }, do: applyThen({ kind: 'hang' }) })
    stage.aws.inject({ on: { account: '000000000002' }, do: { kind: 'hang' } })
    const { step, milliseconds } = await cancelled(
      (options) => stage.run({ 'account-id': accounts(3).join() }, options),
      /000000000003: accepted$/,
    )
    expect(toldBy(step)).toMatchObject({ shared: 2, failed: 1, reason: 'cancelled' })
    expect(stage.recipients()).toEqual(['000000000001', '000000000003'])
    expect(milliseconds).toBeLessThan(mostMilliseconds)
  })

  it('ends a wait at once', async () => {
    stage.addImage({ state: 'PENDING' })
    const { step, milliseconds } = await cancelled(
      (options) => stage.run({ 'account-id': '000000000001', 'wait-for-minutes': '360' }, options),
      /^Waiting for /,
    )
    expect(step.conclusion).toBe('cancelled')
    expect(toldBy(step)).toMatchObject({ shared: 0, failed: 1, reason: 'cancelled' })
    // The look before the wait; none after it, and nothing written.
    expect(stage.aws.calls.map(({ operation }) => operation).toSorted()).toEqual([
      'DescribeWorkspaceImagePermissions',
      'DescribeWorkspaceImages',
    ])
    expect(milliseconds).toBeLessThan(mostMilliseconds)
  })

  it('ends reads that hang', async () => {
    stage.aws.inject({ do: { kind: 'hang' } })
    const { step, milliseconds } = await cancelled(
      (options) => stage.run({ 'account-id': '000000000001' }, options),
      /^::group::Reading/,
    )
    expect(toldBy(step)).toMatchObject({ shared: 0, failed: 0, reason: 'cancelled' })
    expect(milliseconds).toBeLessThan(mostMilliseconds)
  })

  it('ends a sign-in that hangs', async () => {
    stage.aws.trustRole({ arn: ROLE })
    stage.aws.inject({ on: { service: 'sts' }, do: { kind: 'hang' } })
    const { step, milliseconds } = await cancelled(
      (options) => stage.runWithRole({ 'account-id': '000000000001' }, options),
      /^::add-mask::/,
    )
    expect(toldBy(step)).toMatchObject({ shared: 0, failed: 0, reason: 'cancelled' })
    expect(milliseconds).toBeLessThan(mostMilliseconds)
  })
})
