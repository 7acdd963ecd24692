import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { SandboxAws, type FaultAction } from '../../sandbox/aws/aws.ts'
import { parseObject } from '../../sandbox/aws/json-object.ts'
import { SandboxGitHub } from '../../sandbox/github/github.ts'
import { connect } from '../../src/aws/connect.ts'
import { credentialsFor } from '../../src/aws/credentials.ts'
import type { IdTokens } from '../../src/ports/id-tokens.ts'
import { noSecrets, type Secrets } from '../../src/ports/secrets.ts'
import { Transport } from '../../src/aws/transport.ts'
import { ProblemError, type FailureReason } from '../../src/sharing/problem.ts'
import type { RoleToAssume } from '../../src/sharing/sign-in.ts'
import type { ImageService } from '../../src/ports/image-service.ts'
import { ownEnvironment, setEnvironment } from '../support/environment.ts'
import { countNodeErrorsAsErrors } from '../sandbox/aws-realm.ts'
import { account, image, region } from '../support/examples.ts'

countNodeErrorsAsErrors()

const agent = ['share-workspaces-image', '9.9.9'] as const
const never = new AbortController().signal
const arn = 'arn:aws:iam::111122223333:role/share-images'
const role: RoleToAssume = { arn, sessionName: 'o.r-1', durationSeconds: 900, audience: 'sts.amazonaws.com' }
let aws: SandboxAws
let github: SandboxGitHub

beforeEach(async () => {
  aws = await SandboxAws.start()
  aws.addImage(image)
  github = await SandboxGitHub.start()
})
ownEnvironment(() => aws.endpointEnvironment())
afterEach(async () => {
  jest.restoreAllMocks()
  await Promise.all([aws.close(), github.close()])
})

/** Tokens of the sandbox's GitHub. */
const tokens: IdTokens = {
  async request(audience) {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } =
      github.oidcEnvironment()
    const headers = { authorization: `Bearer ${String(bearer)}` }
    const answer = await fetch(`${String(url)}&audience=${audience}`, { headers })
    return String(parseObject(await answer.text())?.['value'])
  },
}
const noTokens: IdTokens = { request: async () => Promise.reject(new Error('No token is needed here')) }

/** Keeps the secrets that are made known, and takes them out of texts. */
class KnownSecrets implements Secrets {
  readonly known: string[] = []

  mask(secret: string): void {
    this.known.push(secret)
  }

  redact(text: string): string {
    return this.known.reduce((shown, secret) => shown.replaceAll(secret, '***'), text)
  }
}

/** Signs in, reads once, and tells who is signed in and with which key it read. */
async function reads(service: ImageService): Promise<[caller: string | undefined, key: string | undefined]> {
  await service.readRecipients(image, never)
  service.close()
  return [service.callerAccount, aws.calls.at(-1)?.accessKeyId]
}
const own = async () => connect({ region, role: undefined }, noTokens, agent, never)
const assume = async (but: Partial<RoleToAssume> = {}, from = tokens) =>
  connect({ region, role: { ...role, ...but } }, from, agent, never)

/** What a sign-in failed with. */
async function refusal(signIn: Promise<unknown>): Promise<ProblemError> {
  const error: unknown = await signIn.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ProblemError) return error
  throw new Error(`Signing in ended with ${String(error)}`)
}

describe('the job’s own credentials', () => {
  it('come from the environment', async () => {
    setEnvironment(aws.environment())
    expect(await reads(await own())).toEqual([undefined, process.env['AWS_ACCESS_KEY_ID']])
  })

  it('say nothing of whose they are that can be relied on', async () => {
    setEnvironment({ ...aws.environment(), AWS_ACCOUNT_ID: '111122223333' })
    expect((await reads(await own()))[0]).toBeUndefined()
  })

  it('are known as secrets, and stay so when AWS quotes them', async () => {
    const secrets = new KnownSecrets()
    const { AWS_SECRET_ACCESS_KEY: key, AWS_SESSION_TOKEN: token, ...rest } = aws.environment()
    setEnvironment({ ...rest, AWS_SECRET_ACCESS_KEY: key, AWS_SESSION_TOKEN: token })
    const service = await connect({ region, role: undefined }, noTokens, agent, never, {}, secrets)
    expect(secrets.known).toEqual([key, token])
    const message = `${'x'.repeat(1990)}${key} ${token}`
    aws.inject({ do: { kind: 'error', name: 'InvalidSignatureException', message } })
    const problems = [
      await refusal(service.readRecipients(image, never)),
      await refusal(service.changePermission(image, account(1), 'share', never)),
    ].map(({ problem }) => problem.aws?.message)
    expect(problems).toEqual(Array(2).fill(`${'x'.repeat(1990)}*** ***`))
    service.close()
  })

  describe('in a profile', () => {
    let folder: string
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'profile-'))
    })
    afterEach(async () => rm(folder, { recursive: true }))

    it('go before those in the environment', async () => {
      const keys = { accessKeyId: 'AKIAPROFILE', secretAccessKey: 'profile-secret' }
      aws.addCredentials(keys)
      const file = join(folder, 'credentials')
      await writeFile(
        file,
        `[images]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`,
      )
      setEnvironment({ ...aws.environment(), AWS_PROFILE: 'images', AWS_SHARED_CREDENTIALS_FILE: file })
      expect((await reads(await own()))[1]).toBe('AKIAPROFILE')
    })
  })

  it.each<[what: string, environment: Record<string, string>, why: string]>([
    ['none at all', {}, 'no AWS credentials were found.'],
    [
      'a profile that does not exist',
      { AWS_PROFILE: 'missing' },
      'there is no profile "missing", which AWS_PROFILE names, in /nonexistent/config and /nonexistent/credentials.',
    ],
  ])('may be missing: %s', async (_what, environment, why) => {
    setEnvironment(environment)
    const { problem, cause } = await refusal(own())
    expect(problem).toMatchObject({ reason: 'no-credentials', message: `Could not sign in to AWS: ${why}` })
    expect(cause).toBeInstanceOf(Error)
    expect(aws.calls).toEqual([])
  })
})

