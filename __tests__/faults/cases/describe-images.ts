import { AwsCallUnderFault, LOOK, throttled } from '../aws-call.ts'
import type { FaultyCall } from '../fault-case.ts'
import { clocksApart, nowhere, ownKeys, strangeAuthority } from '../places.ts'

const call = new AwsCallUnderFault({ on: { operation: LOOK } })

export const describeImages: FaultyCall = {
  call: 'DescribeWorkspaceImages',
  hit: call.hit,
  own: {
    ...call.refusals([
      'AccessDeniedException',
      'ExpiredTokenException',
      'UnrecognizedClientException',
      'InvalidSignatureException',
      'ValidationException',
      'OptInRequired',
      'ServiceUnavailableException',
      'InternalServerException',
    ]),
    'throttled for a while': call.does(throttled, 3),
    throttled: call.does(throttled),
    'wrong JSON types': call.does({ kind: 'wrong-types' }),
    'a page token that repeats': call.does({ kind: 'repeat-token' }),
    'endless pages': call.does({ kind: 'endless-pages' }),
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
