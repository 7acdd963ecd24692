import { describe, expect, it, jest } from '@jest/globals'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyThen, lateEffect, type FaultAction } from '../../sandbox/aws/aws.ts'
import { endOf, longestWatch } from '../support/job-end.ts'
import { moment } from '../support/moment.ts'
import { cancelAt } from '../support/signals.ts'
import { accounts, IMAGE, REGION, ROLE, ActionFixture, countsOf } from '../support/fixture.ts'

jest.setTimeout(longestWatch)

const fixture = new ActionFixture({ skipsPauses: true })
const WRITE = 'UpdateWorkspaceImagePermission'
const READ = 'DescribeWorkspaceImagePermissions'
const [first = '', second = ''] = accounts(2)
const temporary = { temporary: 'true', 'account-id': accounts(2).join() }
const undo = { 'undo-on-failure': 'true' }

/** Lets something happen just before AWS answers the read that comes after so many others from now on. */
function atRead(after: number, happens: () => void): void {
  fixture.aws.inject({ on: { operation: READ }, after, times: 1, do: { kind: 'meanwhile', happens } })
}

/** Lets the share with an account take effect at a moment. */
function sharesAt(come: Promise<void>, account: string, then?: FaultAction, times?: number): void {
  fixture.aws.inject({
    on: { account, where: ({ AllowCopyImage }) => AllowCopyImage === true },
    ...(times === undefined ? {} : { times }),
    do: lateEffect(come, then),
  })
}

describe('a share that takes effect', () => {
  it('after the job was cancelled, while its end watches, leaves nobody behind', async () => {
    const { come, comes } = moment()
    sharesAt(come, first)
    const main = await fixture.run(temporary, cancelAt(/000000000002: accepted$/))
    expect(main.conclusion).toBe('cancelled')
    expect(fixture.recipients()).toEqual([second])
    fixture.aws.clearFaults()
    // The second read of the job's end is the first one that shows it.
    atRead(1, comes)
    const post = await endOf(fixture)
    expect(post.conclusion).toBe('success')
    expect(fixture.recipients()).toEqual([])
  })

  it('after the step was killed, while the job’s end watches, leaves nobody behind', async () => {
    const { come, comes } = moment()
    sharesAt(come, first)
    const main = await fixture.job.runStep({
      ...cancelAt(/000000000002: accepted$/),
      cancelGraceMs: { interrupt: 1, terminate: 1 },
      with: { 'image-id': IMAGE, 'aws-region': REGION, ...temporary },
      env: fixture.aws.environment(),
    })
    expect(main.exitCode).toBe(137)
    fixture.aws.clearFaults()
    atRead(1, comes)
    expect((await endOf(fixture)).conclusion).toBe('success')
    expect(fixture.recipients()).toEqual([])
  })

  it('by an attempt before the one that AWS answered leaves nobody behind', async () => {
    const { come, comes } = moment()
    sharesAt(come, first, { kind: 'reset' }, 1)
    const main = await fixture.run(temporary)
    expect(main.conclusion).toBe('success')
    atRead(1, comes)
    expect((await endOf(fixture)).conclusion).toBe('success')
    expect(fixture.recipients()).toEqual([])
  })

  it('by an attempt before the one for which the credentials could not be renewed leaves nobody behind', async () => {
    fixture.aws.trustRole({ arn: ROLE, verify: (jwt) => fixture.github.verify(jwt) })
    const haveEnded = join(fixture.job.workspace, 'credentials-have-ended')
    const throttled = { kind: 'error', name: 'ThrottlingException' } as const
    fixture.aws.inject({ on: { operation: WRITE }, times: 4, do: throttled })
    const [lost = ''] = accounts(1, 20)
    fixture.aws.inject({
      on: { account: lost },
      times: 1,
      do: applyThen({ kind: 'reset' }),
      onArrival: () => {
        writeFileSync(haveEnded, '')
        // Meanwhile throttled calls come to their first attempt, and wait for the same credentials.
        fixture.github.inject({ path: 'idtoken', do: { kind: 'slow', ms: 9000 } })
        fixture.aws.inject({ on: { service: 'sts' }, do: { kind: 'error', name: 'AccessDenied' } })
      },
    })
    const main = await fixture.runWithRole(
      { temporary: 'true', 'account-id': accounts(40).join() },
      {
        env: { CLOCK_FILE: haveEnded },
        nodeArguments: ['--require', join(import.meta.dirname, 'credentials-end.cjs')],
      },
    )
    expect(main.conclusion).toBe('failure')
    expect(fixture.recipients()).toContain(lost)
    rmSync(haveEnded)
    fixture.github.clearFaults()
    fixture.aws.clearFaults()
    expect((await endOf(fixture)).conclusion).toBe('success')
    expect(fixture.recipients()).toEqual([])
  })

  it('while it is undone leaves nobody behind', async () => {
    const { come, comes } = moment()
    sharesAt(come, first, { kind: 'http', status: 302 })
    // One read before the writes, one after them: the third is that of the undo.
    atRead(2, comes)
    const main = await fixture.run({ 'account-id': accounts(2).join(), ...undo })
    expect(countsOf(main)).toMatchObject({ failed: 2, changed: 'false', reason: 'unreachable' })
    expect(fixture.recipients()).toEqual([])
  })
})
