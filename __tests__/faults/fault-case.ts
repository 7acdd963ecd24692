import type { FaultAction } from '../../sandbox/aws/aws.ts'
import type { FailureReason } from '../../src/sharing/problem.ts'
import type { NetworkFault, NetworkFaultName } from './network-faults.ts'
import type { FaultFixture } from './fault-fixture.ts'

/**
 * How a run ends: the exit code, `failure-reason`, the outputs `shared-count unshared-count unchanged-count
 * failed-count`, and the titles of the annotations.
 */
export type Ending = readonly [exit: 0 | 1, reason: FailureReason | '', counts: string, title: string]

/** A fault that only some calls can meet. */
export interface OwnFault {
  readonly arrange: (fixture: FaultFixture) => void | Promise<void>
  readonly ends: Ending
  /** Whether it has happened at all, where that isn't certain. */
  readonly hasHappened?: (fixture: FaultFixture) => boolean
}

/** A call of a run, and how the run ends under everything that can happen to it. */
export interface FaultyCall {
  readonly call: string
  /** What the run has to be besides, so that it makes this call. */
  readonly prepare?: (fixture: FaultFixture) => void
  /** Lets a fault happen to this call alone. */
  readonly hit: (fixture: FaultFixture, fault: NetworkFault) => void
  readonly network: Readonly<Record<NetworkFaultName, Ending>>
  readonly own: Readonly<Record<string, OwnFault>>
}

/** One fault of one call. */
export interface FaultCase extends OwnFault {
  readonly call: string
  readonly fault: string
}

/** An error answer of AWS. */
export function refusal(name: string): FaultAction {
  return { kind: 'error', name }
}
