import type { ImageReference } from '../sharing/identifiers.ts'
import { partitionOf, type Partition } from '../sharing/regions.ts'

const consoleHosts: Readonly<Record<Partition, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
}

/** Returns the URL of an image in the AWS console. */
export function consoleLink({ region, id }: ImageReference): string {
  return `https://${consoleHosts[partitionOf(region)]}/workspaces/v2/images/${id}?region=${region}`
}
