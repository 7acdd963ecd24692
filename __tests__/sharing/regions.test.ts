import { describe, expect, it } from '@jest/globals'
import { isKnownToHaveWorkSpaces, partitionOf, type Partition } from '../../src/sharing/regions.ts'
import { regionOf } from '../support/examples.ts'

// The table of https://docs.aws.amazon.com/general/latest/gr/wsp.html, with each Region's partition.
const table: readonly [region: string, partition: Partition][] = [
  ['us-east-1', 'aws'],
  ['us-east-2', 'aws'],
  ['us-west-2', 'aws'],
  ['af-south-1', 'aws'],
  ['ap-south-1', 'aws'],
  ['ap-northeast-1', 'aws'],
  ['ap-northeast-2', 'aws'],
  ['ap-southeast-1', 'aws'],
  ['ap-southeast-2', 'aws'],
  ['ap-southeast-5', 'aws'],
  ['ca-central-1', 'aws'],
  ['eu-central-1', 'aws'],
  ['eu-west-1', 'aws'],
  ['eu-west-2', 'aws'],
  ['eu-west-3', 'aws'],
  ['il-central-1', 'aws'],
  ['sa-east-1', 'aws'],
  ['us-gov-east-1', 'aws-us-gov'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['cn-northwest-1', 'aws-cn'],
]

describe('a Region with WorkSpaces', () => {
  it.each(table)('%s is in partition %s', (text, partition) => {
    expect(isKnownToHaveWorkSpaces(regionOf(text))).toBe(true)
    expect(partitionOf(regionOf(text))).toBe(partition)
  })
})

describe('a Region that was not known to have WorkSpaces', () => {
  it.each<[region: string, partition: Partition]>([
    ['us-west-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-south-1', 'aws-us-gov'],
  ])('%s is in partition %s all the same', (text, partition) => {
    expect(isKnownToHaveWorkSpaces(regionOf(text))).toBe(false)
    expect(partitionOf(regionOf(text))).toBe(partition)
  })
})