describe('a role', () => {
  beforeEach(() => {
    aws.trustRole({ arn, subject: /^repo:octo-org@1234\// })
  })

  it('is assumed with GitHub’s token, under the session’s name and for its time', async () => {
    const [caller, key] = await reads(await assume())
    expect(caller).toBe('111122223333')
    expect(key).toMatch(/^ASIA/)
    expect(aws.calls[0]).toMatchObject({
      service: 'sts',
      operation: 'AssumeRoleWithWebIdentity',
      input: {
        RoleArn: arn,
        RoleSessionName: 'o.r-1',
        DurationSeconds: '900',
        WebIdentityToken: github.issued[0],
      },
    })
    expect(aws.calls[0]?.userAgent).toContain('share-workspaces-image/9.9.9')
  })

  it('is assumed once, and again just before its credentials end', async () => {
    const secrets = new KnownSecrets()
    const credentials = credentialsFor({ region, role }, tokens, new Transport(), agent, secrets)
    const first = await credentials()
    expect(await credentials()).toBe(first)
    expect(secrets.known).toEqual([first.secretAccessKey, first.sessionToken])
    const now = Date.now()
    const ends = first.expiration?.getTime() ?? 0
    const later = jest.spyOn(Date, 'now').mockReturnValue(ends - 5 * 60_000 - 1)
    expect(await credentials()).toBe(first)
    later.mockReturnValue(ends - 5 * 60_000 + 1)
    const second = await credentials()
    expect(second.accessKeyId).not.toBe(first.accessKeyId)
    expect(secrets.known.slice(2)).toEqual([second.secretAccessKey, second.sessionToken])
    expect(ends - now).toBeGreaterThan(800_000)
    expect(aws.calls).toHaveLength(2)
  })

  it.each([1, -1])('is renewed in time where AWS’s clock is %i hours ahead', async (hours) => {
    aws.clockAheadMs = hours * 3_600_000
    const now = Math.floor((Date.now() + aws.clockAheadMs) / 1000)
    github.claims = { ...github.claims, iat: now, nbf: now, exp: now + 3600 }
    const credentials = credentialsFor({ region, role }, tokens, new Transport(), agent, noSecrets)
    const first = await credentials()
    const ends = first.expiration?.getTime() ?? 0
    expect(Math.abs(ends - Date.now() - 900_000)).toBeLessThan(60_000)
    const later = jest.spyOn(Date, 'now').mockReturnValue(ends - 5 * 60_000 - 1)
    expect(await credentials()).toBe(first)
    later.mockReturnValue(ends - 5 * 60_000 + 1)
    expect(await credentials()).not.toBe(first)
  })

  it('goes on with its credentials where they can not be renewed, as long as they hold', async () => {
    const credentials = credentialsFor({ region, role }, tokens, new Transport(), agent, noSecrets)
    const first = await credentials()
    const ends = first.expiration?.getTime() ?? 0
    aws.inject({ on: { service: 'sts' }, do: { kind: 'error', name: 'AccessDenied' } })
    const later = jest.spyOn(Date, 'now').mockReturnValue(ends - 60_000)
    expect([await credentials(), await credentials()]).toEqual([first, first])
    expect(aws.calls).toHaveLength(2)
    later.mockReturnValue(ends)
    await expect(credentials()).rejects.toMatchObject({ problem: { reason: 'role-refused' } })
  })

  it('needs a token, and says so where there is none', async () => {
    const none = new ProblemError({ reason: 'oidc-unavailable', message: 'None.', remedy: 'Ask.' })
    const error = await refusal(assume({}, { request: async () => Promise.reject(none) }))
    expect(error).toBe(none)
    expect(aws.calls).toEqual([])
  })

  const keepWorkflow =
    "If the trust policy has a condition on job_workflow_ref, keep it: change its version with the caller's, after a review."

  it('that does not trust the job is told with the token’s claims and a condition that would', async () => {
    github.claims['sub'] = 'repo:somebody/else:ref:refs/heads/main'
    github.claims['environment'] = 'production'
    const { problem } = await refusal(assume())
    const sub = 'repo:somebody/else:ref:refs/heads/main'
    expect(problem).toMatchObject({
      reason: 'role-refused',
      message: `AWS STS refused to let this job assume ${arn} in eu-west-1 (AccessDenied).`,
      remedy: `The job's token says: sub=${sub}, aud=sts.amazonaws.com, repository_id=5678, ref=refs/heads/main, environment=production, event_name=push, job_workflow_ref=octo-org/golden-images/.github/workflows/share.yml@refs/heads/main. The role must exist, its account must have GitHub's OIDC provider with audience sts.amazonaws.com, and its trust policy must allow sts:AssumeRoleWithWebIdentity under a condition these claims meet, such as this one. ${keepWorkflow}`,
      example: expect.stringContaining(`"token.actions.githubusercontent.com:sub": "${sub}"`),
      aws: { name: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' },
    })
    expect(aws.calls).toHaveLength(1)
    expect(JSON.stringify(problem)).not.toContain(String(github.issued[0]).split('.')[2])
  })

  it('that does not trust an Enterprise Server is told with a condition on its issuer', async () => {
    github.claims['iss'] = 'https://git.example.com/_services/token'
    github.claims['sub'] = 'repo:somebody/else:ref:refs/heads/main'
    delete github.claims['job_workflow_ref']
    const { problem } = await refusal(assume())
    expect(problem.example).toContain('"git.example.com/_services/token:sub": "repo:somebody/else:')
    expect(problem.remedy).not.toContain('job_workflow_ref')
  })

  it.each([
    ['repo:somebody/else:pull_request', true],
    ['repo:somebody/else:ref:refs/heads/pull_request', false],
    ['repo:somebody/else:pull_request:environment:x', false],
  ])('that does not trust %s is told whether every pull request would share: %s', async (sub, warns) => {
    github.claims['sub'] = sub
    const { problem } = await refusal(assume())
    const warning =
      'In a pull request use a role that may only read: never let :pull_request assume the role that shares.'
    expect(problem.remedy.endsWith(` ${keepWorkflow} ${warning}`)).toBe(warns)
    expect(problem.remedy.includes('may only read')).toBe(warns)
  })

  it.each<[what: string, but: Partial<RoleToAssume>, name: string, remedy: string]>([
    [
      'whose sessions are shorter',
      { durationSeconds: 43_200 },
      'ValidationError',
      'Check role-duration-seconds (43200)',
    ],
    ['of another audience', { audience: 'other' }, 'InvalidIdentityTokenException', 'with audience other,'],
    ['that does not exist', { arn: `${arn}-x` }, 'AccessDenied', 'The role must exist'],
  ])('%s is told with what to do', async (_what, but, name, remedy) => {
    const { problem } = await refusal(assume(but))
    expect(problem).toMatchObject({
      reason: 'role-refused',
      message: expect.stringContaining(`(${name}).`),
      remedy: expect.stringContaining(remedy),
    })
  })

  it.each<[name: string, remedy: string]>([
    [
      'RegionDisabledException',
      'STS is switched off in eu-west-1 for this account: activate it in the IAM console under Account settings.',
    ],
    [
      'ExpiredTokenException',
      "The ID token had expired when STS read it: check the runner's clock, then run it again.",
    ],
  ])('that is refused for %s has nothing to fix in its trust policy', async (name, remedy) => {
    aws.inject({ on: { service: 'sts' }, do: { kind: 'error', name } })
    const { problem } = await refusal(assume())
    expect(problem).toMatchObject({ reason: 'role-refused', remedy })
    expect(problem.example).toBeUndefined()
  })

  it('is told too where the token can not be read', async () => {
    const { problem } = await refusal(assume({}, { request: async () => Promise.resolve('opaque') }))
    expect(problem.remedy).toContain("The job's token says: nothing that can be read.")
  })

  it.each<[what: string, fault: FaultAction, reason: FailureReason]>([
    ['has a fault', { kind: 'error', name: 'InternalFailure' }, 'service-unavailable'],
    ['can not reach GitHub', { kind: 'error', name: 'IDPCommunicationError' }, 'service-unavailable'],
    ['is behind a captive portal', { kind: 'http', status: 200, body: '<html>' }, 'unreachable'],
    ['slows down', { kind: 'error', name: 'Throttling' }, 'throttled'],
    ['hangs up', { kind: 'reset' }, 'unreachable'],
  ])('is not to blame where STS %s', async (_what, fault, reason) => {
    aws.inject({ on: { service: 'sts' }, do: fault })
    const { problem } = await refusal(assume())
    expect(problem.reason).toBe(reason)
    expect(problem.message).not.toMatch(/SyntaxError|Unknown/)
  })
})

describe('a cancel', () => {
  it('ends a sign-in that hangs', async () => {
    const controller = new AbortController()
    const hanging: IdTokens = { request: async () => new Promise<string>(() => {}) }
    const signIn = refusal(connect({ region, role }, hanging, agent, controller.signal))
    controller.abort()
    expect((await signIn).problem.reason).toBe('cancelled')
  })
})
