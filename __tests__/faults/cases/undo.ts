import { lateEffect } from '../../../sandbox/aws/aws.ts'
import { AwsCallUnderFault, READ, throttled, WRITE } from '../aws-call.ts'
import type { FaultyCall } from '../fault-case.ts'
import { WANTED } from '../fault-fixture.ts'

const [first = '', second = ''] = WANTED
// One read before the writes, one after them, and the first of the undo.
const secondReadOfUndo = { on: { operation: READ }, after: 3 }
const call = new AwsCallUnderFault(() => ({ on: { operation: WRITE }, after: 4 }))

export const undo: FaultyCall = {
  call: 'UpdateWorkspaceImagePermission, the three that undo',
  prepare: (fixture) => {
    fixture.inputs['undo-on-failure'] = 'true'
    fixture.aws.inject({
      on: { account: first },
      do: { kind: 'error', name: 'InvalidParameterValuesException' },
    })
  },
  hit: call.hit,
  network: {
    'status 500, empty': [1, 'partly-failed', '0 0 1 4', 'The inputs have mistakes; AWS has a fault'],
    'status 500, HTML': [1, 'partly-failed', '0 0 1 4', 'The inputs have mistakes; AWS has a fault'],
    'status 502, empty': [1, 'partly-failed', '0 0 1 4', 'The inputs have mistakes; AWS has a fault'],
    'status 502, HTML': [1, 'partly-failed', '0 0 1 4', 'The inputs have mistakes; AWS has a fault'],
    'status 503, empty': [1, 'partly-failed', '0 0 1 4', 'The inputs have mistakes; AWS has a fault'],
    'status 503, HTML': [1, 'partly-failed', '0 0 1 4', 'The inputs have mistakes; AWS has a fault'],
    'status 503, once': [1, 'invalid-input', '0 0 1 4', 'The inputs have mistakes'],
    'status 200, HTML': [1, 'partly-failed', '0 0 1 4', 'The inputs have mistakes; AWS could not be reached'],
    'status 302': [1, 'partly-failed', '0 0 1 4', 'The inputs have mistakes; AWS could not be reached'],
    'wrong content type': [1, 'invalid-input', '0 0 1 4', 'The inputs have mistakes'],
    'reset before it arrives, once': [1, 'invalid-input', '0 0 1 4', 'The inputs have mistakes'],
    'reset before it arrives': [
      1,
      'partly-failed',
      '0 0 1 4',
      'The inputs have mistakes; AWS could not be reached',
    ],
    'reset after it took effect, once': [1, 'invalid-input', '0 0 1 4', 'The inputs have mistakes'],
    'reset after it took effect': [
      1,
      'partly-failed',
      '0 0 1 4',
      'The inputs have mistakes; AWS could not be reached',
    ],
    'body cut, once': [1, 'invalid-input', '0 0 1 4', 'The inputs have mistakes'],
    'body cut': [1, 'partly-failed', '0 0 1 4', 'The inputs have mistakes; AWS could not be reached'],
    'hang, once': [1, 'invalid-input', '0 0 1 4', 'The inputs have mistakes'],
    hang: [1, 'partly-failed', '0 0 1 4', 'The inputs have mistakes; AWS could not be reached'],
    'hang after it took effect': [
      1,
      'partly-failed',
      '0 0 1 4',
      'The inputs have mistakes; AWS could not be reached',
    ],
    'slow-loris, once': [1, 'invalid-input', '0 0 1 4', 'The inputs have mistakes'],
    'slow-loris': [1, 'partly-failed', '0 0 1 4', 'The inputs have mistakes; AWS could not be reached'],
  },
  own: {
    ...call.refusals({
      AccessDeniedException: [
        1,
        'partly-failed',
        '0 0 1 4',
        'The inputs have mistakes; An AWS permission is missing',
      ],
      InvalidParameterValuesException: [1, 'partly-failed', '0 0 1 4', 'The inputs have mistakes'],
      OperationNotSupportedException: [
        1,
        'partly-failed',
        '0 0 1 4',
        'The inputs have mistakes; AWS does not support this',
      ],
      ResourceNotFoundException: [1, 'partly-failed', '0 0 1 4', 'The inputs have mistakes; Image not found'],
      ResourceUnavailableException: [
        1,
        'partly-failed',
        '0 0 1 4',
        'The inputs have mistakes; The image is not AVAILABLE',
      ],
      ExpiredTokenException: [
        1,
        'partly-failed',
        '0 0 1 4',
        'The inputs have mistakes; No valid AWS credentials',
      ],
      UnrecognizedClientException: [
        1,
        'partly-failed',
        '0 0 1 4',
        'The inputs have mistakes; No valid AWS credentials',
      ],
      InvalidSignatureException: [
        1,
        'partly-failed',
        '0 0 1 4',
        'The inputs have mistakes; No valid AWS credentials',
      ],
      ValidationException: [
        1,
        'partly-failed',
        '0 0 1 4',
        'The inputs have mistakes; The inputs have mistakes',
      ],
      OptInRequired: [1, 'partly-failed', '0 0 1 4', 'The inputs have mistakes; AWS does not support this'],
      ServiceUnavailableException: [
        1,
        'partly-failed',
        '0 0 1 4',
        'The inputs have mistakes; AWS has a fault',
      ],
      InternalServerException: [1, 'partly-failed', '0 0 1 4', 'The inputs have mistakes; AWS has a fault'],
    }),
    'throttled for a while': call.does(
      throttled,
      [1, 'invalid-input', '0 0 1 4', 'The inputs have mistakes'],
      3,
    ),
    throttled: call.does(throttled, [
      1,
      'partly-failed',
      '0 0 1 4',
      'The inputs have mistakes; AWS asked to slow down',
    ]),
    'wrong JSON types': call.does({ kind: 'wrong-types' }, [
      1,
      'invalid-input',
      '0 0 1 4',
      'The inputs have mistakes',
    ]),
    'a share takes effect while it is undone': {
      arrange: (fixture) => {
        const when = new Promise<void>((resolve) => {
          fixture.aws.inject({ ...secondReadOfUndo, times: 1, do: { kind: 'meanwhile', happens: resolve } })
        })
        fixture.aws.inject({
          on: { account: second },
          times: 1,
          do: lateEffect(when, { kind: 'http', status: 302 }),
        })
      },
      hasHappened: ({ aws }) =>
        aws.calls.filter(({ operation }) => operation === READ).length > secondReadOfUndo.after,
      ends: [1, 'invalid-input', '0 0 1 4', 'The inputs have mistakes; AWS could not be reached'],
    },
    'late reads, of the proof too': {
      arrange: (fixture) => {
        fixture.isStale = true
        fixture.aws.inject({ do: { kind: 'stale' } })
      },
      ends: [1, 'invalid-input', '0 0 1 4', 'The inputs have mistakes; A change could not be proven'],
    },
    'accepted without effect': call.does({ kind: 'accept-without-effect' }, [
      1,
      'partly-failed',
      '0 0 1 4',
      'The inputs have mistakes; A change could not be proven',
    ]),
  },
}
