import type { Region } from '../sharing/identifiers.ts'
import { partitionOf } from '../sharing/regions.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Returns the endpoint that the SDK will use for a service, derived from the Region and the environment; `undefined` if
 * they don't determine it. Fit only for early connections: the SDK resolves its endpoints itself, from profile files too.
 */
export function expectedEndpoint(
  service: 'workspaces' | 'sts',
  region: Region,
  environment: Environment,
): URL | undefined {
  if (isTrue(environment['AWS_USE_FIPS_ENDPOINT']) || isTrue(environment['AWS_USE_DUALSTACK_ENDPOINT'])) {
    return undefined
  }
  const given = environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || environment['AWS_ENDPOINT_URL']
  if (given && !isTrue(environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'])) {
    return URL.canParse(given) ? new URL(given) : undefined
  }
  const domain = partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'
  return new URL(`https://${service}.${region}.${domain}`)
}

function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true'
}
