import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { fromWebToken, type FromWebTokenInit } from '@aws-sdk/credential-provider-web-identity'
import type { TrustedRole } from '../../sandbox/aws/roles.ts'
import { parseObject } from '../../sandbox/aws/json-object.ts'
import { SandboxGitHub } from '../../sandbox/github/github.ts'
import { Fixture, IMAGE, RECIPIENT, REGION, thrown } from '../support/sandbox-aws.ts'

const sandbox = new Fixture()
const ROLE = 'arn:aws:iam::111122223333:role/deploy/share-images'
let github: SandboxGitHub

beforeEach(async () => {
  github = await SandboxGitHub.start()
})
afterEach(() => github.close())

async function idToken(audience = 'sts.amazonaws.com'): Promise<string> {
  const url = `${github.oidcEnvironment()['ACTIONS_ID_TOKEN_REQUEST_URL']}&audience=${audience}`
  const answer = await fetch(url, { headers: { authorization: `Bearer ${github.requestToken}` } })
  return String(parseObject(await answer.text())?.['value'])
}

function trust(role: Partial<TrustedRole> = {}): void {
  sandbox.aws.trustRole({ arn: ROLE, verify: (jwt) => github.verify(jwt), ...role })
}

async function assume(init: Partial<FromWebTokenInit> = {}): ReturnType<ReturnType<typeof fromWebToken>> {
  return fromWebToken({
    roleArn: ROLE,
    roleSessionName: 'run-42',
    webIdentityToken: await idToken(),
    clientConfig: { region: REGION, endpoint: sandbox.aws.url, maxAttempts: 1 },
    ...init,
  })()
}

describe('an assumed role', () => {
  it('shares images with keys that last as long as asked', async () => {
    trust({ maxDurationSeconds: 7200, subject: /:ref:refs\/heads\/main$/u })
    const before = Date.now()
    const credentials = await assume({ durationSeconds: 7200 })
    const lasts = (credentials.expiration?.getTime() ?? 0) - before
    expect(Math.abs(lasts - 7_200_000)).toBeLessThan(60_000)
    await sandbox.share(RECIPIENT, true, sandbox.client({ credentials }))
    expect(sandbox.aws.recipients(REGION, IMAGE)).toEqual([RECIPIENT])
    expect(sandbox.aws.calls).toMatchObject([
      { service: 'sts', operation: 'AssumeRoleWithWebIdentity', input: { RoleArn: ROLE }, status: 200 },
      { service: 'workspaces', accessKeyId: credentials.accessKeyId },
    ])
    expect(credentials.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/u)
  })

  it('is denied what its policy denies, under its own name', async () => {
    trust({ deny: ['UpdateWorkspaceImagePermission'] })
    const client = sandbox.client({ credentials: await assume() })
    expect(await thrown(sandbox.share(RECIPIENT, true, client))).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('arn:aws:sts::111122223333:assumed-role/share-images/run-42'),
    })
  })
})

describe('STS refuses', () => {
  const denied = 'Not authorized to perform sts:AssumeRoleWithWebIdentity'

  it.each<[string, Partial<TrustedRole>, Partial<FromWebTokenInit>, { name: string; message?: string }]>([
    ['an unknown role', { arn: `${ROLE}-2` }, {}, { name: 'AccessDenied', message: denied }],
    ['another subject', { subject: 'repo:octo-org/other:*' }, {}, { name: 'AccessDenied', message: denied }],
    ['another audience', { audience: 'sts.amazonaws.com.cn' }, {}, { name: 'InvalidIdentityTokenException' }],
    ['a signature it cannot verify', { verify: () => false }, {}, { name: 'InvalidIdentityTokenException' }],
    ['what is no token', {}, { webIdentityToken: 'token' }, { name: 'InvalidIdentityTokenException' }],
    ['a session too short', {}, { durationSeconds: 60 }, { name: 'ValidationError' }],
    ['a session too long for the role', {}, { durationSeconds: 7200 }, { name: 'ValidationError' }],
    ['a session name with a space', {}, { roleSessionName: 'a b' }, { name: 'ValidationError' }],
  ])('%s', async (_what, role, init, error) => {
    trust(role)
    expect(await thrown(assume(init))).toMatchObject(error)
    // The SDK adds `Exception` to the names of the errors its model knows.
    const code = error.name.replace('TokenException', 'Token')
    expect(sandbox.aws.calls).toMatchObject([{ error: code, status: error.message ? 403 : 400 }])
  })

  it('an expired token', async () => {
    trust()
    github.claims['exp'] = 1
    expect(await thrown(assume())).toMatchObject({ name: 'ExpiredTokenException' })
    expect(sandbox.aws.calls).toMatchObject([{ error: 'ExpiredTokenException' }])
  })

  it('when told to, as XML', async () => {
    sandbox.aws.inject({
      on: { service: 'sts' },
      do: { kind: 'error', name: 'Throttling', message: '<slow>' },
    })
    const body = new URLSearchParams({ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15' })
    const answer = await fetch(sandbox.aws.url, { method: 'POST', body })
    const id = sandbox.aws.calls[0]?.requestId
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      400,
      'text/xml',
      '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">' +
        '<Error><Type>Sender</Type><Code>Throttling</Code><Message>&lt;slow&gt;</Message></Error>' +
        `<RequestId>${id}</RequestId></ErrorResponse>`,
    ])
  })
})
