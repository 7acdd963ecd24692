import type { FaultAction } from '../../../sandbox/aws/aws.ts'
import { AwsCallUnderFault, READ, throttled } from '../aws-call.ts'
import { refusal } from '../fault-case.ts'
import { networkFaults } from '../network-faults.ts'
import { everyNetworkFault, type JobEndCall, type JobEndFault, type JobEnding } from './job-end-case.ts'

const call = new AwsCallUnderFault(() => ({ on: { operation: READ } }))
const unshared: JobEnding = [0, 0, 'nobody', '']
const unknown: JobEnding = [0, 1, 'nobody', 'A change could not be proven']

const does = (action: FaultAction, ends: JobEnding, times = Number.POSITIVE_INFINITY): JobEndFault => ({
  beforeEnd: (fixture) => fixture.aws.inject({ on: { operation: READ }, times, do: action }),
  ends,
})

export const endReads: JobEndCall = {
  call: "DescribeWorkspaceImagePermissions, at the job's end",
  faults: {
    ...everyNetworkFault(
      (fault, ends) => ({ beforeEnd: (fixture) => call.hit(fixture, fault), ends }),
      networkFaults,
      unknown,
      {
        'status 503, once': unshared,
        'wrong content type': unshared,
        'reset before it arrives, once': unshared,
        'reset after it took effect, once': unshared,
        'body cut, once': unshared,
        'hang, once': unshared,
        'slow-loris, once': unshared,
      },
    ),
    ...Object.fromEntries(
      [
        'AccessDeniedException',
        'InvalidParameterValuesException',
        'ResourceNotFoundException',
        'ExpiredTokenException',
        'InternalServerException',
      ].map((name) => [name, does(refusal(name), unknown)]),
    ),
    'throttled for a while': does(throttled, unshared, 3),
    throttled: does(throttled, unknown),
    'wrong JSON types': does({ kind: 'wrong-types' }, unknown),
    'a page token that repeats': does({ kind: 'repeat-token' }, unknown),
    'endless pages': does({ kind: 'endless-pages' }, unknown),
  },
}
