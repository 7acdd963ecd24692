import type { StepResult } from '../runner/job.ts'

/** Writes to a terminal, with emphasis where the terminal can show it. */
export class Screen {
  readonly #out: NodeJS.WriteStream

  constructor(out: NodeJS.WriteStream) {
    this.#out = out
  }

  line(text = ''): void {
    this.#out.write(`${text}\n`)
  }

  title(text: string): void {
    this.line()
    this.line(this.#out.isTTY ? `\u001B[1m${text}\u001B[0m` : `== ${text}`)
  }

  /** The outputs, the annotations and the summary of a step. */
  show(result: StepResult): void {
    this.title('Outputs')
    for (const [name, value] of Object.entries(result.outputs)) {
      if (name !== 'report') this.line(`${name}=${value}`)
    }
    this.title('Annotations')
    for (const { level, title, message } of result.annotations) {
      this.line(`${level}: ${title ?? ''}`)
      for (const line of message.split('\n')) this.line(`  ${line}`)
    }
    if (result.annotations.length === 0) this.line('none')
    this.title('Job summary (Markdown)')
    this.line(result.summary.trimEnd())
    this.title(`The step's conclusion: ${result.conclusion} (exit code ${result.exitCode})`)
  }
}
