import type { FaultAction } from '../../../sandbox/aws/aws.ts'
import { AwsCallUnderFault, throttled, WRITE } from '../aws-call.ts'
import { refusal } from '../fault-case.ts'
import { networkFaults } from '../network-faults.ts'
import type { FaultFixture } from '../fault-fixture.ts'
import { everyNetworkFault, type JobEndCall, type JobEndFault, type JobEnding } from './job-end-case.ts'
import {
  firstAttemptsWhenTold,
  readsLate,
  readsShowBefore,
  sharesWhenTold,
  takeEffect,
  takeEffectAtRead,
} from './late.ts'

const call = new AwsCallUnderFault(() => ({ on: { operation: WRITE } }))
const lost: FaultAction = { kind: 'http', status: 302 }
const failed: JobEnding = [1, 0, 'nobody', '']
const shared: JobEnding = [0, 0, 'nobody', '']

const does = (action: FaultAction, ends: JobEnding): JobEndFault => ({
  arrange: (fixture) => fixture.aws.inject({ on: { operation: WRITE }, do: action }),
  ends,
})

/** What comes too late, to be met by a step with `temporary` and by one with `undo-on-failure` besides. */
export const lateness: Readonly<Record<string, JobEndFault>> = {
  "late reads, until the job's end": {
    arrange: (fixture) => {
      fixture.isStale = true
      readsShowBefore(fixture)
    },
    ends: failed,
  },
  'late reads, for ever': {
    arrange: (fixture) => {
      fixture.isStale = true
      readsShowBefore(fixture)
    },
    beforeEnd: readsShowBefore,
    ends: failed,
  },
  'takes effect between the step and the end of the job': {
    arrange: (fixture) => sharesWhenTold(fixture, lost),
    beforeEnd: takeEffect,
    ends: failed,
  },
  "takes effect at the first read of the job's end": {
    arrange: (fixture) => sharesWhenTold(fixture, lost),
    beforeEnd: (fixture) => takeEffectAtRead(fixture, 0),
    ends: failed,
  },
  "takes effect at the third read of the job's end": {
    arrange: (fixture) => sharesWhenTold(fixture, lost),
    beforeEnd: (fixture) => takeEffectAtRead(fixture, 2),
    ends: failed,
  },
  "takes effect at the job's end, which no read shows": {
    arrange: (fixture) => sharesWhenTold(fixture, lost),
    beforeEnd: (fixture) => {
      takeEffectAtRead(fixture, 1)
      readsShowBefore(fixture)
    },
    ends: failed,
  },
  "an attempt before the accepted one takes effect at the job's end": {
    arrange: firstAttemptsWhenTold,
    beforeEnd: (fixture) => takeEffectAtRead(fixture, 1),
    ends: shared,
  },
  "cancelled, takes effect at the second read of the job's end": {
    arrange: (fixture, cancel) => sharesWhenTold(fixture, { kind: 'hang' }, cancel),
    grace: { interrupt: 6900, terminate: 100 },
    beforeEnd: (fixture) => takeEffectAtRead(fixture, 1),
    ends: failed,
  },
  "killed, takes effect at the second read of the job's end": {
    arrange: (fixture, cancel) => sharesWhenTold(fixture, { kind: 'hang' }, cancel),
    grace: { interrupt: 1, terminate: 1 },
    beforeEnd: (fixture) => takeEffectAtRead(fixture, 1),
    ends: [137, 0, 'nobody', ''],
  },
}

export const stepShares: JobEndCall = {
  call: 'UpdateWorkspaceImagePermission, the shares of a temporary step',
  faults: {
    ...everyNetworkFault(
      (fault, ends) => ({ arrange: (fixture) => call.hit(fixture, fault), ends }),
      networkFaults,
      failed,
      {
        'status 503, once': shared,
        'wrong content type': shared,
        'reset before it arrives, once': shared,
        'reset after it took effect, once': shared,
        'reset after it took effect': shared,
        'body cut, once': shared,
        'body cut': shared,
        'hang, once': shared,
        'hang after it took effect': shared,
        'slow-loris, once': shared,
        'slow-loris': shared,
      },
    ),
    AccessDeniedException: does(refusal('AccessDeniedException'), failed),
    throttled: does(throttled, failed),
    'accepted without effect': does({ kind: 'accept-without-effect' }, failed),
    ...lateness,
    "late reads at the job's end, three of them": {
      beforeEnd: (fixture) => readsLate(fixture, 3),
      ends: shared,
    },
    "late reads at the job's end, for ever": {
      beforeEnd: readsLate,
      ends: [0, 1, 'nobody', 'A change could not be proven'],
    },
  },
}

/** The same for a step that undoes what it did, as one of its shares is refused. */
export const undoneShares: JobEndCall = {
  call: 'UpdateWorkspaceImagePermission, the shares of a temporary step that are undone',
  faults: Object.fromEntries(Object.entries(lateness).map(([name, fault]) => [name, undone(fault)])),
}

function undone({ arrange, ends: [step, ...others], ...fault }: JobEndFault): JobEndFault {
  return {
    ...fault,
    arrange: (fixture, cancel) => {
      undoes(fixture)
      arrange?.(fixture, cancel)
    },
    // One of its shares is refused.
    ends: [Math.max(step, 1), ...others],
  }
}

/** Makes one share fail, so that the others are taken back. */
export function undoes(fixture: FaultFixture): void {
  const [, , refused = ''] = fixture.wanted
  fixture.inputs['undo-on-failure'] = 'true'
  fixture.aws.inject({ on: { account: refused }, do: refusal('InvalidParameterValuesException') })
}
