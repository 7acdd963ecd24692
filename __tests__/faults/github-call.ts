import type { Misbehaviour } from '../../sandbox/http/delivery.ts'
import type { InjectedFault } from './fault-case.ts'
import type { NetworkFault } from './network-faults.ts'
import type { FaultFixture } from './fault-fixture.ts'

/** A call to GitHub that faults can be let loose on. */
export class GitHubCallUnderFault {
  readonly #path: string
  readonly #after: number

  /**
   * @param path a part of its path
   * @param after how many calls of this path go before it
   */
  constructor(path: string, after = 0) {
    this.#path = path
    this.#after = after
  }

  /** Lets something happen to the call on its way. */
  readonly hit = (fixture: FaultFixture, fault: NetworkFault): void => {
    fixture.github.inject({ path: this.#path, after: this.#after, ...fault })
  }

  /** GitHub refuses with one of these statuses: always (`403`) or once (`403, once`). */
  answers(names: readonly string[]): Record<string, InjectedFault> {
    const faults = names.map((name): [string, InjectedFault] => {
      const [status = '', once] = name.split(', ')
      const fault = { do: jsonAnswer(Number(status), { message: `Refused (${status})` }) }
      return [`status ${name}, JSON`, this.#does(once === undefined ? fault : { ...fault, times: 1 })]
    })
    return Object.fromEntries(faults)
  }

  /** GitHub, or something in its place, answers this and does nothing. */
  says(body: unknown, status = 200): InjectedFault {
    return this.#does({ do: jsonAnswer(status, body) })
  }

  #does(fault: NetworkFault): InjectedFault {
    return { arrange: (fixture) => this.hit(fixture, fault) }
  }
}

function jsonAnswer(status: number, body: unknown): Misbehaviour {
  return { kind: 'http', status, contentType: 'application/json', body: JSON.stringify(body) }
}
