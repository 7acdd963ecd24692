import { AwsCallUnderFault, READ, throttled } from '../aws-call.ts'
import type { FaultyCall } from '../fault-case.ts'

const call = new AwsCallUnderFault(() => ({ on: { operation: READ }, after: 1 }))

export const verificationRead: FaultyCall = {
  call: 'DescribeWorkspaceImagePermissions, the proof',
  hit: call.hit,
  network: {
    'status 500, empty': [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
    'status 500, HTML': [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
    'status 502, empty': [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
    'status 502, HTML': [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
    'status 503, empty': [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
    'status 503, HTML': [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
    'status 503, once': [0, '', '3 1 1 0', ''],
    'status 200, HTML': [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
    'status 302': [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
    'wrong content type': [0, '', '3 1 1 0', ''],
    'reset before it arrives, once': [0, '', '3 1 1 0', ''],
    'reset before it arrives': [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
    'reset after it took effect, once': [0, '', '3 1 1 0', ''],
    'reset after it took effect': [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
    'body cut, once': [0, '', '3 1 1 0', ''],
    'body cut': [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
    'hang, once': [0, '', '3 1 1 0', ''],
    hang: [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
    'hang after it took effect': [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
    'slow-loris, once': [0, '', '3 1 1 0', ''],
    'slow-loris': [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
  },
  own: {
    ...call.refusals({
      AccessDeniedException: [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
      InvalidParameterValuesException: [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
      ResourceNotFoundException: [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
      ExpiredTokenException: [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
      UnrecognizedClientException: [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
      InvalidSignatureException: [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
      ValidationException: [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
      OptInRequired: [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
      ServiceUnavailableException: [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
      InternalServerException: [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
    }),
    'throttled for a while': call.does(throttled, [0, '', '3 1 1 0', ''], 3),
    throttled: call.does(throttled, [1, 'not-proven', '0 0 1 4', 'A change could not be proven']),
    'wrong JSON types': call.does({ kind: 'wrong-types' }, [
      1,
      'not-proven',
      '0 0 1 4',
      'A change could not be proven',
    ]),
    'a page token that repeats': call.does({ kind: 'repeat-token' }, [
      1,
      'not-proven',
      '0 0 1 4',
      'A change could not be proven',
    ]),
    'endless pages': call.does({ kind: 'endless-pages' }, [
      1,
      'not-proven',
      '0 0 1 4',
      'A change could not be proven',
    ]),
    'stale for three reads': call.does({ kind: 'stale' }, [0, '', '3 1 1 0', ''], 3),
    stale: {
      arrange: (fixture) => {
        fixture.isStale = true
        fixture.aws.inject({ do: { kind: 'stale' } })
      },
      ends: [1, 'not-proven', '0 0 1 4', 'A change could not be proven'],
    },
  },
}
