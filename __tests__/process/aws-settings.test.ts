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
  it('is refused where it is no address, or where AWS would take it for unset', async () => {
    const addresses = {
      AWS_ENDPOINT_URL: 'aws.example',
      AWS_ENDPOINT_URL_WORKSPACES: 'localhost:4566',
      AWS_ENDPOINT_URL_STS: 'ftp://sts.example',
    }
    const flags = {
      AWS_USE_FIPS_ENDPOINT: 'TRUE',
      AWS_USE_DUALSTACK_ENDPOINT: 'yes',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: '1',
    }
    const message = refusal(await run({ ...addresses, ...flags }), 'invalid-input')
    for (const variable of Object.keys(addresses))
      expect(message).toContain(`${variable}: is not the address of an endpoint`)
    expect(message).toContain('https://')
    for (const [variable, value] of Object.entries(flags))
      expect(message).toContain(`${variable}: "${value}" is neither true nor false`)
    expect(message).toContain('in lower case')
  })

  it('is refused where another one forbids it', async () => {
    const flags = ['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT']
    const endpoints = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_WORKSPACES']
    const env = {
      ...Object.fromEntries(flags.map((flag) => [flag, 'true'])),
      ...Object.fromEntries(endpoints.map((endpoint) => [endpoint, fixture.aws.url])),
    }
    const message = refusal(await run(env), 'invalid-input')
    for (const flag of flags)
      expect(message).toContain(`${flag}: can't be true together with ${endpoints.join(' and ')}`)
    expect(message).toContain('Unset one or the other')
  })

  it('is refused where a secret was pasted with more around it', async () => {
    const pasted = {
      AWS_ACCESS_KEY_ID: 'AKIAPASTEDPASTED0000\n',
      AWS_SECRET_ACCESS_KEY: 'pasted-secret-of-the-job\n',
      AWS_SESSION_TOKEN: 'pasted-token\r\nof-the-job',
    }
    const step = await run(pasted)
    const message = refusal(step, 'no-credentials')
    expect(message).toContain('Store')
    const spoken = step.raw.replaceAll(/^::add-mask::.*$/gm, '')
    for (const [variable, value] of Object.entries(pasted)) {
      expect(message).toContain(`${variable}: holds a line end`)
      for (const line of value.split(/\r?\n/).filter((part) => part !== ''))
        expect(spoken).not.toContain(line)
    }
  })

  it('is missed where the other one of a key is set', async () => {
    const message = refusal(await run({ AWS_ACCESS_KEY_ID: '' }), 'no-credentials')
    expect(message).toContain('AWS_ACCESS_KEY_ID: is empty or not set, but AWS_SECRET_ACCESS_KEY is set')
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

  it("does no harm where it is empty, as a variable that is not set, and is refused at the job's end too", async () => {
    const unset = { AWS_USE_FIPS_ENDPOINT: '', AWS_ENDPOINT_URL_STS: '', AWS_PROFILE: '' }
    const main = await run(unset, { temporary: 'true' })
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
