import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import type { StepResult } from '../../sandbox/runner/job.ts'
import { ConnectProxy } from '../support/connect-proxy.ts'
import { MetadataService, textOf } from '../support/metadata-service.ts'
import { inWorkspace, runWithFiles } from '../support/profiles.ts'
import { errorsOf, nothingBut, ROLE, ActionFixture, countsOf } from '../support/fixture.ts'

// The SDK's usual chain of credentials stands in files of its own in dist. Here each of its links does its work.

const fixture = new ActionFixture()
const keys = {
  accessKeyId: 'ASIA0000000000000001',
  secretAccessKey: 'own-secret',
  sessionToken: 'own-session-token',
}
const authorization = 'container-authorization'
let service: MetadataService

beforeEach(async () => {
  fixture.aws.addCredentials(keys)
  service = await MetadataService.start(keys, authorization)
})
afterEach(() => service.close())

const run = async (env: Record<string, string>, files: Record<string, string> = {}) =>
  runWithFiles(fixture, env, files)

function expectSharedWith(step: StepResult, accessKeyId: string): void {
  expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
  const used = fixture.aws.calls
    .filter(({ service: of }) => of === 'workspaces')
    .map((call) => call.accessKeyId)
  expect(new Set(used)).toEqual(new Set([accessKeyId]))
  const spoken = step.raw.replaceAll(/^::add-mask::.*$/gm, '')
  expect(spoken).not.toContain(keys.secretAccessKey)
  expect(spoken).not.toContain(keys.sessionToken)
}

function webIdentity(): Record<string, string> {
  return {
    AWS_WEB_IDENTITY_TOKEN_FILE: inWorkspace(fixture, 'token'),
    AWS_ROLE_ARN: ROLE,
    AWS_ROLE_SESSION_NAME: 'runner',
  }
}

const asFile = [
  '[golden]',
  `aws_access_key_id=${keys.accessKeyId}`,
  `aws_secret_access_key=${keys.secretAccessKey}`,
  `aws_session_token=${keys.sessionToken}`,
].join('\n')

describe("the job's own credentials come", () => {
  it('from a profile of the credentials file', async () => {
    expectSharedWith(await run({ AWS_PROFILE: 'golden' }, { credentials: asFile }), keys.accessKeyId)
  })

  it('from the default profile, when none is named', async () => {
    const credentials = asFile.replace('golden', 'default')
    expectSharedWith(await run({}, { credentials }), keys.accessKeyId)
  })

  it('from a program that a profile of the configuration names', async () => {
    const program = `process.stdout.write(${JSON.stringify(textOf(keys))})`
    const config = `[profile golden]\ncredential_process = "${process.execPath}" "${inWorkspace(fixture, 'program.cjs')}"\n`
    const step = await run({ AWS_PROFILE: 'golden' }, { config, 'program.cjs': program })
    expectSharedWith(step, keys.accessKeyId)
  })

  it('from a web identity token in a file, as EKS gives it', async () => {
    fixture.aws.trustRole({ arn: ROLE, verify: (token) => fixture.github.verify(token) })
    const step = await run(webIdentity(), { token: await fixture.idToken() })
    const [signIn, read] = fixture.aws.calls
    expect(signIn).toMatchObject({ service: 'sts', input: { RoleArn: ROLE, RoleSessionName: 'runner' } })
    expect(read?.accessKeyId).toMatch(/^ASIA/)
    expectSharedWith(step, String(read?.accessKeyId))
  })

  it('not from a token that AWS STS takes for none, and that is told', async () => {
    fixture.aws.trustRole({ arn: ROLE })
    const step = await run(webIdentity(), { token: 'not-a-token' })
    expect(countsOf(step)).toEqual(nothingBut('no-credentials'))
    expect(errorsOf(step)[0]?.message).toContain('AWS_WEB_IDENTITY_TOKEN_FILE')
  })

  it('from the endpoint of a container', async () => {
    const step = await run({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${service.url}/container`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: authorization,
    })
    expectSharedWith(step, keys.accessKeyId)
    expect(service.requests).toEqual(['GET /container'])
    expect(step.raw).not.toContain(authorization)
  })

  it('from the metadata service of an EC2 instance', async () => {
    const step = await run({
      AWS_EC2_METADATA_DISABLED: 'false',
      AWS_EC2_METADATA_SERVICE_ENDPOINT: service.url,
    })
    expectSharedWith(step, keys.accessKeyId)
    expect(service.requests).toEqual([
      'PUT /latest/api/token',
      'GET /latest/meta-data/iam/security-credentials/',
      'GET /latest/meta-data/iam/security-credentials/golden-runner',
    ])
  })
})

describe('IAM Identity Center', () => {
  let proxy: ConnectProxy
  beforeEach(async () => {
    proxy = await ConnectProxy.start(undefined)
  })
  afterEach(() => proxy.close())

  it('is asked in its own Region, through the proxy, and a refusal is told with its profile', async () => {
    const start = 'https://example.awsapps.com/start'
    const config = `[profile golden]\nsso_start_url = ${start}\nsso_region = us-east-2\nsso_account_id = 111122223333\nsso_role_name = images\n`
    const session = `.aws/sso/cache/${createHash('sha1').update(start).digest('hex')}.json`
    const step = await fixture.runAs(
      {
        AWS_PROFILE: 'golden',
        AWS_CONFIG_FILE: 'config',
        HOME: fixture.job.workspace,
        HTTPS_PROXY: proxy.url(),
      },
      { 'account-id': '000000000001' },
      {
        workspaceFiles: {
          config,
          [session]: JSON.stringify({ accessToken: 'sso-token', expiresAt: '2099-01-01T00:00:00Z' }),
        },
      },
    )
    expect(new Set(proxy.tunnels)).toEqual(new Set(['portal.sso.us-east-2.amazonaws.com:443']))
    expect(countsOf(step)).toEqual(nothingBut('no-credentials'))
    expect(errorsOf(step)[0]?.message).toContain(
      'profile "golden" (AWS_PROFILE) gave no credentials (NoTunnel: The proxy opened no tunnel, but answered with HTTP status 407).',
    )
  })
})
