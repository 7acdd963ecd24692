import type { CancelGrace } from '../../../sandbox/runner/process.ts'
import type { InjectedFault } from '../fault-case.ts'
import type { FaultFixture } from '../fault-fixture.ts'

/** What goes wrong in a job whose step shared for its time. */
export interface JobEndFault {
  /** Arranges it before the step; what cancels the step may be called in the course of it. All faults end with the step. */
  readonly arrange?: (fixture: FaultFixture, cancel: () => void) => void
  /** Arranges it after the step, before the job's end. */
  readonly beforeEnd?: (fixture: FaultFixture) => void
  /** Arguments of Node for the step and the job's end. */
  readonly nodeArguments?: readonly string[]
  /** How long the step has from SIGINT to SIGTERM, and from there until it is killed. */
  readonly grace?: CancelGrace
}

/** A call of such a job, and what can happen to it. docs/faults.md says how the job ends. */
export interface JobEndCall {
  readonly call: string
  readonly faults: Readonly<Record<string, JobEndFault>>
}

/** One fault of one call. */
export interface JobEndCase extends JobEndFault {
  readonly call: string
  readonly fault: string
}

/** Returns faults that happen only at the job's end. */
export function atJobEnd(faults: Readonly<Record<string, InjectedFault>>): Record<string, JobEndFault> {
  return Object.fromEntries(
    Object.entries(faults).map(([name, { arrange, ...others }]) => [name, { ...others, beforeEnd: arrange }]),
  )
}
