import type { Region } from './identifiers.ts'

/** The AWS partitions that have WorkSpaces. */
export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov'

/** Returns the partition of a Region. ARNs, the OIDC audience and console addresses depend on it. */
export function partitionOf(region: Region): Partition {
  if (region.startsWith('cn-')) return 'aws-cn'
  if (region.startsWith('us-gov-')) return 'aws-us-gov'
  return 'aws'
}

// https://docs.aws.amazon.com/general/latest/gr/wsp.html
const regionsWithWorkSpaces: ReadonlySet<string> = new Set([
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'af-south-1',
  'ap-south-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-5',
  'ca-central-1',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'il-central-1',
  'sa-east-1',
  'us-gov-east-1',
  'us-gov-west-1',
  'cn-northwest-1',
])

/**
 * Returns whether WorkSpaces was known to be offered in the Region when this version was made.
 * AWS adds Regions, so `false` is a reason to warn and never one to refuse.
 */
export function isKnownToHaveWorkSpaces(region: Region): boolean {
  return regionsWithWorkSpaces.has(region)
}
