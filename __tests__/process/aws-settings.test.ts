import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { StepResult } from '../../sandbox/runner/job.ts'
import { ConnectProxy } from '../support/connect-proxy.ts'
import { policyOf, runPolicy } from '../support/policies.ts'
import { errorsOf, nothingBut, resultOf, ROLE, ActionFixture, countsOf } from '../support/fixture.ts'

// What the job's environment says about AWS is read with the inputs, before anything is asked.

const fixture = new ActionFixture()
const inputs = { 'account-id': '000000000001' }

/** Runs the step with keys and these variables besides. */
async function run(env: Record<string, string>, more: Record<string, string> = {}): Promise<StepResult> {
  return fixture.run({ ...inputs, ...more }, { env })
}

/** The message of a step that was refused for this reason before anything was asked. */
function refusal(step: StepResult, reason: string): string {
  expect(countsOf(step)).toEqual(nothingBut(reason))
  expect(errorsOf(step)).toHaveLength(1)
  expect(fixture.aws.calls).toEqual([])
  return errorsOf(step)[0]?.message ?? ''
}

describe('a Region that names an endpoint for FIPS', () => {
  const remedyFor = 'set AWS_USE_FIPS_ENDPOINT: true'

  it.each([
    ['with its prefix', { 'aws-region': 'fips-us-east-1' }, {}],
    ['with its suffix', { 'aws-region': 'us-east-1-fips' }, {}],
    ['of GovCloud', { 'aws-region': 'fips-us-gov-west-1' }, {}],
    ['in AWS_REGION', { 'aws-region': '' }, { AWS_REGION: 'fips-us-east-1' }],
    ['in AWS_DEFAULT_REGION', { 'aws-region': '' }, { AWS_DEFAULT_REGION: 'fips-us-east-1' }],
  ])('is refused %s', async (_, region, env) => {
    const message = refusal(await run(env, region), 'invalid-input')
    expect(message).toMatch(/^aws-region: "\S*fips\S*".* is not the code of a Region/)
    expect(message).toContain(remedyFor)
  })

  it('is refused in a policy, where an image would stand under two names', async () => {
    const image = 'id: wsi-0123456789abc\nregion: fips-eu-west-1\nshare-with: [workplace-test]'
    const step = await runPolicy(fixture, policyOf(image))
    const message = refusal(step, 'invalid-policy')
    expect(message).toContain('"fips-eu-west-1" is not the code of a Region')
    expect(message).toContain(remedyFor)
  })
})

