import { LineCounter } from 'yaml'
import type { Problem } from '../../sharing/problem.ts'
import type { SourcePosition } from '../../sharing/source-position.ts'
import { pathOf, type Place } from './place.ts'

// The limit is more than a person fixes at once, and more would not fit into the outputs of a job.
const mostProblems = 1000

/**
 * The result of reading a value with a problem. Only {@link PolicyProblems.note} returns it, so a reader can't leave an
 * account out without a problem that refuses the file.
 */
export const noted: unique symbol = Symbol('noted')
/** The type of {@link noted}. */
export type Noted = typeof noted

/** The problem as a clause, and its remedy as a sentence. */
export type Words = readonly [message: string, remedy: string]

/** Collects the problems of a policy file with their lines and columns. */
export class PolicyProblems {
  readonly #found: (Problem & { readonly where: SourcePosition })[] = []
  readonly #places = new Set<string>()
  readonly #file: string
  readonly #lines: LineCounter
  readonly #end: number
  #leftOut = 0

  /** @param file path from the workspace's root */
  constructor(text: string, file: string) {
    this.#file = file
    this.#lines = linesOf(text)
    this.#end = text.trimEnd().length
  }

  /** Whether there is a problem. */
  get isAny(): boolean {
    return this.#found.length > 0
  }

  /** Whether the limit is reached; further problems are only counted. */
  get isFull(): boolean {
    return this.#found.length >= mostProblems
  }

  /** The problems from top to bottom. The last one counts those that are left out. */
  get inOrder(): readonly Problem[] {
    const sorted = this.#found.toSorted(
      ({ where: a }, { where: b }) => a.line - b.line || a.column - b.column,
    )
    const last = sorted.at(-1)
    if (last === undefined || this.#leftOut === 0) return sorted
    const message = `${this.#leftOut} more problems of this file are left out.`
    return [...sorted, { ...last, message, remedy: 'Fix those above first.' }]
  }

  /**
   * Notes a problem. A problem that many aliases repeat is noted once.
   * @param offset its position in characters
   * @param of the value whose path precedes the message
   */
  note(offset: number, [message, remedy]: Words, of?: Place): Noted {
    const place = `${offset} ${of?.key} ${message}`
    if (this.#places.has(place)) return noted
    this.#places.add(place)
    if (this.isFull) {
      this.#leftOut += 1
      return noted
    }
    const before = of === undefined ? '' : pathOf(of)
    this.#found.push({
      reason: 'invalid-policy',
      message: `${before === '' ? '' : `${before}: `}${message}.`,
      remedy,
      where: this.positionAt(offset),
    })
    return noted
  }

  /**
   * Returns a line and column. The end of the file counts as after the last character, not as an invisible last line.
   */
  positionAt(offset: number): SourcePosition {
    const { line, col } = this.#lines.linePos(Math.min(offset, this.#end))
    return { file: this.#file, line, column: col }
  }
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lines.addNewLine(end + 1)
  return lines
}
