import { AwsCallUnderFault, READ } from '../aws-call.ts'
import { everyNetworkFault } from '../network-faults.ts'
import { atJobEnd, type JobEndCall } from './job-end-case.ts'

const call = new AwsCallUnderFault({ on: { operation: READ } })

export const endReads: JobEndCall = {
  call: "DescribeWorkspaceImagePermissions, at the job's end",
  faults: atJobEnd({
    ...everyNetworkFault(call.hit, { onlyReads: true }),
    ...call.refusals([
      'AccessDeniedException',
      'InvalidParameterValuesException',
      'ResourceNotFoundException',
      'ExpiredTokenException',
      'InternalServerException',
    ]),
    ...call.oddPages(),
  }),
}
