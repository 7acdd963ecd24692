import type { FaultAction } from '../../../sandbox/aws/aws.ts'
import { AwsCallUnderFault, throttled, WRITE } from '../aws-call.ts'
import { refusal } from '../fault-case.ts'
import { networkFaults } from '../network-faults.ts'
import { NEW } from '../fault-fixture.ts'
import { everyNetworkFault, type JobEndCall, type JobEndFault, type JobEnding } from './job-end-case.ts'

const call = new AwsCallUnderFault(() => ({ on: { operation: WRITE } }))
const unshared: JobEnding = [0, 0, 'nobody', '']
const left = (title: string): JobEnding => [0, 1, NEW.join(', '), title]
const unreachable = 'AWS could not be reached'
const uncertain: JobEnding = [0, 1, 'nobody', unreachable]

const does = (action: FaultAction, ends: JobEnding, times = Number.POSITIVE_INFINITY): JobEndFault => ({
  beforeEnd: (fixture) => fixture.aws.inject({ on: { operation: WRITE }, times, do: action }),
  ends,
})
const refusals: Readonly<Record<string, string>> = {
  AccessDeniedException: 'An AWS permission is missing',
  InvalidParameterValuesException: 'The inputs have mistakes',
  OperationNotSupportedException: 'AWS does not support this',
  ResourceNotFoundException: 'Image not found',
  ResourceUnavailableException: 'The image is not AVAILABLE',
  ExpiredTokenException: 'No valid AWS credentials',
  UnrecognizedClientException: 'No valid AWS credentials',
  InvalidSignatureException: 'No valid AWS credentials',
  ValidationException: 'The inputs have mistakes',
  OptInRequired: 'AWS does not support this',
  ServiceUnavailableException: 'AWS has a fault',
  InternalServerException: 'AWS has a fault',
}

export const endUnshares: JobEndCall = {
  call: "UpdateWorkspaceImagePermission, the unshares at the job's end",
  faults: {
    ...everyNetworkFault(
      (fault, ends) => ({ beforeEnd: (fixture) => call.hit(fixture, fault), ends }),
      networkFaults,
      left('AWS has a fault'),
      {
        'status 503, once': unshared,
        'status 200, HTML': left(unreachable),
        'status 302': left(unreachable),
        'wrong content type': unshared,
        'reset before it arrives, once': unshared,
        'reset before it arrives': left(unreachable),
        'reset after it took effect, once': unshared,
        'reset after it took effect': uncertain,
        'body cut, once': unshared,
        'body cut': uncertain,
        'hang, once': unshared,
        hang: left(unreachable),
        'hang after it took effect': uncertain,
        'slow-loris, once': unshared,
        'slow-loris': uncertain,
      },
    ),
    ...Object.fromEntries(
      Object.entries(refusals).map(([name, title]) => [name, does(refusal(name), left(title))]),
    ),
    'throttled for a while': does(throttled, unshared, 3),
    throttled: does(throttled, left('AWS asked to slow down')),
    'wrong JSON types': does({ kind: 'wrong-types' }, unshared),
    'accepted without effect': does({ kind: 'accept-without-effect' }, left('A change could not be proven')),
    ...Object.fromEntries(
      ['InvalidParameterValuesException', 'ResourceNotFoundException'].map((name): [string, JobEndFault] => [
        `${name}, as nobody can copy the image any more`,
        {
          beforeEnd: (fixture) => {
            fixture.meanwhile({ operation: WRITE }, (recipients) =>
              recipients.filter((account) => !NEW.includes(account)),
            )
            fixture.aws.inject({ on: { operation: WRITE }, do: refusal(name) })
          },
          ends: unshared,
        },
      ]),
    ),
  },
}
