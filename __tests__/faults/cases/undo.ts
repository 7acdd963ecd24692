import { lateEffect } from '../../../sandbox/aws/aws.ts'
import { AwsCallUnderFault, READ, WRITE, writeRefusals } from '../aws-call.ts'
import type { FaultyCall } from '../fault-case.ts'
import { WANTED } from '../fault-fixture.ts'

const [first = '', second = ''] = WANTED
// One read before the writes, one after them, and the first of the undo.
const secondReadOfUndo = { on: { operation: READ }, after: 3 }
const call = new AwsCallUnderFault({ on: { operation: WRITE }, after: 4 })

export const undo: FaultyCall = {
  call: 'UpdateWorkspaceImagePermission, the three that undo',
  prepare: (fixture) => {
    fixture.inputs['undo-on-failure'] = 'true'
    fixture.aws.inject({
      on: { account: first },
      do: { kind: 'error', name: 'InvalidParameterValuesException' },
    })
  },
  hit: call.hit,
  own: {
    ...call.refusals(writeRefusals),
    ...call.oddAnswers(),
    'a share takes effect while it is undone': {
      arrange: (fixture) => {
        const when = new Promise<void>((resolve) => {
          fixture.aws.inject({ ...secondReadOfUndo, times: 1, do: { kind: 'meanwhile', happens: resolve } })
        })
        fixture.aws.inject({
          on: { account: second },
          times: 1,
          do: lateEffect(when, { kind: 'http', status: 302 }),
        })
      },
      hasHappened: ({ aws }) =>
        aws.calls.filter(({ operation }) => operation === READ).length > secondReadOfUndo.after,
    },
    'late reads, of the proof too': {
      arrange: (fixture) => {
        fixture.isStale = true
        fixture.aws.inject({ do: { kind: 'stale' } })
      },
    },
    'accepted without effect': call.does({ kind: 'accept-without-effect' }),
  },
}
