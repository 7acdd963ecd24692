import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { join } from 'node:path'
import { SandboxGitHub } from '../../sandbox/github/github.ts'
import { loopbackCertificate } from '../../sandbox/http/certificate.ts'
import type { StepResult } from '../../sandbox/runner/job.ts'
import { ConnectProxy } from '../support/connect-proxy.ts'
import { MANAGEMENT, PRODUCTION, sandboxOrganization } from '../support/organizations.ts'
import { errorsOf, IMAGE, nothingBut, ROLE, ActionFixture, countsOf } from '../support/fixture.ts'

const WORKSPACES = 'workspaces.eu-west-1.amazonaws.com'
const STS = 'sts.eu-west-1.amazonaws.com'
const inputs = { 'account-id': '000000000001' }
const ORGANIZATIONS = 'organizations.us-east-1.amazonaws.com'
const certificate = loopbackCertificate([WORKSPACES, STS, ORGANIZATIONS])

describe('behind a proxy that TLS goes through', () => {
  const fixture = new ActionFixture({ tls: certificate })
  let proxy: ConnectProxy
  beforeEach(async () => {
    proxy = await ConnectProxy.start(fixture.aws.url)
    fixture.aws.trustRole({ arn: ROLE })
  })
  afterEach(() => proxy.close())

  /** Runs the step with AWS at its real addresses, which only the proxy can reach. */
  async function run(
    env: Record<string, string>,
    more: Record<string, string> = {},
    authority?: string,
    workspaceFiles: Record<string, string> = {},
  ): Promise<StepResult> {
    const ca = authority ?? (await certificate).ca
    return fixture.runAs(
      {
        ...env,
        AWS_EC2_METADATA_DISABLED: 'true',
        NODE_EXTRA_CA_CERTS: join(fixture.job.workspace, 'ca.pem'),
      },
      { ...inputs, ...more },
      { workspaceFiles: { 'ca.pem': ca, ...workspaceFiles } },
    )
  }

  it('all calls to AWS go through it, STS, the reads of AWS Organizations and of their role included', async () => {
    const reader = `arn:aws:iam::${MANAGEMENT}:role/read-organization`
    fixture.aws.setOrganization(sandboxOrganization)
    fixture.aws.allowAssume({ arn: reader, trusts: [ROLE] })
    const env = { ...fixture.github.oidcEnvironment(), HTTPS_PROXY: proxy.url() }
    const step = await run(env, {
      'account-id': PRODUCTION,
      'role-to-assume': ROLE,
      'organizations-role-to-assume': reader,
    })
    expect(countsOf(step)).toMatchObject({ shared: 2, reason: '' })
    expect(new Set(proxy.tunnels)).toEqual(
      new Set([`${STS}:443`, `${WORKSPACES}:443`, `${ORGANIZATIONS}:443`]),
    )
    expect(fixture.aws.calls[0]?.service).toBe('sts')
  })

  it("also under the variable's name in lower case, with a name and a password that are decoded once and stay secret", async () => {
    const { AWS_ENDPOINT_URL: _, ...keys } = fixture.aws.environment()
    const step = await run({ ...keys, https_proxy: proxy.url('runner:s%40fe%2541@') })
    expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
    const expected = `Basic ${Buffer.from('runner:s@fe%41').toString('base64')}`
    expect(new Set(proxy.authorizations)).toEqual(new Set([expected]))
    expect(step.raw).not.toMatch(/s%40fe|s@fe/)
  })

  it('a role that a profile assumes with a token in a file is asked for through it', async () => {
    const config = `[profile golden]\nrole_arn = ${ROLE}\nweb_identity_token_file = token\n`
    const env = { AWS_PROFILE: 'golden', AWS_CONFIG_FILE: 'config', HTTPS_PROXY: proxy.url() }
    const step = await run(env, {}, undefined, { config, token: await fixture.idToken() })
    expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
    expect(new Set(proxy.tunnels)).toEqual(new Set([`${STS}:443`, `${WORKSPACES}:443`]))
  })

  it('a certificate that nobody vouches for is refused, with the way out', async () => {
    const { AWS_ENDPOINT_URL: _, ...keys } = fixture.aws.environment()
    const { ca } = await loopbackCertificate()
    const step = await run({ ...keys, HTTPS_PROXY: proxy.url() }, {}, ca)
    expect(countsOf(step)).toEqual(nothingBut('unreachable'))
    expect(errorsOf(step)[0]?.message).toContain('NODE_EXTRA_CA_CERTS')
    expect(fixture.aws.calls).toEqual([])
  })
})

