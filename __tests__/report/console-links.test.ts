import { expect, it } from '@jest/globals'
import { consoleLink } from '../../src/report/console-links.ts'
import { image, regionOf } from '../support/examples.ts'

it.each<[region: string, host: string]>([
  ['eu-west-1', 'console.aws.amazon.com'],
  ['us-gov-west-1', 'console.amazonaws-us-gov.com'],
  ['cn-northwest-1', 'console.amazonaws.cn'],
])('leads to the console of %s', (region, host) => {
  expect(consoleLink({ ...image, region: regionOf(region) })).toBe(
    `https://${host}/workspaces/v2/images/wsi-0123456789abc?region=${region}`,
  )
})
