import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { applyThen } from '../../sandbox/aws/aws.ts'
import {
  accounts,
  errorsOf,
  IMAGE,
  imagesOf,
  nothingBut,
  OTHER_IMAGE,
  ActionFixture,
  changesIn,
  countsOf,
  verdictIn,
} from '../support/fixture.ts'
import { titles } from '../../src/report/titles.ts'

const fixture = new ActionFixture({ skipsPauses: true })
const WRITE = 'UpdateWorkspaceImagePermission'
const READ = 'DescribeWorkspaceImagePermissions'
const DESCRIBE = 'DescribeWorkspaceImages'

/** The environment of keys that may not call some operations. */
function keysWithout(...deny: string[]): Record<string, string> {
  const keys = { accessKeyId: 'AKIAWITHOUTWITHOUT00', secretAccessKey: 'secret' }
  fixture.aws.addCredentials({ ...keys, deny })
  return {
    ...fixture.aws.endpointEnvironment(),
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  }
}

describe('a missing permission', () => {
  it('to write leaves everything as it was, in one annotation for all accounts', async () => {
    const step = await fixture.runAs(keysWithout(WRITE), { 'account-id': accounts(12).join() })
    expect(countsOf(step)).toEqual({ ...nothingBut('access-denied'), failed: 12 })
    expect(fixture.recipients()).toEqual([])
    // AWS's refusal is final: one call an account.
    expect(fixture.aws.writes()).toHaveLength(12)
    expect(errorsOf(step)).toHaveLength(1)
    const [error] = errorsOf(step)
    expect(error?.title).toBe(titles['access-denied'])
    expect(error?.message).toContain('"Action": "workspaces:UpdateWorkspaceImagePermission"')
    expect(error?.message).toContain('AWS: AccessDeniedException')
    // Of the plan's first write, whichever arrived first.
    const first = fixture.aws.writes().find(({ input }) => input['SharedAccountId'] === '000000000001')
    expect(error?.message).toContain(first?.requestId)
    for (const account of accounts(12)) expect(error?.message).toContain(account)
  })

  it.each([DESCRIBE, READ])('to call %s ends the run before anything is written', async (operation) => {
    const step = await fixture.runAs(keysWithout(operation), { 'account-id': '000000000001' })
    expect(countsOf(step)).toEqual(nothingBut('access-denied'))
    expect(errorsOf(step)).toHaveLength(1)
    expect(errorsOf(step)[0]?.message).toContain(`"Action": "workspaces:${operation}"`)
    expect(fixture.aws.writes()).toEqual([])
  })
})

