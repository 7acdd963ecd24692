import { AwsCallUnderFault, READ, readRefusals } from '../aws-call.ts'
import type { FaultyCall } from '../fault-case.ts'

const call = new AwsCallUnderFault({ on: { operation: READ }, after: 1 })

export const verificationRead: FaultyCall = {
  call: 'DescribeWorkspaceImagePermissions, the proof',
  onlyReads: true,
  hit: call.hit,
  own: {
    ...call.refusals(readRefusals),
    ...call.oddPages(),
    'stale for three reads': call.does({ kind: 'stale' }, 3),
    stale: {
      arrange: (fixture) => {
        fixture.isStale = true
        fixture.aws.inject({ do: { kind: 'stale' } })
      },
    },
  },
}
