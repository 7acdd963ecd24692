import type { Misbehaviour } from '../../sandbox/http/delivery.ts'
import type { Ending, OwnFault } from './fault-case.ts'
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

  /** GitHub refuses with a status (`403`), always or `once`. */
  answers(endings: Readonly<Record<string, Ending>>): Record<string, OwnFault> {
    const faults = Object.entries(endings).map(([name, ends]): [string, OwnFault] => {
      const [status = '', once] = name.split(', ')
      const fault = { do: jsonAnswer(Number(status), { message: `Refused (${status})` }) }
      const arrange = (fixture: FaultFixture): void =>
        this.hit(fixture, once === undefined ? fault : { ...fault, times: 1 })
      return [`status ${name}, JSON`, { arrange, ends }]
    })
    return Object.fromEntries(faults)
  }

  /** GitHub, or something in its place, answers this and does nothing. */
  says(fixture: FaultFixture, body: unknown, status = 200): void {
    this.hit(fixture, { do: jsonAnswer(status, body) })
  }
}

function jsonAnswer(status: number, body: unknown): Misbehaviour {
  return { kind: 'http', status, contentType: 'application/json', body: JSON.stringify(body) }
}