describe('what would be printed past the log', () => {
  // The runner obeys each of these wherever it stands in a line.
  const text = 'a\n::error::b ##[error]c ##[add-mask]golden'

  /** Runs the step, and this in the middle of it. */
  const runWith = async (statement: string) =>
    fixture.job.runStep({
      with: { 'image-id': IMAGE, 'aws-region': 'eu-west-1', 'account-id': '000000000001' },
      env: { ...fixture.aws.environment(), RUNNER_DEBUG: '1' },
      nodeArguments: ['--require', join(fixture.job.workspace, 'stray.cjs')],
      workspaceFiles: {
        'stray.cjs': `const text = ${JSON.stringify(text)}\nsetImmediate(() => { ${statement} })\n`,
      },
    })

  it.each([
    ["a warning of Node's", "process.emitWarning(text, '##[error]d')"],
    ["a package's warning", 'console.warn(text, { text })'],
    ["a package's error", 'console.error(new Error(text))'],
  ])('is text for who debugs: %s', async (_what, statement) => {
    const step = await runWith(statement)
    expect(step).toMatchObject({ exitCode: 0, stderr: '', annotations: [], runnerWarnings: [] })
    expect(step.masks).not.toContain('golden')
    expect(step.log.join('\n')).toMatch(/^##\[debug\].*a ::error::b ##\u200B\[error\]c/m)
    expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
  })

  it.each([
    ['an error that nobody catches', 'throw new TypeError(text)', 'TypeError: '],
    ['a promise that nobody waits for', 'void Promise.reject(new Error(text))', 'Error: '],
    ['something thrown that is no error', 'throw text', ''],
    ['two of them', 'void Promise.reject(new Error(text)); throw new TypeError(text)', 'TypeError: '],
  ])('ends the step red, with a sentence that is text: %s', async (_what, statement, name) => {
    const step = await runWith(statement)
    expect(step).toMatchObject({ exitCode: 1, conclusion: 'failure', stderr: '', runnerWarnings: [] })
    expect(step.annotations).toEqual([
      {
        level: 'error',
        message: `The action met a case it was not built for (${name}a ::error::b ##\u200B[error]c ##\u200B[add-mask]golden). Please report it, with the log of a run that has debug logging on. Check who can copy the image before you run it again.`,
      },
    ])
    expect(step.masks).not.toContain('golden')
  })
})

describe('a partial failure', () => {
  it('stops no other account, fails the step and counts right', async () => {
    fixture.aws.inject({
      on: { account: '000000000003' },
      do: { kind: 'error', name: 'InvalidParameterValuesException', message: 'No such account.' },
    })
    fixture.aws.inject({
      on: { account: '000000000007' },
      do: { kind: 'error', name: 'AccessDeniedException' },
    })
    const step = await fixture.run({ 'account-id': accounts(20).join() })
    expect(step).toMatchObject({ exitCode: 1, conclusion: 'failure' })
    expect(countsOf(step)).toEqual({
      changed: 'true',
      shared: 18,
      unshared: 0,
      unchanged: 0,
      failed: 2,
      reason: 'partly-failed',
    })
    const done = accounts(20).filter((id) => id !== '000000000003' && id !== '000000000007')
    expect(fixture.recipients()).toEqual(done)
    const changes = imagesOf(step)[0]?.['changes']
    expect(changes).toMatchObject(
      accounts(20).map((account) => ({
        account,
        change: 'share',
        outcome: done.includes(account) ? 'done' : 'failed',
      })),
    )
    expect(changes).toContainEqual(
      expect.objectContaining({
        account: '000000000003',
        problem: expect.objectContaining({ awsError: 'InvalidParameterValuesException' }),
      }),
    )
    expect(errorsOf(step)).toHaveLength(2)
    expect(errorsOf(step).some(({ message }) => message.includes('No such account.'))).toBe(true)
    expect(verdictIn(step)).toContain('2 of 20 changes')
    expect(step.summary.match(/✅ shared/g)).toHaveLength(18)
  })

  it('of credentials that end on the way leaves the rest alone', async () => {
    fixture.aws.inject({
      on: { operation: WRITE },
      after: 5,
      do: { kind: 'error', name: 'ExpiredTokenException' },
    })
    const step = await fixture.run({ 'account-id': accounts(40).join() })
    expect(countsOf(step)).toMatchObject({ shared: 5, failed: 35, reason: 'partly-failed' })
    expect(fixture.recipients()).toHaveLength(5)
    // Ten are under way when the first refusal arrives; those that end well before it start more.
    expect(fixture.aws.writes().length).toBeLessThanOrEqual(15)
    expect(errorsOf(step).map(({ title }) => title)).toEqual([titles['no-credentials']])
  })
})

describe('three hundred failures', () => {
  it('stay failures in a summary that the runner takes', async () => {
    const step = await fixture.runAs(keysWithout(WRITE), { 'account-id': accounts(300).join() })
    expect(countsOf(step)).toEqual({ ...nothingBut('access-denied'), failed: 300 })
    expect(verdictIn(step)).toContain('300 of 300 changes are not in effect')
    for (const account of accounts(300)) expect(step.summary).toContain(`\`${account}\``)
  })
})

describe('throttling', () => {
  it('slows 30 shares down and fails none', async () => {
    // Counted, as a bucket that fills with time never empties on a slow machine. Fewer than the attempts of a call, so that
    // even one that gets them all has one left.
    const throttled = 5
    fixture.aws.inject({
      on: { operation: WRITE },
      after: 10,
      times: throttled,
      do: { kind: 'error', name: 'ThrottlingException', message: 'Rate exceeded' },
    })
    const step = await fixture.run({ 'account-id': accounts(30).join() })
    expect(countsOf(step)).toMatchObject({ shared: 30, failed: 0, reason: '' })
    const refused = fixture.aws.writes().filter(({ error }) => error === 'ThrottlingException')
    expect([refused.length, fixture.aws.writes().length]).toEqual([throttled, 30 + throttled])
    expect(fixture.recipients()).toEqual(accounts(30))
  })

  it('is over in time where the clock is set back by an hour meanwhile', async () => {
    const isBack = join(fixture.job.workspace, 'is-back')
    fixture.aws.inject({
      on: { operation: WRITE },
      after: 10,
      times: 3,
      do: { kind: 'error', name: 'ThrottlingException', message: 'Rate exceeded' },
      onArrival: () => writeFileSync(isBack, ''),
    })
    const step = await fixture.run(
      { 'account-id': accounts(16).join() },
      {
        env: { CLOCK_FILE: isBack },
        nodeArguments: ['--require', fileURLToPath(new URL('./sets-clock-back.cjs', import.meta.url))],
      },
    )
    expect(countsOf(step)).toMatchObject({ shared: 16, failed: 0, reason: '' })
    expect(fixture.recipients()).toEqual(accounts(16))
  })
})

describe('a write', () => {
  // One account each: what it meets, and what it comes to.
  const [resent = '', effective = '', refused = '', unseen = '', besides = ''] = accounts(5)
  const portal = {
    kind: 'http',
    status: 200,
    contentType: 'text/html',
    body: '<html>Sign in</html>',
  } as const

  it('counts as done or failed by what the read shows, not by its answer', async () => {
    const { aws } = fixture
    aws.inject({ on: { account: resent }, times: 1, do: applyThen({ kind: 'reset' }) })
    aws.inject({ on: { account: effective }, do: applyThen(portal) })
    aws.inject({ on: { account: refused }, do: { kind: 'http', status: 302 } })
    aws.inject({ on: { account: unseen }, do: { kind: 'accept-without-effect' } })
    aws.inject({
      on: { account: besides },
      do: applyThen({ kind: 'error', name: 'InvalidParameterValuesException' }),
    })
    const step = await fixture.run({ 'account-id': accounts(5).join() })
    expect(countsOf(step)).toMatchObject({ shared: 3, unchanged: 0, failed: 2, reason: 'partly-failed' })
    expect(step.conclusion).toBe('failure')
    expect(changesIn(step).map(({ account, outcome }) => [account, outcome])).toEqual([
      [resent, 'done'],
      [effective, 'done'],
      [refused, 'failed'],
      [unseen, 'failed'],
      [besides, 'done'],
    ])
    const statuses = fixture.aws.writes().filter(({ input }) => input['SharedAccountId'] === resent)
    expect(statuses.map(({ status }) => status)).toEqual([0, 200])
    expect(step.summary).toContain('but reading back shows that it took effect')
    expect(errorsOf(step)).toMatchObject([
      { title: titles.unreachable, message: expect.stringContaining('HTTP status 302') },
      {
        title: titles['not-proven'],
        message: expect.stringContaining('reading back does not list the account'),
      },
    ])
    expect(step.raw).not.toMatch(/SyntaxError|Unknown|Unexpected token/)
  })
})

describe('the proof', () => {
  it('is read again while reads lag behind', async () => {
    fixture.aws.inject({ do: { kind: 'stale', reads: 2 } })
    const step = await fixture.run({ 'account-id': accounts(2).join() })
    expect(countsOf(step)).toMatchObject({ shared: 2, failed: 0, reason: '' })
    expect(fixture.aws.calls.filter(({ operation }) => operation === READ)).toHaveLength(1 + 3)
    expect(step.log.filter((line) => line.includes('Not all is as expected yet'))).toHaveLength(2)
  })

  it('that cannot be read fails the changes, and says that nothing is known', async () => {
    fixture.aws.inject({
      on: { operation: READ },
      after: 1,
      do: { kind: 'error', name: 'AccessDeniedException' },
    })
    const step = await fixture.run({ 'account-id': '000000000001' })
    expect(countsOf(step)).toEqual({ ...nothingBut('not-proven'), failed: 1 })
    expect(imagesOf(step)).toMatchObject([{ recipients: null }])
    expect(step.summary).toContain('Who can copy this image now could not be read.')
    expect(step.summary).not.toContain('Nothing was written')
  })
})

describe('reads that go wrong', () => {
  it.each([
    ['the first', 0, []],
    ['a later', 1, accounts(25, 100)],
  ])('that bring another image on %s page end the run before anything is written', async (_, after, held) => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(30, 100))
    const ImagePermissions = held.map((SharedAccountId) => ({ SharedAccountId }))
    const body = JSON.stringify({ ImageId: OTHER_IMAGE, ImagePermissions })
    const contentType = 'application/x-amz-json-1.1'
    fixture.aws.inject({
      on: { operation: READ },
      after,
      do: { kind: 'http', status: 200, contentType, body },
    })
    const step = await fixture.run({ 'account-id': '000000000001', exclusive: 'true' })
    expect(countsOf(step)).toEqual(nothingBut('service-unavailable'))
    expect(errorsOf(step)[0]?.message).toContain('an answer about another image')
    expect(fixture.aws.writes()).toEqual([])
  })

  it('that bring another image after the writes prove nothing', async () => {
    const body = JSON.stringify({
      ImageId: OTHER_IMAGE,
      ImagePermissions: [{ SharedAccountId: '000000000001' }],
    })
    const contentType = 'application/x-amz-json-1.1'
    fixture.aws.inject({
      on: { operation: READ },
      after: 1,
      do: { kind: 'http', status: 200, contentType, body },
    })
    const step = await fixture.run({ 'account-id': '000000000001' })
    expect(countsOf(step)).toEqual({ ...nothingBut('not-proven'), failed: 1 })
    expect(errorsOf(step)[0]?.message).toContain('an answer about another image')
  })
})
