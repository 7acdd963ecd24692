import { AwsCallUnderFault, writeRefusals } from '../aws-call.ts'
import type { FaultyCall } from '../fault-case.ts'
import { WANTED } from '../fault-fixture.ts'

const [, account = ''] = WANTED
const call = new AwsCallUnderFault({ on: { account } })

export const oneWrite: FaultyCall = {
  call: 'UpdateWorkspaceImagePermission, one of four',
  hit: call.hit,
  own: {
    ...call.refusals(writeRefusals),
    ...call.oddAnswers(),
    'accepted without effect': call.does({ kind: 'accept-without-effect' }),
  },
}
