import { describe, expect, it } from '@jest/globals'
import { parseObject } from '../../sandbox/aws/json-object.ts'
import type { StepResult } from '../../sandbox/runner/job.ts'
import type { FailureReason } from '../../src/sharing/problem.ts'
import { PROD, PullRequestFixture, TEST } from '../support/pull-requests.ts'
import { cancelBeforeAnswers } from '../support/signals.ts'
import {
  accounts,
  errorsOf,
  IMAGE,
  OWNER,
  REGION,
  ROLE,
  ActionFixture,
  countsOf,
} from '../support/fixture.ts'

// Every remedy is followed as it stands in the message or in docs/troubleshooting.md, and then the step is green.
const fixture = new ActionFixture({ skipsPauses: true })
const one = { 'account-id': '000000000001' }
const WRITE = 'UpdateWorkspaceImagePermission'
const READ = 'DescribeWorkspaceImagePermissions'
const KEY = 'AKIAREMEDYREMEDY0000'

/** The message of a step that failed for this reason alone. */
function messageOf(step: StepResult, reason: FailureReason): string {
  expect(countsOf(step).reason).toBe(reason)
  const errors = errorsOf(step)
  expect(errors.length).toBeGreaterThan(0)
  for (const { message } of errors) expect(message).toContain('More: https://github.com/')
  return errors.map(({ message }) => message).join('\n')
}

function expectGreen(step: StepResult): void {
  expect({ ...countsOf(step), conclusion: step.conclusion }).toMatchObject({
    reason: '',
    conclusion: 'success',
  })
}

/** The lines of JSON in a message. */
function jsonIn(message: string): Record<string, unknown> {
  return statementsIn(message)[0] ?? {}
}

function statementsIn(message: string): Record<string, unknown>[] {
  const json = /^\{$[^]*^\}$/m.exec(message)?.[0] ?? ''
  const { list } = parseObject(`{ "list": [${json}] }`) ?? {}
  return Array.isArray(list) ? list.map((statement) => parseObject(JSON.stringify(statement)) ?? {}) : []
}

/** The environment of a user who may not call these operations. */
function userWithout(deny: readonly string[], account = OWNER): Record<string, string> {
  fixture.aws.addCredentials({ accessKeyId: KEY, secretAccessKey: 'secret', deny, account })
  return { ...fixture.aws.endpointEnvironment(), AWS_ACCESS_KEY_ID: KEY, AWS_SECRET_ACCESS_KEY: 'secret' }
}

