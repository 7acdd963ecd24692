import type { Annotation, StepResult } from '../runner/job.ts'

/** A writer to a terminal, with emphasis if the terminal supports it. */
export class Screen {
  readonly #out: NodeJS.WriteStream

  constructor(out: NodeJS.WriteStream) {
    this.#out = out
    // The reader is gone, because the terminal was closed or of `| head`. The run has to complete anyway.
    out.on('error', () => {})
  }

  line(text = ''): void {
    this.#out.write(`${text}\n`)
  }

  title(text: string): void {
    this.line()
    this.line(this.#out.isTTY ? `\u001B[1m${text}\u001B[0m` : `== ${text}`)
  }

  /** Shows the outputs, the annotations and the summary of a step. */
  show(result: StepResult): void {
    this.title('Outputs')
    for (const [name, value] of Object.entries(result.outputs)) {
      if (name !== 'report') this.line(`${name}=${value}`)
    }
    this.title('Annotations')
    this.#annotations(result)
    if (result.annotations.length === 0) this.line('none')
    this.title('Job summary (Markdown)')
    this.line(result.summary.trimEnd())
    this.title(`The step's conclusion: ${ending(result)}`)
  }

  /** Shows the result of the job's end. It has no outputs, and usually nothing to do. */
  showEnd(result: StepResult): void {
    if (result.annotations.length > 0) {
      this.title('Annotations of the post step')
      this.#annotations(result)
    }
    if (result.summary !== '') {
      this.title('Job summary of the post step (Markdown)')
      this.line(result.summary.trimEnd())
    }
    this.title(`The post step's conclusion: ${ending(result)}`)
  }

  #annotations({ annotations }: StepResult): void {
    for (const annotation of annotations) {
      this.line(heading(annotation))
      for (const line of annotation.message.split('\n')) this.line(`  ${line}`)
    }
  }
}

function heading({ level, title, file, line, column }: Annotation): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  return `${level}: ${title ?? ''}${place === '' ? '' : ` (${place})`}`
}

function ending({ conclusion, exitCode }: StepResult): string {
  return `${conclusion} (exit code ${exitCode})`
}
