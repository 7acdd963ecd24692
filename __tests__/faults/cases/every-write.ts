import { AwsCallUnderFault, WRITE, writeRefusals } from '../aws-call.ts'
import type { FaultyCall, InjectedFault } from '../fault-case.ts'
import { IMAGE, REGION } from '../../support/fixture.ts'
import { HAS_IT, UNWANTED, WANTED } from '../fault-fixture.ts'

const call = new AwsCallUnderFault({ on: { operation: WRITE } })

const [first = ''] = WANTED
const STRANGER = '000000000008'

export const everyWrite: FaultyCall = {
  call: 'UpdateWorkspaceImagePermission, all four',
  hit: call.hit,
  own: {
    ...call.refusals(writeRefusals),
    ...call.oddAnswers(),
    'accepted without effect': call.does({ kind: 'accept-without-effect' }),
    'throttled by a bucket': {
      ...call.does({ kind: 'token-bucket', perSecond: 2, burst: 1 }),
      // All four are sent at once, so three find it empty; only in a run that took seconds to send them would none.
      hasHappened: ({ aws }) => aws.writes().some(({ error }) => error === 'ThrottlingException'),
    },
    'session expired after two': {
      arrange: (fixture) =>
        fixture.aws.inject({
          on: {
            operation: WRITE,
            where: ({ SharedAccountId: account }) => !WANTED.slice(0, 2).includes(String(account)),
          },
          do: { kind: 'error', name: 'ExpiredTokenException' },
        }),
    },
    'a recipient vanishes before the writes': meanwhile(without(HAS_IT)),
    'somebody else unshares first': meanwhile(without(UNWANTED)),
    'somebody else shares first': meanwhile((recipients) => [...recipients, first]),
    'somebody else shares with a stranger': meanwhile((recipients) => [...recipients, STRANGER]),
    'the image is deleted before the writes': {
      arrange: (fixture) =>
        fixture.aws.inject({
          on: { operation: WRITE },
          times: 1,
          do: { kind: 'meanwhile', happens: () => fixture.aws.removeImage(REGION, IMAGE) },
        }),
    },
  },
}

type Change = (recipients: readonly string[]) => readonly string[]

/** Who can copy the image changes just before the first write. */
function meanwhile(change: Change): InjectedFault {
  return { arrange: (fixture) => fixture.meanwhile({ operation: WRITE }, change) }
}

function without(account: string): Change {
  return (recipients) => recipients.filter((one) => one !== account)
}
