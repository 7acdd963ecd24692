import { AwsCallUnderFault, throttled, writeRefusals } from '../aws-call.ts'
import type { FaultyCall } from '../fault-case.ts'
import { WANTED } from '../fault-fixture.ts'

const [, account = ''] = WANTED
const call = new AwsCallUnderFault({ on: { account } })

export const oneWrite: FaultyCall = {
  call: 'UpdateWorkspaceImagePermission, one of four',
  hit: call.hit,
  own: {
    ...call.refusals(writeRefusals),
    'throttled for a while': call.does(throttled, 3),
    throttled: call.does(throttled),
    'wrong JSON types': call.does({ kind: 'wrong-types' }),
    'accepted without effect': call.does({ kind: 'accept-without-effect' }),
  },
}
