import { AwsCallUnderFault, WRITE } from '../aws-call.ts'
import { everyNetworkFault, networkFaults } from '../network-faults.ts'
import type { JobEndCall } from './job-end-case.ts'
import { readsShowBefore } from './late.ts'
import { undone } from './step-shares.ts'

const call = new AwsCallUnderFault({
  on: { operation: WRITE, where: ({ AllowCopyImage }) => AllowCopyImage === false },
})

export const undoWrites: JobEndCall = {
  call: 'UpdateWorkspaceImagePermission, the two that undo a temporary step',
  faults: undone({
    ...everyNetworkFault(call.hit),
    ...call.refusals([
      'AccessDeniedException',
      'InvalidParameterValuesException',
      'ResourceNotFoundException',
    ]),
    'status 302, and late reads': {
      arrange: (fixture) => {
        fixture.isStale = true
        readsShowBefore(fixture)
        call.hit(fixture, networkFaults['status 302'])
      },
      beforeEnd: readsShowBefore,
    },
  }),
}
