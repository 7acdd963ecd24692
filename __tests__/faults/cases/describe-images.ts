import { AwsCallUnderFault, LOOK, throttled } from '../aws-call.ts'
import type { FaultyCall } from '../fault-case.ts'
import { clocksApart, nowhere, ownKeys, strangeAuthority } from '../places.ts'

const call = new AwsCallUnderFault(() => ({ on: { operation: LOOK } }))

export const describeImages: FaultyCall = {
  call: 'DescribeWorkspaceImages',
  hit: call.hit,
  network: {
    'status 500, empty': [1, 'service-unavailable', '0 0 0 0', 'AWS has a fault'],
    'status 500, HTML': [1, 'service-unavailable', '0 0 0 0', 'AWS has a fault'],
    'status 502, empty': [1, 'service-unavailable', '0 0 0 0', 'AWS has a fault'],
    'status 502, HTML': [1, 'service-unavailable', '0 0 0 0', 'AWS has a fault'],
    'status 503, empty': [1, 'service-unavailable', '0 0 0 0', 'AWS has a fault'],
    'status 503, HTML': [1, 'service-unavailable', '0 0 0 0', 'AWS has a fault'],
    'status 503, once': [0, '', '3 1 1 0', ''],
    'status 200, HTML': [1, 'unreachable', '0 0 0 0', 'AWS could not be reached'],
    'status 302': [1, 'unreachable', '0 0 0 0', 'AWS could not be reached'],
    'wrong content type': [0, '', '3 1 1 0', ''],
    'reset before it arrives, once': [0, '', '3 1 1 0', ''],
    'reset before it arrives': [1, 'unreachable', '0 0 0 0', 'AWS could not be reached'],
    'reset after it took effect, once': [0, '', '3 1 1 0', ''],
    'reset after it took effect': [1, 'unreachable', '0 0 0 0', 'AWS could not be reached'],
    'body cut, once': [0, '', '3 1 1 0', ''],
    'body cut': [1, 'unreachable', '0 0 0 0', 'AWS could not be reached'],
    'hang, once': [0, '', '3 1 1 0', ''],
    hang: [1, 'unreachable', '0 0 0 0', 'AWS could not be reached'],
    'hang after it took effect': [1, 'unreachable', '0 0 0 0', 'AWS could not be reached'],
    'slow-loris, once': [0, '', '3 1 1 0', ''],
    'slow-loris': [1, 'unreachable', '0 0 0 0', 'AWS could not be reached'],
  },
  own: {
    ...call.refusals({
      AccessDeniedException: [1, 'access-denied', '0 0 0 0', 'An AWS permission is missing'],
      ExpiredTokenException: [1, 'no-credentials', '0 0 0 0', 'No valid AWS credentials'],
      UnrecognizedClientException: [1, 'no-credentials', '0 0 0 0', 'No valid AWS credentials'],
      InvalidSignatureException: [1, 'no-credentials', '0 0 0 0', 'No valid AWS credentials'],
      ValidationException: [1, 'invalid-input', '0 0 0 0', 'The inputs have mistakes'],
      OptInRequired: [1, 'not-supported', '0 0 0 0', 'AWS does not support this'],
      ServiceUnavailableException: [1, 'service-unavailable', '0 0 0 0', 'AWS has a fault'],
      InternalServerException: [1, 'service-unavailable', '0 0 0 0', 'AWS has a fault'],
    }),
    'throttled for a while': call.does(throttled, [0, '', '3 1 1 0', ''], 3),
    throttled: call.does(throttled, [1, 'throttled', '0 0 0 0', 'AWS asked to slow down']),
    'wrong JSON types': call.does({ kind: 'wrong-types' }, [
      1,
      'service-unavailable',
      '0 0 0 0',
      'AWS has a fault',
    ]),
    'a page token that repeats': call.does({ kind: 'repeat-token' }, [
      1,
      'service-unavailable',
      '0 0 0 0',
      'AWS has a fault',
    ]),
    'endless pages': call.does({ kind: 'endless-pages' }, [
      1,
      'service-unavailable',
      '0 0 0 0',
      'AWS has a fault',
    ]),
    'clock an hour slow, own keys': {
      arrange: (fixture) => {
        ownKeys(fixture)
        clocksApart(fixture, 1)
      },
      ends: [0, '', '3 1 1 0', ''],
    },
    'clock an hour fast, own keys': {
      arrange: (fixture) => {
        ownKeys(fixture)
        clocksApart(fixture, -1)
      },
      ends: [0, '', '3 1 1 0', ''],
    },
    'name not found (DNS)': {
      arrange: (fixture) => nowhere(fixture, 'AWS_ENDPOINT_URL_WORKSPACES'),
      ends: [1, 'unreachable', '0 0 0 0', 'AWS could not be reached'],
    },
    'unknown CA (TLS)': {
      arrange: (fixture) => strangeAuthority(fixture, 'AWS_ENDPOINT_URL_WORKSPACES'),
      ends: [1, 'unreachable', '0 0 0 0', 'AWS could not be reached'],
    },
  },
}
