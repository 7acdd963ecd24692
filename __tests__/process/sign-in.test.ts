import { describe, expect, it } from '@jest/globals'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SandboxGitHub } from '../../sandbox/github/github.ts'
import type { StepResult } from '../../sandbox/runner/job.ts'
import { errorsOf, nothingBut, OWNER, ROLE, ActionFixture, countsOf } from '../support/fixture.ts'
import { titles } from '../../src/report/titles.ts'

const fixture = new ActionFixture()
const inputs = { 'account-id': '000000000001' }
const NO_KEYS = { AWS_EC2_METADATA_DISABLED: 'true' }

/** A step's only error, which has this title. */
function errorOf(step: StepResult, title: string): string {
  expect(errorsOf(step).map((error) => error.title)).toEqual([title])
  return errorsOf(step)[0]?.message ?? ''
}

describe("signing in with GitHub's ID token", () => {
  it("shares as the role, says nothing of what is secret, and doesn't use the job's own credentials besides", async () => {
    fixture.aws.trustRole({ arn: ROLE, verify: (jwt) => fixture.github.verify(jwt) })
    const step = await fixture.runWithRole(
      { ...inputs, 'role-duration-seconds': '900' },
      { env: { ...fixture.aws.environment(), RUNNER_DEBUG: '1' } },
    )
    expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
    const [assume] = fixture.aws.calls
    expect(assume).toMatchObject({
      service: 'sts',
      operation: 'AssumeRoleWithWebIdentity',
      input: { RoleArn: ROLE, RoleSessionName: 'octo-org.golden-images-1234567890', DurationSeconds: '900' },
    })
    expect(fixture.github.requests).toMatchObject([
      { status: 200, path: expect.stringMatching(/[?&]audience=sts\.amazonaws\.com$/) },
    ])
    const [token = ''] = fixture.github.issued
    expect(step.masks).toContain(token)
    const keys = new Set(fixture.aws.calls.flatMap(({ accessKeyId }) => accessKeyId ?? []))
    expect(keys.size).toBe(1)
    expect([...keys].every((key) => key.startsWith('ASIA'))).toBe(true)
    expect(keys).not.toContain(fixture.aws.environment()['AWS_ACCESS_KEY_ID'])
    const spoken = step.raw.split('\n').filter((line) => !line.startsWith('::add-mask::'))
    for (const secret of [token, fixture.github.requestToken, ...keys, ...fixture.aws.secrets()]) {
      expect(secret).not.toBe('')
      expect(spoken.join('\n')).not.toContain(secret)
      expect(step.log.join('\n')).not.toContain(secret)
      expect(JSON.stringify([step.outputs, step.summary, step.annotations])).not.toContain(secret)
    }
  })

  it("asks for China's audience for a role in China", async () => {
    const arn = `arn:aws-cn:iam::${OWNER}:role/share-images`
    fixture.aws.trustRole({ arn, audience: 'sts.amazonaws.com.cn' })
    fixture.addImage({ region: 'cn-northwest-1' })
    const step = await fixture.runWithRole({
      ...inputs,
      'role-to-assume': arn,
      'aws-region': 'cn-northwest-1',
    })
    expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
    expect(step.summary).toContain('https://console.amazonaws.cn/')
  })

  it('asks for the audience and names the session as it was told, and needs no event file for that', async () => {
    fixture.aws.trustRole({ arn: ROLE, audience: 'golden images' })
    const step = await fixture.runWithRole(
      { ...inputs, audience: 'golden images', 'role-session-name': 'release@42' },
      { github: await eventAt('null') },
    )
    expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
    expect(fixture.aws.calls[0]?.input['RoleSessionName']).toBe('release@42')
    expect(step.annotations).toEqual([])
  })
})

