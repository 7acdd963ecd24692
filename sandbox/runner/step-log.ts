import { annotationsPerLevel, messageLimit } from './annotations.ts'
import type { Annotation, Level, Place } from './annotations.ts'
import type { Masks } from './masks.ts'

const labels: Record<Level, string> = { error: 'Error: ', warning: 'Warning: ', notice: 'Notice: ' }

/** A step's log as GitHub shows it, and its annotations. Everything is masked when it is added. */
export class StepLog {
  readonly lines: string[] = []
  readonly annotations: Annotation[] = []
  droppedAnnotations = 0
  readonly #masks: Masks
  readonly #showDebug: boolean
  readonly #onLine: (line: string) => void

  constructor(masks: Masks, showDebug: boolean, onLine: (line: string) => void) {
    this.#masks = masks
    this.#showDebug = showDebug
    this.#onLine = onLine
  }

  /** Adds text. A text with line ends becomes several lines. */
  output(text: string): void {
    for (const line of this.#masks.apply(text).split(/\r\n|\n|\r/)) {
      this.lines.push(line)
      this.#onLine(line)
    }
  }

  /** Adds a folded group's title, shown as `▸ title`. Lines in a group are not indented, and its end shows nothing. */
  group(title: string): void {
    this.output(`▸ ${title}`)
  }

  /** Adds `##[debug]` lines, which are shown only in a job that was re-run with debug logging. */
  debug(text: string): void {
    if (this.#showDebug) for (const line of text.split(/\r?\n/)) this.output(`##[debug]${line}`)
  }

  /**
   * Adds an annotation and its line. The message is masked, then cut; the title is kept as it is, as on the runner. The
   * log shows annotations beyond the tenth of a level, but the run's page doesn't.
   */
  issue(level: Level, message: string, at: Place = {}): void {
    const masked = this.#masks.apply(message).slice(0, messageLimit)
    const sameLevel = this.annotations.filter((annotation) => annotation.level === level)
    if (sameLevel.length < annotationsPerLevel) this.annotations.push({ level, message: masked, ...at })
    else this.droppedAnnotations += 1
    if (masked !== '') this.output(labels[level] + masked)
  }
}