describe('a variable that can not be used', () => {
  it.each([
    ['AWS_ENDPOINT_URL', 'aws.example'],
    ['AWS_ENDPOINT_URL_WORKSPACES', 'localhost:4566'],
    ['AWS_ENDPOINT_URL_STS', 'ftp://sts.example'],
  ])('is refused where it is no address: %s', async (variable, value) => {
    const message = refusal(await run({ [variable]: value }), 'invalid-input')
    expect(message).toContain(`${variable}: is not the address of an endpoint`)
    expect(message).toContain('https://')
  })

  it.each([
    ['AWS_USE_FIPS_ENDPOINT', 'TRUE'],
    ['AWS_USE_FIPS_ENDPOINT', '1'],
    ['AWS_USE_FIPS_ENDPOINT', 'yes'],
    ['AWS_USE_DUALSTACK_ENDPOINT', 'True'],
    ['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'TRUE'],
  ])('is refused where AWS would take it for unset: %s=%s', async (variable, value) => {
    const message = refusal(await run({ [variable]: value }), 'invalid-input')
    expect(message).toContain(`${variable}: "${value}" is neither true nor false`)
    expect(message).toContain('in lower case')
  })

  it.each([
    ['AWS_USE_FIPS_ENDPOINT', 'AWS_ENDPOINT_URL'],
    ['AWS_USE_DUALSTACK_ENDPOINT', 'AWS_ENDPOINT_URL_WORKSPACES'],
  ])('is refused where another one forbids it: %s beside %s', async (flag, endpoint) => {
    const message = refusal(await run({ [flag]: 'true', [endpoint]: fixture.aws.url }), 'invalid-input')
    expect(message).toContain(`${flag}: `)
    expect(message).toContain(endpoint)
    expect(message).toContain('Unset one or the other')
  })

  it.each([
    ['AWS_ACCESS_KEY_ID', 'AKIAPASTEDPASTED0000\n'],
    ['AWS_SECRET_ACCESS_KEY', 'pasted-secret-of-the-job\n'],
    ['AWS_SESSION_TOKEN', 'pasted-token\r\nof-the-job'],
  ])('is refused where a secret was pasted with more around it: %s', async (variable, value) => {
    const step = await run({ [variable]: value })
    const message = refusal(step, 'no-credentials')
    expect(message).toContain(`${variable}: holds a line end`)
    expect(message).toContain('Store')
    for (const line of value.split(/\r?\n/).filter((part) => part !== ''))
      expect(step.raw.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(line)
  })

  it.each([
    ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'],
    ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
  ])('is missed: %s', async (missing, there) => {
    const message = refusal(await run({ [missing]: '' }), 'no-credentials')
    expect(message).toContain(`${missing}: is empty or not set, but ${there} is set`)
  })

  it.each([
    ['an endpoint_url that is no address', 'endpoint_url = nonsense', false],
    ["FIPS beside an endpoint of one's own", 'use_fips_endpoint = true', true],
  ])('is told of as what it is where a file of AWS says so: %s', async (_, setting, hasEndpoint) => {
    const { AWS_ENDPOINT_URL: endpoint = '', ...keys } = fixture.aws.environment()
    const step = await fixture.runAs(
      { ...keys, AWS_CONFIG_FILE: 'config', AWS_ENDPOINT_URL: hasEndpoint ? endpoint : '' },
      inputs,
      { workspaceFiles: { config: `[default]\n${setting}\n` } },
    )
    const message = refusal(step, 'invalid-input')
    expect(message).toContain('the settings lead to no endpoint of Amazon WorkSpaces')
    expect(message).toContain('AWS_CONFIG_FILE')
  })

  it('is told of together with all others, and with the inputs', async () => {
    const env = {
      AWS_ENDPOINT_URL_STS: 'sts',
      AWS_USE_FIPS_ENDPOINT: 'TRUE',
      AWS_SECRET_ACCESS_KEY: '',
    }
    const step = await run(env, { allow: 'maybe' })
    expect(countsOf(step)).toEqual(nothingBut('invalid-input'))
    expect(resultOf(step)['problems']).toMatchObject([
      { reason: 'invalid-input', message: expect.stringContaining('allow: ') },
      { reason: 'invalid-input', message: expect.stringContaining('AWS_USE_FIPS_ENDPOINT: ') },
      { reason: 'invalid-input', message: expect.stringContaining('AWS_ENDPOINT_URL_STS: ') },
      { reason: 'no-credentials', message: expect.stringContaining('AWS_SECRET_ACCESS_KEY: ') },
    ])
  })

  it("is refused at the job's end too", async () => {
    const main = await run({}, { temporary: 'true' })
    expect(countsOf(main)).toMatchObject({ shared: 1, reason: '' })
    const record = main.state['temporary-shares'] ?? ''
    const env = { ...fixture.aws.environment(), 'STATE_temporary-shares': record, AWS_SECRET_ACCESS_KEY: '' }
    const post = await fixture.job.runStep({
      with: { ...inputs, 'image-id': 'wsi-0123456789abc', 'aws-region': 'eu-west-1' },
      env,
      entry: 'post',
    })
    expect(post.conclusion).toBe('failure')
    expect(post.annotations[0]?.message).toContain('AWS_SECRET_ACCESS_KEY: is empty or not set')
  })

  it('does no harm where a role is assumed, which needs no keys', async () => {
    fixture.aws.trustRole({ arn: ROLE })
    const env = { AWS_ACCESS_KEY_ID: 'AKIAPASTEDPASTED0000\n', AWS_SESSION_TOKEN: '' }
    expect(countsOf(await fixture.runWithRole(inputs, { env }))).toMatchObject({ shared: 1, reason: '' })
  })

  it('does no harm where it is empty, as a variable that is not set', async () => {
    const step = await run({ AWS_USE_FIPS_ENDPOINT: '', AWS_ENDPOINT_URL_STS: '', AWS_PROFILE: '' })
    expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
  })
})

describe('AWS_USE_FIPS_ENDPOINT', () => {
  let proxy: ConnectProxy
  beforeEach(async () => {
    proxy = await ConnectProxy.start(undefined)
  })
  afterEach(() => proxy.close())

  it.each([
    ['true', 'workspaces-fips.us-east-1.amazonaws.com:443'],
    ['false', 'workspaces.us-east-1.amazonaws.com:443'],
  ])('%s leads to %s', async (value, endpoint) => {
    const { AWS_ENDPOINT_URL: _, ...keys } = fixture.aws.environment()
    const env = { ...keys, AWS_USE_FIPS_ENDPOINT: value, HTTPS_PROXY: proxy.url() }
    const step = await fixture.runAs(env, { ...inputs, 'aws-region': 'us-east-1' })
    expect(countsOf(step)).toEqual(nothingBut('unreachable'))
    expect(new Set(proxy.tunnels)).toEqual(new Set([endpoint]))
  })
})
