import { AwsCallUnderFault, throttled, WRITE } from '../aws-call.ts'
import type { FaultyCall } from '../fault-case.ts'
import { IMAGE, REGION } from '../../support/fixture.ts'
import { HAS_IT, UNWANTED, WANTED } from '../fault-fixture.ts'

const call = new AwsCallUnderFault(() => ({ on: { operation: WRITE } }))

export const everyWrite: FaultyCall = {
  call: 'UpdateWorkspaceImagePermission, all four',
  hit: call.hit,
  network: {
    'status 500, empty': [1, 'service-unavailable', '0 0 1 4', 'AWS has a fault'],
    'status 500, HTML': [1, 'service-unavailable', '0 0 1 4', 'AWS has a fault'],
    'status 502, empty': [1, 'service-unavailable', '0 0 1 4', 'AWS has a fault'],
    'status 502, HTML': [1, 'service-unavailable', '0 0 1 4', 'AWS has a fault'],
    'status 503, empty': [1, 'service-unavailable', '0 0 1 4', 'AWS has a fault'],
    'status 503, HTML': [1, 'service-unavailable', '0 0 1 4', 'AWS has a fault'],
    'status 503, once': [0, '', '3 1 1 0', ''],
    'status 200, HTML': [1, 'unreachable', '0 0 1 4', 'AWS could not be reached'],
    'status 302': [1, 'unreachable', '0 0 1 4', 'AWS could not be reached'],
    'wrong content type': [0, '', '3 1 1 0', ''],
    'reset before it arrives, once': [0, '', '3 1 1 0', ''],
    'reset before it arrives': [1, 'unreachable', '0 0 1 4', 'AWS could not be reached'],
    'reset after it took effect, once': [0, '', '3 1 1 0', ''],
    'reset after it took effect': [0, '', '3 1 1 0', ''],
    'body cut, once': [0, '', '3 1 1 0', ''],
    'body cut': [0, '', '3 1 1 0', ''],
    'hang, once': [0, '', '3 1 1 0', ''],
    hang: [1, 'unreachable', '0 0 1 4', 'AWS could not be reached'],
    'hang after it took effect': [0, '', '3 1 1 0', ''],
    'slow-loris, once': [0, '', '3 1 1 0', ''],
    'slow-loris': [0, '', '3 1 1 0', ''],
  },
  own: {
    ...call.refusals({
      AccessDeniedException: [1, 'access-denied', '0 0 1 4', 'An AWS permission is missing'],
      InvalidParameterValuesException: [1, 'invalid-input', '0 0 1 4', 'The inputs have mistakes'],
      OperationNotSupportedException: [1, 'not-supported', '0 0 1 4', 'AWS does not support this'],
      ResourceNotFoundException: [1, 'image-not-found', '0 0 1 4', 'Image not found'],
      ResourceUnavailableException: [1, 'image-not-available', '0 0 1 4', 'The image is not AVAILABLE'],
      ExpiredTokenException: [1, 'no-credentials', '0 0 1 4', 'No valid AWS credentials'],
      UnrecognizedClientException: [1, 'no-credentials', '0 0 1 4', 'No valid AWS credentials'],
      InvalidSignatureException: [1, 'no-credentials', '0 0 1 4', 'No valid AWS credentials'],
      ValidationException: [1, 'invalid-input', '0 0 1 4', 'The inputs have mistakes'],
      OptInRequired: [1, 'not-supported', '0 0 1 4', 'AWS does not support this'],
      ServiceUnavailableException: [1, 'service-unavailable', '0 0 1 4', 'AWS has a fault'],
      InternalServerException: [1, 'service-unavailable', '0 0 1 4', 'AWS has a fault'],
    }),
    'throttled for a while': call.does(throttled, [0, '', '3 1 1 0', ''], 3),
    throttled: call.does(throttled, [1, 'throttled', '0 0 1 4', 'AWS asked to slow down']),
    'wrong JSON types': call.does({ kind: 'wrong-types' }, [0, '', '3 1 1 0', '']),
    'accepted without effect': call.does({ kind: 'accept-without-effect' }, [
      1,
      'not-proven',
      '0 0 1 4',
      'A change could not be proven',
    ]),
    'throttled by a bucket': {
      arrange: (fixture) =>
        fixture.aws.inject({
          on: { operation: WRITE },
          do: { kind: 'token-bucket', perSecond: 2, burst: 1 },
        }),
      ends: [0, '', '3 1 1 0', ''],
      // All four are sent at once, so three find it empty; only in a run that took seconds to send them would none.
      hasHappened: ({ aws }) => aws.writes().some(({ error }) => error === 'ThrottlingException'),
    },
    'session expired after two': {
      arrange: (fixture) =>
        fixture.aws.inject({
          on: {
            operation: WRITE,
            where: ({ SharedAccountId: account }) => !WANTED.slice(0, 2).includes(String(account)),
          },
          do: { kind: 'error', name: 'ExpiredTokenException' },
        }),
      ends: [1, 'partly-failed', '2 0 1 2', 'No valid AWS credentials'],
    },
    'a recipient vanishes before the writes': {
      arrange: (fixture) => fixture.meanwhile({ operation: WRITE }, without(HAS_IT)),
      ends: [1, 'drift', '3 1 0 0', 'Permissions have drifted'],
    },
    'somebody else unshares first': {
      arrange: (fixture) => fixture.meanwhile({ operation: WRITE }, without(UNWANTED)),
      ends: [0, '', '3 1 1 0', ''],
    },
    'somebody else shares first': {
      arrange: (fixture) => fixture.meanwhile({ operation: WRITE }, (recipients) => [...recipients, first]),
      ends: [0, '', '3 1 1 0', ''],
    },
    'somebody else shares with a stranger': {
      arrange: (fixture) =>
        fixture.meanwhile({ operation: WRITE }, (recipients) => [...recipients, STRANGER]),
      ends: [1, 'drift', '3 1 1 0', 'Permissions have drifted'],
    },
    'the image is deleted before the writes': {
      arrange: (fixture) =>
        fixture.aws.inject({
          on: { operation: WRITE },
          times: 1,
          do: { kind: 'meanwhile', happens: () => fixture.aws.removeImage(REGION, IMAGE) },
        }),
      ends: [1, 'image-not-found', '0 0 1 4', 'Image not found'],
    },
  },
}

const [first = ''] = WANTED
const STRANGER = '000000000008'

function without(account: string): (recipients: readonly string[]) => string[] {
  return (recipients) => recipients.filter((one) => one !== account)
}
