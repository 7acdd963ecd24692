import { AwsCallUnderFault, DESCRIBE } from '../aws-call.ts'
import type { FaultyCall } from '../fault-case.ts'
import { clocksApart, nowhere, ownKeys, strangeAuthority } from '../places.ts'

const call = new AwsCallUnderFault({ on: { operation: DESCRIBE } })

export const describeImages: FaultyCall = {
  call: 'DescribeWorkspaceImages',
  onlyReads: true,
  hit: call.hit,
  own: {
    ...call.refusals([
      'AccessDeniedException',
      'ExpiredTokenException',
      'UnrecognizedClientException',
      'InvalidSignatureException',
      'ValidationException',
      'OptInRequired',
      'InternalServerException',
    ]),
    ...call.oddPages(),
    'clock an hour slow, own keys': {
      arrange: (fixture) => {
        ownKeys(fixture)
        clocksApart(fixture, 1)
      },
    },
    'clock an hour fast, own keys': {
      arrange: (fixture) => {
        ownKeys(fixture)
        clocksApart(fixture, -1)
      },
    },
    'name not found (DNS)': { arrange: (fixture) => nowhere(fixture, 'AWS_ENDPOINT_URL_WORKSPACES') },
    'unknown CA (TLS)': { arrange: (fixture) => strangeAuthority(fixture, 'AWS_ENDPOINT_URL_WORKSPACES') },
  },
}
