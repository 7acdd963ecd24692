import { describe, expect, it, jest } from '@jest/globals'
import { adviceToRunAgain, commandFor, endOf, longestWatch, readBy } from '../support/job-end.ts'
import { accounts, changesIn, IMAGE, REGION, ActionFixture } from '../support/fixture.ts'

jest.setTimeout(longestWatch)

const fixture = new ActionFixture({ skipsPauses: true })
const [first = '', second = ''] = accounts(2)
const temporary = { temporary: 'true', 'account-id': accounts(2).join() }
const undo = { 'undo-on-failure': 'true' }

describe('a read that is late', () => {
  it('leaves nobody behind at the job’s end, though it shows nobody', async () => {
    fixture.aws.inject({ do: { kind: 'stale' } })
    const main = await fixture.job.runStep({
      with: { 'image-id': IMAGE, 'aws-region': REGION, ...temporary },
      env: fixture.aws.environment(),
    })
    expect([main.outputs['failure-reason'], fixture.recipients()]).toEqual(['not-proven', accounts(2)])
    expect((await endOf(fixture)).conclusion).toBe('success')
    expect(fixture.recipients()).toEqual([])
  })

  it('leaves nobody behind after an undo whose call got lost, for the record keeps the share', async () => {
    fixture.aws.inject({ do: { kind: 'stale' } })
    fixture.aws.inject({ on: { account: second }, do: { kind: 'error', name: 'AccessDeniedException' } })
    fixture.aws.inject({ on: { account: first }, after: 1, do: { kind: 'http', status: 302 } })
    const main = await fixture.job.runStep({
      with: { 'image-id': IMAGE, 'aws-region': REGION, ...temporary, ...undo },
      env: fixture.aws.environment(),
    })
    expect(changesIn(main)).toMatchObject([{ outcome: 'undo-failed' }, { outcome: 'failed' }])
    expect(fixture.recipients()).toEqual([first])
    fixture.aws.clearFaults()
    fixture.aws.inject({ do: { kind: 'stale' } })
    expect((await endOf(fixture)).conclusion).toBe('success')
    expect(fixture.recipients()).toEqual([])
  })

  it('of an unshare is waited for', async () => {
    await fixture.run(temporary)
    fixture.aws.keepForStaleReads(REGION, IMAGE)
    fixture.aws.inject({ do: { kind: 'stale', reads: 3 } })
    const post = await endOf(fixture)
    expect(post.conclusion).toBe('success')
    expect(fixture.recipients()).toEqual([])
  })

  it('of an unshare for ever is red, with the command for each account', async () => {
    await fixture.run(temporary)
    fixture.aws.keepForStaleReads(REGION, IMAGE)
    fixture.aws.inject({ do: { kind: 'stale' } })
    const post = await endOf(fixture)
    expect(post.conclusion).toBe('failure')
    for (const account of accounts(2)) expect(readBy(post)).toContain(commandFor(account))
    expect(readBy(post)).not.toMatch(adviceToRunAgain)
  })
})
