import { AwsCallUnderFault, READ, readRefusals, throttled } from '../aws-call.ts'
import type { FaultyCall } from '../fault-case.ts'

const call = new AwsCallUnderFault({ on: { operation: READ }, after: 1 })

export const verificationRead: FaultyCall = {
  call: 'DescribeWorkspaceImagePermissions, the proof',
  hit: call.hit,
  own: {
    ...call.refusals(readRefusals),
    'throttled for a while': call.does(throttled, 3),
    throttled: call.does(throttled),
    'wrong JSON types': call.does({ kind: 'wrong-types' }),
    'a page token that repeats': call.does({ kind: 'repeat-token' }),
    'endless pages': call.does({ kind: 'endless-pages' }),
    'stale for three reads': call.does({ kind: 'stale' }, 3),
    stale: {
      arrange: (fixture) => {
        fixture.isStale = true
        fixture.aws.inject({ do: { kind: 'stale' } })
      },
    },
  },
}
