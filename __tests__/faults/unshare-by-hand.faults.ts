import { describe, expect, it, jest } from '@jest/globals'
import type { FaultAction } from '../../sandbox/aws/aws.ts'
import { adviceToRunAgain, commandFor, endOf, longestWatch, readBy } from '../support/job-end.ts'
import { accounts, changesIn, errorsOf, IMAGE, OTHER_IMAGE, ROLE, ActionFixture } from '../support/fixture.ts'
import { titles } from '../../src/report/titles.ts'

jest.setTimeout(longestWatch)

const fixture = new ActionFixture({ skipsPauses: true })
const WRITE = 'UpdateWorkspaceImagePermission'
const READ = 'DescribeWorkspaceImagePermissions'
const [first = '', second = ''] = accounts(2)
const temporary = { temporary: 'true', 'account-id': accounts(2).join() }
const refusal = (name: string): FaultAction => ({ kind: 'error', name })

describe('an unshare that AWS refuses', () => {
  it('as if there were nothing to unshare is done where no read shows the account', async () => {
    const names = [
      'InvalidParameterValuesException',
      'ResourceNotFoundException',
      'OperationNotSupportedException',
      'ValidationException',
    ]
    const [last = '', ...gone] = accounts(names.length + 1).toReversed()
    await fixture.run({ ...temporary, 'account-id': accounts(names.length + 1).join() })
    fixture.aws.setRecipients('eu-west-1', IMAGE, [last])
    for (const [index, account] of gone.entries())
      fixture.aws.inject({ on: { operation: WRITE, account }, do: refusal(names[index] ?? '') })
    const post = await endOf(fixture)
    expect(post).toMatchObject({ conclusion: 'success', exitCode: 0 })
    expect(fixture.recipients()).toEqual([])
    expect(readBy(post)).toContain('there was nothing left to unshare')
  })

  it('as if there were nothing to unshare is red where a read shows the account', async () => {
    await fixture.run(temporary)
    fixture.aws.inject({ on: { account: first }, do: refusal('ResourceNotFoundException') })
    const post = await endOf(fixture)
    expect(post.conclusion).toBe('failure')
    expect(fixture.recipients()).toEqual([first])
    expect(readBy(post)).toContain(commandFor(first))
    expect(readBy(post)).not.toContain(commandFor(second))
    expect(readBy(post)).not.toMatch(adviceToRunAgain)
  })

  it.each([
    ['AccessDeniedException', 'ResourceUnavailableException'],
    // Lost credentials end the calls to all accounts.
    ['ExpiredTokenException'],
    ['UnrecognizedClientException'],
  ])('by %s is red, also where no read shows the account, with the command', async (...names) => {
    await fixture.run(temporary)
    fixture.aws.setRecipients('eu-west-1', IMAGE, [])
    for (const [index, account] of accounts(2).entries())
      fixture.aws.inject({ on: { operation: WRITE, account }, do: refusal(names[index] ?? names[0] ?? '') })
    const post = await endOf(fixture)
    expect(post).toMatchObject({ conclusion: 'failure', exitCode: 1 })
    for (const account of accounts(2)) expect(readBy(post)).toContain(commandFor(account))
    expect(readBy(post)).not.toMatch(adviceToRunAgain)
  })
})

describe('the job’s end names the command', () => {
  it('where the read that is to show it fails', async () => {
    await fixture.run(temporary)
    fixture.aws.inject({ on: { operation: READ }, do: refusal('AccessDeniedException') })
    const post = await endOf(fixture)
    expect(post.conclusion).toBe('failure')
    // It was sent all the same.
    expect(fixture.recipients()).toEqual([])
    for (const account of accounts(2)) expect(readBy(post)).toContain(commandFor(account))
    expect(readBy(post)).not.toMatch(adviceToRunAgain)
  })

  it('where nobody can sign in any more, for every image and account', async () => {
    fixture.aws.trustRole({ arn: ROLE })
    fixture.addImage({ id: OTHER_IMAGE, name: 'silver' })
    await fixture.runWithRole({ ...temporary, 'image-id': `${IMAGE} ${OTHER_IMAGE}` })
    fixture.aws.trustRole({ arn: ROLE, subject: 'repo:somebody/else' })
    const post = await endOf(fixture)
    expect(post).toMatchObject({ conclusion: 'failure', exitCode: 1 })
    expect(fixture.recipients()).toEqual(accounts(2))
    for (const account of accounts(2)) {
      expect(readBy(post)).toContain(commandFor(account))
      expect(readBy(post)).toContain(commandFor(account, OTHER_IMAGE))
    }
    expect(post.summary).toContain(`## ❌ Temporary shares: ${titles['role-refused']}`)
    expect(readBy(post)).not.toMatch(adviceToRunAgain)
  })
})

describe('an undo that fails', () => {
  it('names the command that takes back, as a run anew would share with all of them', async () => {
    fixture.aws.inject({ on: { account: second }, do: refusal('AccessDeniedException') })
    fixture.aws.inject({ on: { account: first }, after: 1, do: refusal('ResourceUnavailableException') })
    const step = await fixture.run({ 'account-id': accounts(2).join(), 'undo-on-failure': 'true' })
    expect(changesIn(step)).toMatchObject([{ outcome: 'undo-failed' }, { outcome: 'failed' }])
    const told = errorsOf(step).find(({ message }) => message.includes(first))
    expect(told?.message).toContain(commandFor(first))
    expect(told?.message).not.toMatch(adviceToRunAgain)
  })
})
