import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import { formatDuration } from './wait-while-pending.ts'

const quietMilliseconds = 10_000

/** The progress log of a long run: every ten seconds at most, the changes done, their rate, and the time left. */
export class Progress {
  readonly #total: number
  readonly #clock: Clock
  readonly #log: Log
  readonly #started: number
  #done = 0
  #lastSaid: number

  constructor(total: number, clock: Clock, log: Log) {
    this.#total = total
    this.#clock = clock
    this.#log = log
    this.#started = clock.now()
    this.#lastSaid = this.#started
  }

  /** Counts one more change as done. */
  advance(): void {
    this.#done += 1
    const now = this.#clock.now()
    if (now - this.#lastSaid < quietMilliseconds || this.#done === this.#total) return
    this.#lastSaid = now
    const perSecond = (this.#done * 1000) / (now - this.#started)
    const left = ((this.#total - this.#done) / perSecond) * 1000
    this.#log.info(
      `${this.#done} of ${this.#total} changes sent, ${perSecond.toFixed(1)} a second, about ${formatDuration(left)} left.`,
    )
  }
}