describe('a role that AWS STS refuses', () => {
  it("is told of with the token's claims and a trust condition that fits them", async () => {
    fixture.aws.trustRole({ arn: ROLE, subject: 'repo:octo-org/golden-images:ref:refs/heads/main' })
    fixture.github.claims['environment'] = 'production'
    const step = await fixture.runWithRole(inputs)
    expect(countsOf(step)).toEqual(nothingBut('role-refused'))
    const message = errorOf(step, titles['role-refused'])
    const sub = 'repo:octo-org@1234/golden-images@5678:ref:refs/heads/main'
    const claims = [
      `sub=${sub}`,
      'aud=sts.amazonaws.com',
      'repository_id=5678',
      'ref=refs/heads/main',
      'environment=production',
      'event_name=push',
    ]
    for (const claim of claims) expect(message).toContain(claim)
    const condition = /^\{.*^\}$/ms.exec(message)?.[0] ?? ''
    expect(JSON.parse(condition)).toEqual({
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': sub,
        },
      },
    })
    expect(message).toContain('AWS: AccessDenied "Not authorized to perform sts:AssumeRoleWithWebIdentity"')
    expect(message).toContain(`request id ${fixture.aws.calls[0]?.requestId}`)
    expect(fixture.aws.calls).toHaveLength(1)
    expect(step.raw.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(fixture.github.issued[0])
  })

  it('for its audience', async () => {
    fixture.aws.trustRole({ arn: ROLE })
    const step = await fixture.runWithRole({ ...inputs, audience: 'https://wrong.example' })
    expect(countsOf(step)).toEqual(nothingBut('role-refused'))
    const message = errorOf(step, titles['role-refused'])
    expect(message).toContain('InvalidIdentityToken')
    expect(message).toContain('aud=https://wrong.example')
  })
})

describe('a job without an ID token', () => {
  // What the runner sets, what the event says, and what a person reads.
  const without: [string, Record<string, string>, unknown, string, string][] = [
    ['has no permission to ask', {}, {}, 'the job has no permission', 'id-token: write'],
    [
      'runs for a fork',
      { GITHUB_EVENT_NAME: 'pull_request' },
      { pull_request: { head: { repo: { full_name: 'stranger/golden-images' } } } },
      'the pull request comes from a fork',
      'after the merge',
    ],
  ]

  it.each(without)('because it %s is told so', async (_, github, event, why, remedy) => {
    const step = await fixture.runAs(
      fixture.aws.endpointEnvironment(),
      { ...inputs, 'role-to-assume': ROLE },
      { github, event },
    )
    expect(countsOf(step)).toEqual(nothingBut('oidc-unavailable'))
    const message = errorOf(step, titles['oidc-unavailable'])
    expect(message).toContain(why)
    expect(message).toContain(remedy)
    expect([...fixture.aws.calls, ...fixture.github.requests]).toEqual([])
  })

  it("because GitHub's token service refuses is told so", async () => {
    const step = await fixture.runWithRole(inputs, { env: { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'stale' } })
    expect(countsOf(step)).toEqual(nothingBut('oidc-unavailable'))
    expect(errorOf(step, titles['oidc-unavailable'])).toContain("GitHub's token service gave no ID token")
    expect(fixture.aws.calls).toEqual([])
  })
})

describe('a request for an ID token', () => {
  it('follows no redirect', async () => {
    const stranger = await SandboxGitHub.start()
    try {
      fixture.aws.trustRole({ arn: ROLE })
      const location = `${stranger.url}/elsewhere?sig=hunter2`
      fixture.github.inject({ path: '/idtoken/', do: { kind: 'http', status: 307, headers: { location } } })
      const step = await fixture.runWithRole(inputs)
      expect(countsOf(step)).toEqual(nothingBut('oidc-unavailable'))
      const [from, to] = [fixture.github.url, stranger.url].map((url) => new URL(url).host)
      expect(errorOf(step, titles['oidc-unavailable'])).toContain(
        `(a redirect from ${from} to ${to}, HTTP status 307, which is not followed)`,
      )
      expect(step.raw).not.toContain('hunter2')
      expect(stranger.requests).toEqual([])
      expect(fixture.github.requests).toHaveLength(1)
      expect(fixture.aws.calls).toEqual([])
    } finally {
      await stranger.close()
    }
  })

  it('needs an address', async () => {
    const env = { ACTIONS_ID_TOKEN_REQUEST_URL: 'file:///etc/passwd?x=1' }
    const step = await fixture.runWithRole(inputs, { env })
    expect(countsOf(step)).toEqual(nothingBut('oidc-unavailable'))
    expect(errorOf(step, titles['oidc-unavailable'])).toContain(
      'ACTIONS_ID_TOKEN_REQUEST_URL is an address with file:',
    )
    expect([...fixture.aws.calls, ...fixture.github.requests]).toEqual([])
  })
})

