import { applyThen, type Fault, type FaultAction } from '../../sandbox/aws/aws.ts'
import type { Ending, OwnFault } from './fault-case.ts'
import type { NetworkFault } from './network-faults.ts'
import type { FaultFixture } from './fault-fixture.ts'

/** A call to AWS that faults can be let loose on. */
export class AwsCallUnderFault {
  readonly #on: (fixture: FaultFixture) => Pick<Fault, 'on' | 'after'>

  /** @param on which call of the run it is */
  constructor(on: (fixture: FaultFixture) => Pick<Fault, 'on' | 'after'>) {
    this.#on = on
  }

  /** Lets something happen to the call on its way. */
  readonly hit = (fixture: FaultFixture, { do: action, times, late = false }: NetworkFault): void => {
    this.#inject(fixture, late ? applyThen(action) : action, times)
  }

  /** AWS answers with an error, always. */
  refusals(endings: Readonly<Record<string, Ending>>): Record<string, OwnFault> {
    const faults = Object.entries(endings).map(([name, ends]): [string, OwnFault] => [
      name,
      this.does({ kind: 'error', name }, ends),
    ])
    return Object.fromEntries(faults)
  }

  /** Something else happens within AWS; for ever, unless told how many times. */
  does(action: FaultAction, ends: Ending, times?: number): OwnFault {
    return { arrange: (fixture) => this.#inject(fixture, action, times), ends }
  }

  #inject(fixture: FaultFixture, action: FaultAction, times?: number): void {
    fixture.aws.inject({ ...this.#on(fixture), ...(times === undefined ? {} : { times }), do: action })
  }
}

export const throttled: FaultAction = { kind: 'error', name: 'ThrottlingException' }
export const WRITE = 'UpdateWorkspaceImagePermission'
export const READ = 'DescribeWorkspaceImagePermissions'
export const LOOK = 'DescribeWorkspaceImages'
