import { AwsCallUnderFault, throttled } from '../aws-call.ts'
import type { FaultyCall } from '../fault-case.ts'
import { WANTED } from '../fault-fixture.ts'

const [, account = ''] = WANTED
const call = new AwsCallUnderFault(() => ({ on: { account } }))

export const oneWrite: FaultyCall = {
  call: 'UpdateWorkspaceImagePermission, one of four',
  hit: call.hit,
  network: {
    'status 500, empty': [1, 'partly-failed', '2 1 1 1', 'AWS has a fault'],
    'status 500, HTML': [1, 'partly-failed', '2 1 1 1', 'AWS has a fault'],
    'status 502, empty': [1, 'partly-failed', '2 1 1 1', 'AWS has a fault'],
    'status 502, HTML': [1, 'partly-failed', '2 1 1 1', 'AWS has a fault'],
    'status 503, empty': [1, 'partly-failed', '2 1 1 1', 'AWS has a fault'],
    'status 503, HTML': [1, 'partly-failed', '2 1 1 1', 'AWS has a fault'],
    'status 503, once': [0, '', '3 1 1 0', ''],
    'status 200, HTML': [1, 'partly-failed', '2 1 1 1', 'AWS could not be reached'],
    'status 302': [1, 'partly-failed', '2 1 1 1', 'AWS could not be reached'],
    'wrong content type': [0, '', '3 1 1 0', ''],
    'reset before it arrives, once': [0, '', '3 1 1 0', ''],
    'reset before it arrives': [1, 'partly-failed', '2 1 1 1', 'AWS could not be reached'],
    'reset after it took effect, once': [0, '', '3 1 1 0', ''],
    'reset after it took effect': [0, '', '3 1 1 0', ''],
    'body cut, once': [0, '', '3 1 1 0', ''],
    'body cut': [0, '', '3 1 1 0', ''],
    'hang, once': [0, '', '3 1 1 0', ''],
    hang: [1, 'partly-failed', '2 1 1 1', 'AWS could not be reached'],
    'hang after it took effect': [0, '', '3 1 1 0', ''],
    'slow-loris, once': [0, '', '3 1 1 0', ''],
    'slow-loris': [0, '', '3 1 1 0', ''],
  },
  own: {
    ...call.refusals({
      AccessDeniedException: [1, 'partly-failed', '2 1 1 1', 'An AWS permission is missing'],
      InvalidParameterValuesException: [1, 'partly-failed', '2 1 1 1', 'The inputs have mistakes'],
      OperationNotSupportedException: [1, 'partly-failed', '2 1 1 1', 'AWS does not support this'],
      ResourceNotFoundException: [1, 'partly-failed', '2 1 1 1', 'Image not found'],
      ResourceUnavailableException: [1, 'partly-failed', '2 1 1 1', 'The image is not AVAILABLE'],
      ExpiredTokenException: [1, 'partly-failed', '2 1 1 1', 'No valid AWS credentials'],
      UnrecognizedClientException: [1, 'partly-failed', '2 1 1 1', 'No valid AWS credentials'],
      InvalidSignatureException: [1, 'partly-failed', '2 1 1 1', 'No valid AWS credentials'],
      ValidationException: [1, 'partly-failed', '2 1 1 1', 'The inputs have mistakes'],
      OptInRequired: [1, 'partly-failed', '2 1 1 1', 'AWS does not support this'],
      ServiceUnavailableException: [1, 'partly-failed', '2 1 1 1', 'AWS has a fault'],
      InternalServerException: [1, 'partly-failed', '2 1 1 1', 'AWS has a fault'],
    }),
    'throttled for a while': call.does(throttled, [0, '', '3 1 1 0', ''], 3),
    throttled: call.does(throttled, [1, 'partly-failed', '2 1 1 1', 'AWS asked to slow down']),
    'wrong JSON types': call.does({ kind: 'wrong-types' }, [0, '', '3 1 1 0', '']),
    'accepted without effect': call.does({ kind: 'accept-without-effect' }, [
      1,
      'partly-failed',
      '2 1 1 1',
      'A change could not be proven',
    ]),
  },
}
