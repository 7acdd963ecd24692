import { AwsCallUnderFault, WRITE } from '../aws-call.ts'
import { refusal } from '../cell.ts'
import { networkFaults, type NetworkFault } from '../network-faults.ts'
import { everyNetworkFault, type JobEndCall, type JobEndFault, type JobEnding } from './job-end-cell.ts'
import { readsShowBefore } from './late.ts'
import { undoes } from './step-shares.ts'

const call = new AwsCallUnderFault(() => ({
  on: { operation: WRITE, where: ({ AllowCopyImage }) => AllowCopyImage === false },
}))
const failed: JobEnding = [1, 0, 'nobody', '']

const hit = (fault: NetworkFault, ends: JobEnding): JobEndFault => ({
  arrange: (scene) => {
    undoes(scene)
    call.hit(scene, fault)
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
            arrange: (scene) => {
              undoes(scene)
              scene.aws.inject({
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
      arrange: (scene) => {
        scene.isStale = true
        undoes(scene)
        readsShowBefore(scene)
        call.hit(scene, networkFaults['status 302'])
      },
      beforeEnd: readsShowBefore,
      ends: failed,
    },
  },
}
