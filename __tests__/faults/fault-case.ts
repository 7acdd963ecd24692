import type { FaultAction } from '../../sandbox/aws/aws.ts'
import type { NetworkFault } from './network-faults.ts'
import type { FaultFixture } from './fault-fixture.ts'

/** What every fixture has: the AWS that a fault is injected into. */
export type WithAws = Pick<FaultFixture, 'aws'>

/** A fault that is ready as soon as it is injected. */
export interface InjectedFault<Fixture = FaultFixture> {
  readonly arrange: (fixture: Fixture) => void
  /** Arguments of Node for a run that meets it. */
  readonly nodeArguments?: readonly string[]
}

/** A fault that only some calls can meet. */
export interface OwnFault {
  readonly arrange: (fixture: FaultFixture) => void | Promise<void>
  /** Arguments of Node for a run that meets it. */
  readonly nodeArguments?: readonly string[]
  /** Returns whether it has happened at all. Only a fault that may not happen has it. */
  readonly hasHappened?: (fixture: FaultFixture) => boolean
}

/** A call of a run, and what can happen to it. Every fault of the network can. docs/faults.md says how the run ends. */
export interface FaultyCall {
  readonly call: string
  /** The call has no effect that could outlive a lost answer. */
  readonly onlyReads?: true
  /** Changes the run so that it makes this call. */
  readonly prepare?: (fixture: FaultFixture) => void
  /** Lets a fault happen to this call alone. */
  readonly hit: (fixture: FaultFixture, fault: NetworkFault) => void
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
