import type { Region } from '../sharing/identifiers.ts'
import { partitionOf, type Partition } from '../sharing/regions.ts'

type Environment = Readonly<Record<string, string | undefined>>
/** A service of AWS that the job calls. */
export type Service = 'workspaces' | 'sts' | 'organizations'

// AWS General Reference, "AWS Organizations endpoints and quotas": one endpoint in each partition.
const organizationsRegions: Readonly<Record<Partition, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-northwest-1',
  'aws-us-gov': 'us-gov-west-1',
}

/** Returns the Region that answers for AWS Organizations in a Region's partition. */
export function organizationsRegion(region: Region): string {
  return organizationsRegions[partitionOf(region)]
}

/**
 * Returns the endpoint that the SDK will use for a service, derived from the Region and the environment; `undefined` if
 * they don't determine it. Fit only for early connections: the SDK resolves its endpoints itself, from profile files too.
 */
export function expectedEndpoint(
  service: Service,
  region: Region,
  environment: Environment,
): URL | undefined {
  if (isTrue(environment['AWS_USE_FIPS_ENDPOINT']) || isTrue(environment['AWS_USE_DUALSTACK_ENDPOINT'])) {
    return undefined
  }
  const variable = endpointVariable(service, environment)
  if (variable !== undefined) {
    const given = environment[variable] ?? ''
    return URL.canParse(given) ? new URL(given) : undefined
  }
  const domain = partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'
  const place = service === 'organizations' ? organizationsRegion(region) : region
  return new URL(`https://${service}.${place}.${domain}`)
}

/** Returns the environment variable that sets the endpoint of a service; `undefined` if none does. */
export function endpointVariable(service: Service, environment: Environment): string | undefined {
  if (isTrue(environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'])) return undefined
  const names = [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, 'AWS_ENDPOINT_URL']
  return names.find((name) => environment[name])
}

function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true'
}
