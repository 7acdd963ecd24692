import { AwsCallUnderFault, READ, throttled } from '../aws-call.ts'
import { everyNetworkFault } from '../network-faults.ts'
import { atJobEnd, type JobEndCall } from './job-end-case.ts'

const call = new AwsCallUnderFault({ on: { operation: READ } })

export const endReads: JobEndCall = {
  call: "DescribeWorkspaceImagePermissions, at the job's end",
  faults: atJobEnd({
    ...everyNetworkFault(call.hit),
    ...call.refusals([
      'AccessDeniedException',
      'InvalidParameterValuesException',
      'ResourceNotFoundException',
      'ExpiredTokenException',
      'InternalServerException',
    ]),
    'throttled for a while': call.does(throttled, 3),
    throttled: call.does(throttled),
    'wrong JSON types': call.does({ kind: 'wrong-types' }),
    'a page token that repeats': call.does({ kind: 'repeat-token' }),
    'endless pages': call.does({ kind: 'endless-pages' }),
  }),
}
