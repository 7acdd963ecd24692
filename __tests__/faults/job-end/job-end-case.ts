import type { CancelGrace } from '../../../sandbox/runner/process.ts'
import type { NetworkFault, NetworkFaultName } from '../network-faults.ts'
import type { FaultFixture } from '../fault-fixture.ts'

/**
 * How a job ends whose step shared for its time: the exit codes of the step and of the job's end, who can still copy the
 * image, and the titles of the annotations of the job's end.
 */
export type JobEnding = readonly [step: number, end: 0 | 1, left: string, title: string]

/** What goes wrong in such a job. */
export interface JobEndFault {
  /** Arranges it before the step; what cancels the step may be called in the course of it. All faults end with the step. */
  readonly arrange?: (fixture: FaultFixture, cancel: () => void) => void
  /** Arranges it after the step, before the job's end. */
  readonly beforeEnd?: (fixture: FaultFixture) => void
  /** How long the step has from SIGINT to SIGTERM, and from there until it is killed. */
  readonly grace?: CancelGrace
  readonly ends: JobEnding
}

/** A call of such a job, and how the job ends under everything that can happen to it. */
export interface JobEndCall {
  readonly call: string
  readonly faults: Readonly<Record<string, JobEndFault>>
}

/** One fault of one call. */
export interface JobEndCase extends JobEndFault {
  readonly call: string
  readonly fault: string
}

/** How a job ends under every fault of the network: alike, but for those named. */
export function everyNetworkFault(
  hit: (fault: NetworkFault, ends: JobEnding) => JobEndFault,
  faults: Readonly<Record<NetworkFaultName, NetworkFault>>,
  ends: JobEnding,
  but: Partial<Record<NetworkFaultName, JobEnding>> = {},
): Record<string, JobEndFault> {
  const others: Readonly<Record<string, JobEnding>> = but
  return Object.fromEntries(
    Object.entries(faults).map(([name, fault]) => [name, hit(fault, others[name] ?? ends)]),
  )
}