/** The variables of a pull request whose event file holds this, or isn't there. */
async function eventAt(content: string | undefined): Promise<Record<string, string>> {
  const path = join(fixture.job.workspace, 'broken-event.json')
  if (content !== undefined) await writeFile(path, content)
  return { GITHUB_EVENT_PATH: path, GITHUB_EVENT_NAME: 'pull_request' }
}

describe('an event file', () => {
  // What stands at GITHUB_EVENT_PATH, and what a person reads.
  const files: [what: string, content: string | undefined, why: string][] = [
    ['no JSON', '{"pull_request": ', 'it is not JSON'],
    ['missing', undefined, 'there is no such file'],
  ]

  it.each(files)(
    'that is %s is told of where there is no ID token, and where a comment is to be made',
    async (_, content, why) => {
      const step = await fixture.runAs(
        fixture.aws.endpointEnvironment(),
        { ...inputs, 'role-to-assume': ROLE, 'pull-request-comment': 'always' },
        { github: { ...fixture.github.pullRequestVariables(7), ...(await eventAt(content)) } },
      )
      expect(countsOf(step)).toEqual(nothingBut('oidc-unavailable'))
      const message = errorOf(step, titles['oidc-unavailable'])
      expect(message).toContain(`(GITHUB_EVENT_PATH), which would tell why, can't be read: ${why}`)
      expect(message).not.toContain('no permission')
      expect(step.raw).not.toContain('does not exist')
      expect(step.annotations.filter(({ level }) => level === 'warning')).toMatchObject([
        {
          message: expect.stringContaining(
            `the file of the run's event (GITHUB_EVENT_PATH) can't be read: ${why}`,
          ),
        },
      ])
    },
  )

  it('fails no run that only comments', async () => {
    const step = await fixture.run(
      { ...inputs, 'pull-request-comment': 'always' },
      { github: { ...fixture.github.pullRequestVariables(7), ...(await eventAt('null')) } },
    )
    expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
    expect(step.annotations).toMatchObject([
      { level: 'warning', message: expect.stringContaining("can't be read: it holds no JSON object") },
    ])
  })
})

describe("the job's own credentials", () => {
  it('are missing', async () => {
    const step = await fixture.runAs({ ...fixture.aws.endpointEnvironment(), ...NO_KEYS }, inputs)
    expect(countsOf(step)).toEqual(nothingBut('no-credentials'))
    const message = errorOf(step, titles['no-credentials'])
    expect(message).toContain('no AWS credentials were found')
    expect(message).toContain('Set role-to-assume')
    expect(fixture.aws.calls).toEqual([])
  })

  it('come from a profile where there is one, and are not taken for those of the account that the environment happens to name', async () => {
    const keys = fixture.aws.environment()
    const step = await fixture.runAs(
      {
        ...fixture.aws.endpointEnvironment(),
        AWS_PROFILE: 'golden',
        AWS_ACCOUNT_ID: '444455556666',
        AWS_SHARED_CREDENTIALS_FILE: 'credentials',
      },
      inputs,
      {
        workspaceFiles: {
          credentials: [
            '[golden]',
            `aws_access_key_id=${keys['AWS_ACCESS_KEY_ID']}`,
            `aws_secret_access_key=${keys['AWS_SECRET_ACCESS_KEY']}`,
            `aws_session_token=${keys['AWS_SESSION_TOKEN']}`,
          ].join('\n'),
        },
      },
    )
    expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
  })

  it('are unknown to AWS', async () => {
    const step = await fixture.run(inputs, { env: { AWS_ACCESS_KEY_ID: 'AKIAUNKNOWNUNKNOWN00' } })
    expect(countsOf(step)).toEqual(nothingBut('no-credentials'))
    expect(errorOf(step, titles['no-credentials'])).toContain('AWS: UnrecognizedClientException')
  })

  it('have a secret that does not fit', async () => {
    const step = await fixture.run(inputs, { env: { AWS_SECRET_ACCESS_KEY: 'wrong' } })
    expect(countsOf(step)).toEqual(nothingBut('no-credentials'))
    expect(errorOf(step, titles['no-credentials'])).toContain('AWS: InvalidSignatureException')
    const spoken = step.raw.replaceAll(/^::add-mask::.*$/gm, '')
    expect(spoken).not.toContain(fixture.aws.environment()['AWS_SESSION_TOKEN'])
  })
})
