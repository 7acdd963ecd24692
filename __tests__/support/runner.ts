import type { InputTexts } from '../../src/input/input-texts.ts'
import type { JobEnvironment } from '../../src/input/read-sign-in.ts'
import type { Annotation, Runner } from '../../src/ports/runner.ts'
import { ProblemError } from '../../src/sharing/problem.ts'
import { job, textsOf } from './input-texts.ts'

/** A runner that keeps all it is told, in order. */
export class RecordingRunner implements Runner {
  readonly inputs: InputTexts
  readonly environment: JobEnvironment
  /** Everything in the order it came: `info ...`, `group ...`, `end`, `mask ...`, `error ...`, `output ...`, `summary`, `fail ...`. */
  readonly recorded: string[] = []
  readonly annotations: Annotation[] = []
  readonly outputs = new Map<string, string>()
  readonly state = new Map<string, string>()
  /** What this step left for later ones. */
  note: string | undefined
  /** What earlier steps left. */
  readonly notes: string[] = []
  /** The files of the workspace, by their paths. */
  readonly files = new Map<string, string>()
  summary = ''
  #find: (text: string) => readonly string[] = () => []

  constructor(inputs: InputTexts = textsOf({}), environment: JobEnvironment = job) {
    this.inputs = inputs
    this.environment = environment
  }

  /** The lines of the log, without groups. */
  get lines(): readonly string[] {
    return this.having('info ')
  }

  get groups(): readonly string[] {
    return this.having('group ')
  }

  get masked(): readonly string[] {
    return this.having('mask ')
  }

  /** The sentences the step failed with. */
  get failures(): readonly string[] {
    return this.having('fail ')
  }

  info(line: string): void {
    this.#search(line)
    this.recorded.push(`info ${line}`)
  }

  group(title: string): void {
    this.#search(title)
    this.recorded.push(`group ${title}`)
  }

  endGroup(): void {
    this.recorded.push('end')
  }

  mask(secret: string): void {
    this.recorded.push(`mask ${secret}`)
  }

  maskFound(find: (text: string) => readonly string[]): void {
    this.#find = find
  }

  redact(text: string): string {
    this.#search(text)
    const masks = this.masked.toSorted((one, other) => other.length - one.length)
    return masks.reduce((shown, secret) => shown.replaceAll(secret, '***'), text)
  }

  annotate(annotation: Annotation): void {
    this.#search(annotation.message)
    this.recorded.push(`${annotation.level} ${annotation.title}`)
    this.annotations.push(annotation)
  }

  async readTextFile(path: string): Promise<string> {
    const text = this.files.get(path)
    if (text !== undefined) return Promise.resolve(text)
    const message = `In memory: there is no ${path}.`
    return Promise.reject(new ProblemError({ reason: 'invalid-policy', message, remedy: 'Add it.' }))
  }

  saveState(name: string, value: string): void {
    this.recorded.push(`state ${name}`)
    this.state.set(name, value)
  }

  leaveNote(text: string): void {
    this.note = text
  }

  readNotes(): readonly string[] {
    return this.notes
  }

  setOutput(name: string, value: string): void {
    this.recorded.push(`output ${name}`)
    this.outputs.set(name, value)
  }

  async writeSummary(markdown: string): Promise<void> {
    this.#search(markdown)
    this.recorded.push('summary')
    this.summary = markdown
    return Promise.resolve()
  }

  fail(sentence: string): void {
    this.#search(sentence)
    this.recorded.push(`fail ${sentence}`)
  }

  #search(text: string): void {
    for (const found of this.#find(text)) if (!this.masked.includes(found)) this.mask(found)
  }

  private having(prefix: string): readonly string[] {
    return this.recorded.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length))
  }
}