describe('GitHub behind a proxy', () => {
  const token = 'token.actions.githubusercontent.com'
  const api = 'api.github.com'
  const certificateOfGitHub = loopbackCertificate([token, api])
  const fixture = new ActionFixture()
  let github: SandboxGitHub
  let proxy: ConnectProxy
  beforeEach(async () => {
    github = await SandboxGitHub.start({ tls: await certificateOfGitHub })
    proxy = await ConnectProxy.start(github.url)
    fixture.aws.trustRole({ arn: ROLE, verify: (idToken) => github.verify(idToken) })
  })
  afterEach(async () => {
    await Promise.all([proxy.close(), github.close()])
  })

  /** Runs the step with GitHub at its real addresses, which only a proxy can reach. */
  async function runThrough(httpsProxy: string): Promise<StepResult> {
    const oidc = github.oidcEnvironment()
    return fixture.runAs(
      {
        // AWS stands on this machine itself, and no proxy is asked for that.
        ...fixture.aws.endpointEnvironment(),
        ...oidc,
        ACTIONS_ID_TOKEN_REQUEST_URL: String(oidc['ACTIONS_ID_TOKEN_REQUEST_URL']).replace(
          github.url,
          at(token),
        ),
        HTTPS_PROXY: httpsProxy,
        NODE_EXTRA_CA_CERTS: join(fixture.job.workspace, 'ca.pem'),
      },
      { ...inputs, 'role-to-assume': ROLE, 'pull-request-comment': 'always', 'github-token': github.token },
      {
        workspaceFiles: { 'ca.pem': (await certificateOfGitHub).ca },
        github: {
          ...github.pullRequestVariables(7),
          GITHUB_API_URL: at(api),
          GITHUB_GRAPHQL_URL: `${at(api)}/graphql`,
        },
        event: { pull_request: { number: 7 } },
      },
    )
  }

  const at = (host: string) => `https://${host}:${new URL(github.url).port}`

  it('gives the ID token and takes the comment through it, with a password', async () => {
    const step = await runThrough(proxy.url('runner:100%25%2541s%40fe@'))
    expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
    expect(step.annotations).toEqual([])
    expect(github.comments.on(7)).toHaveLength(1)
    expect(new Set(proxy.tunnels)).toEqual(new Set([at(token).slice(8), at(api).slice(8)]))
    const expected = `Basic ${Buffer.from('runner:100%%41s@fe').toString('base64')}`
    expect(new Set(proxy.authorizations)).toEqual(new Set([expected]))
  })

  it('is not believed where it answers in the place of GitHub', async () => {
    const body = JSON.stringify({ value: 'e30.e30.e30', data: {} })
    const head = `HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`
    const forger = await ConnectProxy.start(undefined, `${head}\r\n${body}`)
    const step = await runThrough(forger.url())
    await forger.close()
    expect(countsOf(step)).toEqual(nothingBut('oidc-unavailable'))
    const warnings = step.annotations.filter(({ level }) => level === 'warning')
    expect(warnings).toMatchObject([{ message: expect.stringContaining('could not be kept up to date') }])
    expect(fixture.aws.calls).toEqual([])
  })

  it('is not gone past where its address can not be read', async () => {
    const step = await runThrough('http://runner:s4fe-100%@proxy.example:3128')
    expect(countsOf(step)).toEqual(nothingBut('unreachable'))
    const what = "HTTPS_PROXY can't be read as the address of a proxy."
    expect(errorsOf(step)).toMatchObject([{ message: expect.stringContaining(what) }])
    expect(step.annotations.filter(({ level }) => level === 'warning')).toMatchObject([
      { message: `The comment on the pull request could not be kept up to date: ${what}` },
    ])
    expect(JSON.stringify([step.raw, step.outputs, step.summary])).not.toContain('s4fe')
    expect([github.requests, fixture.aws.calls]).toEqual([[], []])
  })
})

