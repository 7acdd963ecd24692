import type { FaultAction } from '../../../sandbox/aws/aws.ts'
import { AwsCallUnderFault, WRITE } from '../aws-call.ts'
import { refusal } from '../fault-case.ts'
import { everyNetworkFault } from '../network-faults.ts'
import type { JobEndCall, JobEndFault } from './job-end-case.ts'
import {
  firstAttemptsWhenTold,
  readsLate,
  readsShowBefore,
  sharesWhenTold,
  takeEffect,
  takeEffectAtRead,
} from './late.ts'

const call = new AwsCallUnderFault({ on: { operation: WRITE } })
const lost: FaultAction = { kind: 'http', status: 302 }

/** What comes too late, to be met by a step with `temporary` and by one with `undo-on-failure` besides. */
const lateness: Readonly<Record<string, JobEndFault>> = {
  "late reads, until the job's end": {
    arrange: (fixture) => {
      fixture.isStale = true
      readsShowBefore(fixture)
    },
  },
  'late reads, for ever': {
    arrange: (fixture) => {
      fixture.isStale = true
      readsShowBefore(fixture)
    },
    beforeEnd: readsShowBefore,
  },
  'takes effect between the step and the end of the job': {
    arrange: (fixture) => sharesWhenTold(fixture, lost),
    beforeEnd: takeEffect,
  },
  "takes effect at the first read of the job's end": {
    arrange: (fixture) => sharesWhenTold(fixture, lost),
    beforeEnd: (fixture) => takeEffectAtRead(fixture, 0),
  },
  "takes effect at the third read of the job's end": {
    arrange: (fixture) => sharesWhenTold(fixture, lost),
    beforeEnd: (fixture) => takeEffectAtRead(fixture, 2),
  },
  "takes effect at the job's end, which no read shows": {
    arrange: (fixture) => sharesWhenTold(fixture, lost),
    beforeEnd: (fixture) => {
      takeEffectAtRead(fixture, 1)
      readsShowBefore(fixture)
    },
  },
  "an attempt before the accepted one takes effect at the job's end": {
    arrange: firstAttemptsWhenTold,
    beforeEnd: (fixture) => takeEffectAtRead(fixture, 1),
  },
  "cancelled, takes effect at the second read of the job's end": {
    arrange: (fixture, cancel) => sharesWhenTold(fixture, { kind: 'hang' }, cancel),
    grace: { interrupt: 6900, terminate: 100 },
    beforeEnd: (fixture) => takeEffectAtRead(fixture, 1),
  },
  "killed, takes effect at the second read of the job's end": {
    arrange: (fixture, cancel) => sharesWhenTold(fixture, { kind: 'hang' }, cancel),
    grace: { interrupt: 1, terminate: 1 },
    beforeEnd: (fixture) => takeEffectAtRead(fixture, 1),
  },
}

export const stepShares: JobEndCall = {
  call: 'UpdateWorkspaceImagePermission, the shares of a temporary step',
  faults: {
    ...everyNetworkFault(call.hit),
    ...call.refusals(['AccessDeniedException']),
    throttled: call.throttled(),
    'accepted without effect': call.does({ kind: 'accept-without-effect' }),
    ...lateness,
    "late reads at the job's end, three of them": {
      beforeEnd: (fixture) => readsLate(fixture, 3),
    },
    "late reads at the job's end, for ever": {
      beforeEnd: readsLate,
    },
  },
}

/** The same for a step that undoes what it did, as one of its shares is refused. */
export const undoneShares: JobEndCall = {
  call: 'UpdateWorkspaceImagePermission, the shares of a temporary step that are undone',
  faults: undone(lateness),
}

/** Returns the faults for a step that undoes what it did, as one of its shares is refused. */
export function undone(faults: Readonly<Record<string, JobEndFault>>): Record<string, JobEndFault> {
  const all = Object.entries(faults).map(([name, { arrange, ...others }]): [string, JobEndFault] => [
    name,
    {
      ...others,
      arrange: (fixture, cancel) => {
        const [, , refused = ''] = fixture.wanted
        fixture.inputs['undo-on-failure'] = 'true'
        fixture.aws.inject({ on: { account: refused }, do: refusal('InvalidParameterValuesException') })
        arrange?.(fixture, cancel)
      },
    },
  ])
  return Object.fromEntries(all)
}
