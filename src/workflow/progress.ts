import type { Clock } from '../ports/clock.ts'
import type { Journal } from '../ports/log.ts'
import { spoken } from './wait-for-images.ts'

const quietMilliseconds = 10_000

/** Says on a long run, every ten seconds at most, how much is done, at what rate, and how long it still takes. */
export class Progress {
  readonly #total: number
  readonly #clock: Clock
  readonly #journal: Journal
  readonly #started: number
  #done = 0
  #lastSaid: number

  constructor(total: number, clock: Clock, journal: Journal) {
    this.#total = total
    this.#clock = clock
    this.#journal = journal
    this.#started = clock.now()
    this.#lastSaid = this.#started
  }

  /** Counts one more as done. */
  advance(): void {
    this.#done += 1
    const now = this.#clock.now()
    if (now - this.#lastSaid < quietMilliseconds || this.#done === this.#total) return
    this.#lastSaid = now
    const perSecond = (this.#done * 1000) / (now - this.#started)
    const left = ((this.#total - this.#done) / perSecond) * 1000
    this.#journal.info(
      `${this.#done} of ${this.#total} changes sent, ${perSecond.toFixed(1)} a second, about ${spoken(left)} left.`,
    )
  }
}
