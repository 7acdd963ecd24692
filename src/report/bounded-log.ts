import type { Log } from '../ports/log.ts'
import { count } from '../sharing/count.ts'

// Five lists of a run may be as long: the plan, what is sent, read back and undone, and the problems. Together they stay
// below 10 MB, more than a browser shows at ease. 45,000 accounts without names are shown in full.
const mostCharacters = 1_900_000
// All but control characters, which are shown by their numbers, and the sign that begins old commands.
const plain = /[ -"$-~]+/g
const longestShown = 8
const groupMarks = 24

/** One list in the log. It ends where it becomes too long for people, with a count of the lines that are left out. */
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

  /** Starts a group; ends the one before it. */
  group(title: string): void {
    if (this.#hasRoomFor(title, groupMarks)) this.#log.group(title)
  }

  /** Says at the list's end how much of it is left out. */
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
