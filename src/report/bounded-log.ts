import type { Log } from '../ports/log.ts'
import { count } from '../sharing/count.ts'

// A run may log five lists this long: plan, writes, verification, rollback and problems. Together they stay below 10
// MB, more than a browser displays comfortably. A list of 45,000 accounts without names is logged in full.
const mostCharacters = 1_900_000
// All characters except control characters, which are logged as numbers, and the first character of old commands.
const plain = /[ -"$-~]+/g
const longestShown = 8
const groupMarks = 24

/** A list in the log. It stops when it becomes too long for people, and counts the lines it leaves out. */
export class BoundedLog {
  readonly #log: Log
  #left = mostCharacters
  #leftOut = 0

  constructor(log: Log) {
    this.#log = log
  }

  /** Writes a line. */
  info(line: string): void {
    if (this.#hasRoomFor(line, 0)) this.#log.info(line)
  }

  /** Starts a group and ends the previous one. */
  group(title: string): void {
    if (this.#hasRoomFor(title, groupMarks)) this.#log.group(title)
  }

  /** Logs how many lines the list leaves out. */
  finish(): void {
    if (this.#leftOut > 0) this.#log.info(`… and ${count(this.#leftOut, 'more line')} left out of the log.`)
  }

  #hasRoomFor(line: string, marks: number): boolean {
    if (this.#leftOut === 0)
      this.#left -= line.length + longestShown * line.replaceAll(plain, '').length + marks + 1
    if (this.#left < 0) this.#leftOut += 1
    return this.#left >= 0
  }
}