describe('a proxy', () => {
  const fixture = new ActionFixture()
  let proxy: ConnectProxy | undefined
  afterEach(() => proxy?.close())

  // 0.0.0.0 is this machine too, but unlike 127.0.0.1 it is no address that goes past every proxy.
  function environment(proxyUrl: string): Record<string, string> {
    return {
      ...fixture.aws.environment(),
      AWS_ENDPOINT_URL: fixture.aws.url.replace('127.0.0.1', '0.0.0.0'),
      HTTP_PROXY: proxyUrl,
    }
  }

  it('is used for http addresses, and gone past where NO_PROXY says so', async () => {
    proxy = await ConnectProxy.start(fixture.aws.url)
    const through = await fixture.runAs(environment(proxy.url()), inputs)
    expect(countsOf(through)).toMatchObject({ shared: 1, reason: '' })
    const used = proxy.tunnels.length
    expect(used).toBeGreaterThan(0)
    const past = await fixture.runAs({ ...environment(proxy.url()), NO_PROXY: 'localhost,0.0.0.0' }, inputs)
    expect(countsOf(past)).toMatchObject({ unchanged: 1, reason: '' })
    expect(proxy.tunnels).toHaveLength(used)
  })

  it('that refuses is told of as what it is, without the password it was given, also where the job asks for debugging output', async () => {
    proxy = await ConnectProxy.start(undefined, 'HTTP/1.1 407 ##[error]owned\r\n\r\n')
    const env = { ...environment(proxy.url('runner:s%40fe@')), DEBUG: '*' }
    const step = await fixture.runAs(env, inputs)
    expect(proxy.authorizations).not.toEqual([])
    const told = JSON.stringify([step.raw, step.outputs, step.summary])
    const encoded = Buffer.from('runner:s@fe').toString('base64')
    for (const secret of ['s%40fe', 's@fe', encoded, 'owned']) expect(told).not.toContain(secret)
    expect(countsOf(step)).toEqual(nothingBut('unreachable'))
    expect(errorsOf(step)[0]?.message).toContain('HTTP status 407')
    expect(errorsOf(step)[0]?.message).toContain('HTTPS_PROXY')
    expect(fixture.aws.calls).toEqual([])
  })

  it.each([
    ['201 Created', { ImageId: IMAGE, ImagePermissions: [], Images: [] }],
    ['400 Bad Request', { __type: 'AccessDeniedException', message: 'AWS says no' }],
  ])('that answers in the place of AWS is not believed: %s', async (status, answer) => {
    const body = JSON.stringify(answer)
    const head = `HTTP/1.1 ${status}\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: ${body.length}\r\n`
    proxy = await ConnectProxy.start(undefined, `${head}\r\n${body}`)
    const step = await fixture.runAs(environment(proxy.url()), { ...inputs, allow: 'false' })
    expect(countsOf(step)).toEqual(nothingBut('unreachable'))
    const why = `the proxy opened no connection to Amazon WorkSpaces (HTTP status ${status.slice(0, 3)})`
    expect(errorsOf(step)[0]?.message).toContain(why)
    expect(JSON.stringify([step.raw, step.outputs, step.summary])).not.toContain('AWS says no')
  })

  it('that the variable does not name in a readable way is a problem, and nothing goes past it', async () => {
    const step = await fixture.runAs(environment('http://runner:s4fe@127.0.0.1:99999'), inputs)
    expect(countsOf(step)).toEqual(nothingBut('unreachable'))
    expect(errorsOf(step)[0]?.message).toContain("HTTP_PROXY can't be read as the address of a proxy.")
    expect(JSON.stringify([step.raw, step.outputs, step.summary])).not.toContain('s4fe')
    expect(fixture.aws.calls).toEqual([])
  })
})
