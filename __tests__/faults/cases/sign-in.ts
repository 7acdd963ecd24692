import { AwsCallUnderFault, throttled } from '../aws-call.ts'
import type { FaultyCall } from '../fault-case.ts'
import { clocksApart, nowhere, strangeAuthority } from '../places.ts'

const call = new AwsCallUnderFault(() => ({ on: { service: 'sts' } }))

export const signIn: FaultyCall = {
  call: 'AssumeRoleWithWebIdentity (STS)',
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
      AccessDenied: [1, 'role-refused', '0 0 0 0', 'AWS refused the role'],
      ExpiredTokenException: [1, 'role-refused', '0 0 0 0', 'AWS refused the role'],
      IDPCommunicationError: [1, 'service-unavailable', '0 0 0 0', 'AWS has a fault'],
      IDPRejectedClaimException: [1, 'role-refused', '0 0 0 0', 'AWS refused the role'],
      InvalidIdentityTokenException: [1, 'role-refused', '0 0 0 0', 'AWS refused the role'],
      MalformedPolicyDocumentException: [1, 'role-refused', '0 0 0 0', 'AWS refused the role'],
      PackedPolicyTooLargeException: [1, 'role-refused', '0 0 0 0', 'AWS refused the role'],
      RegionDisabledException: [1, 'role-refused', '0 0 0 0', 'AWS refused the role'],
      ValidationError: [1, 'role-refused', '0 0 0 0', 'AWS refused the role'],
      InternalFailure: [1, 'service-unavailable', '0 0 0 0', 'AWS has a fault'],
    }),
    'throttled for a while': call.does(throttled, [0, '', '3 1 1 0', ''], 3),
    throttled: call.does(throttled, [1, 'throttled', '0 0 0 0', 'AWS asked to slow down']),
    'XML of another shape': {
      arrange: (fixture) =>
        call.hit(fixture, {
          do: { kind: 'http', status: 200, contentType: 'text/xml', body: '<a><b>7</b></a>' },
        }),
      ends: [1, 'unreachable', '0 0 0 0', 'AWS could not be reached'],
    },
    'clock an hour slow': {
      arrange: (fixture) => clocksApart(fixture, 1),
      ends: [0, '', '3 1 1 0', ''],
    },
    'clock an hour fast': {
      arrange: (fixture) => clocksApart(fixture, -1),
      ends: [0, '', '3 1 1 0', ''],
    },
    'name not found (DNS)': {
      arrange: (fixture) => nowhere(fixture, 'AWS_ENDPOINT_URL_STS'),
      ends: [1, 'unreachable', '0 0 0 0', 'AWS could not be reached'],
    },
    'unknown CA (TLS)': {
      arrange: (fixture) => strangeAuthority(fixture, 'AWS_ENDPOINT_URL_STS'),
      ends: [1, 'unreachable', '0 0 0 0', 'AWS could not be reached'],
    },
  },
}
