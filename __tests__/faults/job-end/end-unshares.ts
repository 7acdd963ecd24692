import { AwsCallUnderFault, WRITE, writeRefusals } from '../aws-call.ts'
import { refusal, type InjectedFault } from '../fault-case.ts'
import { NEW } from '../fault-fixture.ts'
import { everyNetworkFault } from '../network-faults.ts'
import { atJobEnd, type JobEndCall } from './job-end-case.ts'

const call = new AwsCallUnderFault({ on: { operation: WRITE } })

export const endUnshares: JobEndCall = {
  call: "UpdateWorkspaceImagePermission, the unshares at the job's end",
  faults: atJobEnd({
    ...everyNetworkFault(call.hit),
    ...call.refusals(writeRefusals),
    ...call.oddAnswers(),
    'accepted without effect': call.does({ kind: 'accept-without-effect' }),
    ...Object.fromEntries(
      ['InvalidParameterValuesException', 'ResourceNotFoundException'].map(
        (name): [string, InjectedFault] => [
          `${name}, as nobody can copy the image any more`,
          {
            arrange: (fixture) => {
              fixture.meanwhile({ operation: WRITE }, (recipients) =>
                recipients.filter((account) => !NEW.includes(account)),
              )
              call.does(refusal(name)).arrange(fixture)
            },
          },
        ],
      ),
    ),
  }),
}
