import { AwsCallUnderFault, throttled } from '../aws-call.ts'
import type { FaultyCall } from '../fault-case.ts'
import { clocksApart, nowhere, strangeAuthority } from '../places.ts'

const call = new AwsCallUnderFault({ on: { operation: 'AssumeRoleWithWebIdentity' } })

export const signIn: FaultyCall = {
  call: 'AssumeRoleWithWebIdentity (STS)',
  onlyReads: true,
  hit: call.hit,
  own: {
    ...call.refusals([
      'AccessDenied',
      'ExpiredTokenException',
      'IDPCommunicationError',
      'IDPRejectedClaimException',
      'InvalidIdentityTokenException',
      'MalformedPolicyDocumentException',
      'PackedPolicyTooLargeException',
      'RegionDisabledException',
      'ValidationError',
      'InternalFailure',
    ]),
    'throttled for a while': call.does(throttled, 3),
    throttled: call.throttled(),
    'XML of another shape': call.does({
      kind: 'http',
      status: 200,
      contentType: 'text/xml',
      body: '<a><b>7</b></a>',
    }),
    'clock an hour slow': { arrange: (fixture) => clocksApart(fixture, 1) },
    'clock an hour fast': { arrange: (fixture) => clocksApart(fixture, -1) },
    'name not found (DNS)': { arrange: (fixture) => nowhere(fixture, 'AWS_ENDPOINT_URL_STS') },
    'unknown CA (TLS)': { arrange: (fixture) => strangeAuthority(fixture, 'AWS_ENDPOINT_URL_STS') },
  },
}