describe('a remedy, when it is followed, fixes', () => {
  it('invalid-input: the id with its leading zero, in quotes', async () => {
    const message = messageOf(
      await fixture.run({ 'account-id': '12345678901', allow: 'yes' }),
      'invalid-input',
    )
    const id = /write "(\d+)" in quotes/.exec(message)?.[1] ?? ''
    const allow = /Write (true) or false/.exec(message)?.[1] ?? ''
    expectGreen(await fixture.run({ 'account-id': id, allow }))
    expect(fixture.recipients()).toEqual(['012345678901'])
  })

  it('invalid-policy: the file at its place, with what the messages ask for', async () => {
    const bare = { 'policy-file': 'images.yml', 'image-id': '', 'account-id': '' }
    expect(messageOf(await fixture.run(bare), 'invalid-policy')).toContain('does not exist in the workspace')
    const policy = `version: 2\nimages:\n  - id: ${IMAGE}\n    regions: ${REGION}\n    share-with: ["000000000001"]\n`
    const wrong = await fixture.run(bare, { workspaceFiles: { 'images.yml': policy } })
    const message = messageOf(wrong, 'invalid-policy')
    const version = /Write (version: 1)\./.exec(message)?.[1] ?? ''
    const key = /Did you mean "?(\w+)/.exec(message)?.[1] ?? 'region'
    const corrected = policy.replace('version: 2', version).replace('regions', key)
    expectGreen(await fixture.run(bare, { workspaceFiles: { 'images.yml': corrected } }))
  })

  it('no-credentials, oidc-unavailable, throttled, service-unavailable: a role, id-token: write, running it again', async () => {
    fixture.aws.trustRole({ arn: ROLE })
    const none = await fixture.runAs(fixture.aws.endpointEnvironment(), one)
    expect(messageOf(none, 'no-credentials')).toContain('Set role-to-assume')
    const without = await fixture.runAs(fixture.aws.endpointEnvironment(), { ...one, 'role-to-assume': ROLE })
    expect(messageOf(without, 'oidc-unavailable')).toContain('id-token: write')
    // What GitHub sets under that permission. AWS STS is asked less patiently than WorkSpaces, which slows a throttled
    // run down for a minute.
    const throttles = { kind: 'error', name: 'Throttling', message: 'Rate exceeded' } as const
    const busy = { kind: 'http', status: 503, body: '<html>busy</html>' } as const
    for (const [reason, fault] of [
      ['throttled', throttles],
      ['service-unavailable', busy],
    ] as const) {
      fixture.aws.inject({ on: { service: 'sts' }, do: fault })
      expect(messageOf(await fixture.runWithRole(one), reason)).toMatch(/run it again/i)
      fixture.aws.clearFaults()
    }
    expectGreen(await fixture.runWithRole(one))
  })

  it('role-refused: the condition from the message in the trust policy', async () => {
    fixture.aws.trustRole({ arn: ROLE, subject: 'repo:octo-org/golden-images:ref:refs/heads/main' })
    const { Condition } = jsonIn(messageOf(await fixture.runWithRole(one), 'role-refused'))
    const { StringEquals } = parseObject(JSON.stringify(Condition)) ?? {}
    const equals = parseObject(JSON.stringify(StringEquals)) ?? {}
    const issuer = 'token.actions.githubusercontent.com'
    fixture.aws.trustRole({
      arn: ROLE,
      subject: String(equals[`${issuer}:sub`]),
      audience: String(equals[`${issuer}:aud`]),
    })
    expectGreen(await fixture.runWithRole(one))
  })

  it('role-refused: shorter sessions, or a role that allows longer ones', async () => {
    fixture.aws.trustRole({ arn: ROLE })
    const long = { ...one, 'role-duration-seconds': '7200' }
    expect(messageOf(await fixture.runWithRole(long), 'role-refused')).toContain(
      'role-duration-seconds (7200)',
    )
    expectGreen(await fixture.runWithRole({ ...long, 'role-duration-seconds': '3600' }))
    fixture.aws.trustRole({ arn: ROLE, maxDurationSeconds: 7200 })
    expectGreen(await fixture.runWithRole(long))
  })

  it('no-credentials, unreachable, image-not-found: what is valid, stored anew, leads to AWS, and is right', async () => {
    fixture.aws.addCredentials({ accessKeyId: KEY, secretAccessKey: 'secret', expiresAt: Date.now() - 1000 })
    const keys = { AWS_ACCESS_KEY_ID: KEY, AWS_SECRET_ACCESS_KEY: 'secret' }
    const expired = await fixture.runAs({ ...fixture.aws.endpointEnvironment(), ...keys }, one)
    expect(messageOf(expired, 'no-credentials')).toContain('Sign in right before this step')
    const { AWS_SECRET_ACCESS_KEY: secret = '' } = fixture.aws.environment()
    const profile = await fixture.run(one, { env: { AWS_PROFILE: 'golden' } })
    expect(messageOf(profile, 'no-credentials')).toContain('unset AWS_PROFILE')
    const pasted = await fixture.run(one, { env: { AWS_SECRET_ACCESS_KEY: `${secret}\n` } })
    expect(messageOf(pasted, 'no-credentials')).toContain('Store the secret anew')
    const env = { AWS_PROFILE: '', AWS_SECRET_ACCESS_KEY: secret }
    fixture.aws.inject({ do: { kind: 'http', status: 200, contentType: 'text/html', body: '<html>Sign in' } })
    expect(messageOf(await fixture.run(one, { env }), 'unreachable')).toContain('AWS_ENDPOINT_URL')
    fixture.aws.clearFaults()
    const other = await fixture.run({ ...one, 'image-id': 'wsi-nosuchimage0' }, { env })
    expect(messageOf(other, 'image-not-found')).toContain('Check the id, the Region (aws-region)')
    const elsewhere = await fixture.run({ ...one, 'aws-region': 'eu-west-2' }, { env })
    expect(messageOf(elsewhere, 'image-not-found')).toContain('eu-west-2')
    expectGreen(await fixture.run(one, { env }))
  })

  it('access-denied: the statements from the message, for every operation that was refused', async () => {
    const read = await fixture.runAs(userWithout([WRITE, READ, 'DescribeWorkspaceImages']), one)
    expect(statementsIn(messageOf(read, 'access-denied'))).toMatchObject([
      { Effect: 'Allow', Action: 'workspaces:DescribeWorkspaceImages' },
      { Effect: 'Allow', Action: `workspaces:${READ}` },
    ])
    const written = await fixture.runAs(userWithout([WRITE]), one)
    expect(statementsIn(messageOf(written, 'access-denied'))).toMatchObject([
      { Effect: 'Allow', Action: `workspaces:${WRITE}` },
    ])
    expectGreen(await fixture.runAs(userWithout([]), one))
  })

  it("image-not-owned: the owner's credentials", async () => {
    const owner = '888899990000'
    fixture.addImage({ owner, sharedWith: [OWNER] })
    const message = messageOf(await fixture.run(one), 'image-not-owned')
    const named = /belongs to account (\d{12})/.exec(message)?.[1] ?? ''
    expectGreen(await fixture.runAs(userWithout([], named), one))
  })

  it('not-supported: what AWS Support has shared is left as it is', async () => {
    const gov = { ...one, 'aws-region': 'us-gov-west-1' }
    fixture.addImage({ region: 'us-gov-west-1', tenancy: 'DEDICATED' })
    expect(messageOf(await fixture.run(gov), 'not-supported')).toContain('Ask AWS Support to share it.')
    fixture.aws.setRecipients('us-gov-west-1', IMAGE, [one['account-id']])
    expectGreen(await fixture.run(gov))
  })

  it('image-not-available: waiting for one that is PENDING, another for one in ERROR', async () => {
    fixture.addImage({ state: 'PENDING', pendingReads: 3 })
    expect(messageOf(await fixture.run(one), 'image-not-available')).toContain('Set wait-for-minutes')
    expectGreen(await fixture.run({ ...one, 'wait-for-minutes': '5' }))
    fixture.addImage({ state: 'ERROR' })
    expect(messageOf(await fixture.run(one), 'image-not-available')).toContain('Create the image anew')
    fixture.addImage({ id: 'wsi-createdanew00' })
    expectGreen(await fixture.run({ ...one, 'image-id': 'wsi-createdanew00' }))
  })

  it('refused-by-guard: the account in the list, and the number raised', async () => {
    fixture.aws.setRecipients(REGION, IMAGE, accounts(3, 500_000_000_001))
    const held = { ...one, exclusive: 'true', 'trusted-account-ids': '444455556666', 'max-unshares': '2' }
    const message = messageOf(await fixture.run(held), 'refused-by-guard')
    expect(message).toContain('add it to trusted-account-ids')
    expect(fixture.aws.writes()).toEqual([])
    const unshares = /has (\d+) unshares/.exec(message)?.[1] ?? ''
    const trusted = `444455556666 ${/with (\d{12}) is refused/.exec(message)?.[1]}`
    expectGreen(await fixture.run({ ...held, 'trusted-account-ids': trusted, 'max-unshares': unshares }))
    expect(fixture.recipients()).toEqual(accounts(1))
  })

  it('not-approved: a permission, then another pull request', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    fixture.github.permissions.statuses = 'none'
    const told = messageOf(await pullRequest.plan(), 'not-approved')
    fixture.github.permissions.statuses = 'write'
    expect(told).toContain('permissions: { statuses: write }')
    pullRequest.close()
    const late = messageOf(await pullRequest.apply(), 'not-approved')
    expect(late).toContain('Then open another pull request.')
    expect(fixture.aws.writes()).toEqual([])
    expectGreen(await new PullRequestFixture(fixture).bringAbout())
    expect(fixture.recipients()).toEqual([PROD, TEST])
  })

  it("plan-changed: today's plan, approved", async () => {
    const inputs = { 'account-id': accounts(3).join() }
    const late = await fixture.run({ ...inputs, 'approved-plan': `plan-${'0'.repeat(64)}` })
    const today = /today's plan is (plan-[0-9a-f]{64})/.exec(messageOf(late, 'plan-changed'))?.[1] ?? ''
    expect(late.outputs['plan-id']).toBe(today)
    expect(fixture.aws.writes()).toEqual([])
    expectGreen(await fixture.run({ ...inputs, 'approved-plan': today }))
    expect(fixture.recipients()).toEqual(accounts(3))
  })

  it('drift: mode: apply; not-proven: running it again', async () => {
    const check = { ...one, mode: 'check' }
    const message = messageOf(await fixture.run(check), 'drift')
    const mode = /mode: (\w+)/.exec(message)?.[1] ?? ''
    fixture.aws.inject({ times: 1, do: { kind: 'accept-without-effect' } })
    expect(messageOf(await fixture.run({ ...one, mode }), 'not-proven')).toContain('Run this again')
    expectGreen(await fixture.run({ ...one, mode }))
    expect(fixture.recipients()).toEqual(accounts(1))
    expectGreen(await fixture.run(check))
  })

  it('partly-failed: running it again; and undo-on-failure makes it all or nothing', async () => {
    const three = { 'account-id': accounts(3).join() }
    const refused = { kind: 'error', name: 'InvalidParameterValuesException' } as const
    fixture.aws.inject({ on: { account: '000000000002' }, do: refused })
    messageOf(await fixture.run({ ...three, 'undo-on-failure': 'true' }), 'invalid-input')
    expect(fixture.recipients()).toEqual([])
    messageOf(await fixture.run(three), 'partly-failed')
    expect(fixture.recipients()).toEqual(['000000000001', '000000000003'])
    fixture.aws.clearFaults()
    expectGreen(await fixture.run(three))
    expect(fixture.recipients()).toEqual(accounts(3))
  })

  it('cancelled: running it again', async () => {
    const many = { 'account-id': accounts(60).join() }
    const { options, late } = cancelBeforeAnswers(/: accepted/)
    fixture.aws.inject({ on: { operation: WRITE }, after: 5, do: late })
    const step = await fixture.run(many, options)
    expect(messageOf(step, 'cancelled')).toContain('Run it again')
    fixture.aws.clearFaults()
    const again = await fixture.run(many)
    expectGreen(again)
    expect(countsOf(again).shared + countsOf(step).shared).toBe(60)
  })
})
