import type { Clock } from '../../src/ports/clock.ts'

/** A clock whose sleeps are over at once: time passes only by sleeping, or by `pass`. */
export class FakeClock implements Clock {
  /** How long each sleep was. */
  readonly sleeps: number[] = []
  #now = 1_000_000
  readonly #onSleep: (slept: number) => void
  readonly #began: number

  /**
   * @param onSleep is told how many sleeps there were, while the last one lasts
   * @param began the date at which it starts
   */
  constructor(onSleep: (sleeps: number) => void = () => {}, began = '2027-03-15T12:00:00Z') {
    this.#onSleep = onSleep
    this.#began = Date.parse(began) - this.#now
  }

  today(): Date {
    return new Date(this.#began + this.#now)
  }

  now(): number {
    return this.#now
  }

  /** Lets time pass without a sleep. */
  pass(milliseconds: number): void {
    this.#now += milliseconds
  }

  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    this.sleeps.push(milliseconds)
    this.#now += milliseconds
    this.#onSleep(this.sleeps.length)
    return Promise.resolve()
  }
}
