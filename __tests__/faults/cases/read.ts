import { AwsCallUnderFault, READ, readRefusals } from '../aws-call.ts'
import type { FaultyCall } from '../fault-case.ts'

const call = new AwsCallUnderFault({ on: { operation: READ } })

export const read: FaultyCall = {
  call: 'DescribeWorkspaceImagePermissions, before the writes',
  onlyReads: true,
  hit: call.hit,
  own: {
    ...call.refusals(readRefusals),
    ...call.oddPages(),
  },
}
