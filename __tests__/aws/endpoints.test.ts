import { OrganizationsClient } from '@aws-sdk/client-organizations'
import { WorkSpacesClient } from '@aws-sdk/client-workspaces'
import { STSClient } from '@aws-sdk/nested-clients/sts'
import { describe, expect, it } from '@jest/globals'
import { endpointVariable, expectedEndpoint, organizationsRegion } from '../../src/aws/endpoints.ts'
import { regionOf } from '../support/examples.ts'

const regions = ['eu-west-1', 'us-east-1', 'us-gov-east-1', 'cn-north-1', 'cn-northwest-1']
const ordinary = { UseDualStack: false, UseFIPS: false }

describe('the expected endpoint', () => {
  it.each(regions)('is the one that the SDK uses, in %s', (name) => {
    const region = regionOf(name)
    const sts = new STSClient({ region }).config.endpointProvider({ Region: region, ...ordinary })
    const workspaces = new WorkSpacesClient({ region }).config.endpointProvider({
      Region: region,
      ...ordinary,
    })
    const home = organizationsRegion(region)
    const organizations = new OrganizationsClient({ region: home }).config.endpointProvider({
      Region: home,
      ...ordinary,
    })
    expect(expectedEndpoint('sts', region, {})?.href).toBe(sts.url.href)
    expect(expectedEndpoint('workspaces', region, {})?.href).toBe(workspaces.url.href)
    expect(expectedEndpoint('organizations', region, {})?.href).toBe(organizations.url.href)
  })

  const region = regionOf('eu-west-1')
  it.each([
    [{ AWS_ENDPOINT_URL: 'https://127.0.0.1:1' }, 'https://127.0.0.1:1/'],
    [{ AWS_ENDPOINT_URL: 'https://x', AWS_ENDPOINT_URL_ORGANIZATIONS: 'https://y' }, 'https://y/'],
    [{ AWS_ENDPOINT_URL: 'nowhere' }, undefined],
    [{ AWS_USE_FIPS_ENDPOINT: 'true' }, undefined],
    [{ AWS_USE_DUALSTACK_ENDPOINT: 'TRUE' }, undefined],
    [
      { AWS_ENDPOINT_URL: 'https://x', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      'https://organizations.us-east-1.amazonaws.com/',
    ],
  ])('follows the environment %j', (environment, url) => {
    expect(expectedEndpoint('organizations', region, environment)?.href).toBe(url)
  })

  it('is set by the variable of the service, and else by that of all', () => {
    const both = { AWS_ENDPOINT_URL: 'https://x', AWS_ENDPOINT_URL_STS: 'https://y' }
    expect(endpointVariable('sts', both)).toBe('AWS_ENDPOINT_URL_STS')
    expect(endpointVariable('workspaces', both)).toBe('AWS_ENDPOINT_URL')
    expect(endpointVariable('workspaces', {})).toBeUndefined()
  })
})
