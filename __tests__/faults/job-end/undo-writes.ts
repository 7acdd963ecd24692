import { AwsCallUnderFault, WRITE } from '../aws-call.ts'
import { refusal } from '../fault-case.ts'
import { networkFaults, type NetworkFault } from '../network-faults.ts'
import { everyNetworkFault, type JobEndCall, type JobEndFault, type JobEnding } from './job-end-case.ts'
import { readsShowBefore } from './late.ts'
import { undoes } from './step-shares.ts'

const call = new AwsCallUnderFault(() => ({
  on: { operation: WRITE, where: ({ AllowCopyImage }) => AllowCopyImage === false },
}))
const failed: JobEnding = [1, 0, 'nobody', '']

const hit = (fault: NetworkFault, ends: JobEnding): JobEndFault => ({
  arrange: (fixture) => {
    undoes(fixture)
    call.hit(fixture, fault)
  },
  ends,
})

export const undoWrites: JobEndCall = {
  call: 'UpdateWorkspaceImagePermission, the two that undo a temporary step',
  faults: {
    ...everyNetworkFault(hit, networkFaults, failed),
    ...Object.fromEntries(
      ['AccessDeniedException', 'InvalidParameterValuesException', 'ResourceNotFoundException'].map(
        (name): [string, JobEndFault] => [
          name,
          {
            arrange: (fixture) => {
              undoes(fixture)
              fixture.aws.inject({
                on: { where: ({ AllowCopyImage }) => AllowCopyImage === false },
                do: refusal(name),
              })
            },
            ends: failed,
          },
        ],
      ),
    ),
    'status 302, and late reads': {
      arrange: (fixture) => {
        fixture.isStale = true
        undoes(fixture)
        readsShowBefore(fixture)
        call.hit(fixture, networkFaults['status 302'])
      },
      beforeEnd: readsShowBefore,
      ends: failed,
    },
  },
}
