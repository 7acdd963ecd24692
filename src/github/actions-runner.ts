import * as core from '@actions/core'
import { readAwsVariables } from '../input/aws-variables.ts'
import { readInputTexts, type InputTexts } from '../input/input-texts.ts'
import type { JobEnvironment } from '../input/read-sign-in.ts'
import type { Annotation, Runner } from '../ports/runner.ts'
import { JobNotes } from './job-notes.ts'
import { escapeForLog } from '../report/escape-for-log.ts'
import { Secrets } from './redaction.ts'
import { readTextFile } from './workspace-files.ts'

/** GitHub's runner: the source of the inputs, and the target of log, outputs, summary and annotations. */
export class ActionsRunner implements Runner {
  readonly inputs: InputTexts = readInputTexts(readInput)
  readonly environment: JobEnvironment = readEnvironment()
  /** The secrets to redact everywhere. Account ids are redacted only on request, and never in outputs. */
  readonly secrets = new Secrets()
  readonly #masks = new Set<string>()
  readonly #notes = new JobNotes(process.env['RUNNER_TEMP'])
  #grouped = false
  #find: (text: string) => readonly string[] = () => []

  info(line: string): void {
    core.info(this.#line(line))
  }

  /** Logs a line that only runs with debug logging show. */
  debug(text: string): void {
    core.debug(this.#line(text))
  }

  group(title: string): void {
    this.endGroup()
    core.startGroup(this.#line(title))
    this.#grouped = true
  }

  endGroup(): void {
    if (this.#grouped) core.endGroup()
    this.#grouped = false
  }

  mask(text: string): void {
    core.setSecret(text)
    this.#masks.add(text)
  }

  maskFound(find: (text: string) => readonly string[]): void {
    this.#find = find
  }

  /** Redacts masked texts, as the runner would. */
  redact(text: string): string {
    const known = this.#searched(this.secrets.redact(text))
    // Longest first: one mask may be a part of another.
    const masks = [...this.#masks].toSorted((one, other) => other.length - one.length)
    return masks.reduce((shown, mask) => shown.replaceAll(mask, '***'), known)
  }

  annotate({ level, title, message, where }: Annotation): void {
    const lines = this.secrets.redact(message).split('\n').map(escapeForLog)
    const text = this.#searched(lines.join('\n'))
    // The runner masks messages, not properties.
    const place =
      where === undefined
        ? {}
        : { file: this.redact(where.file), startLine: where.line, startColumn: where.column }
    const properties = { title: this.#line(title), ...place }
    if (level === 'error') core.error(text, properties)
    else core.warning(text, properties)
  }

  async readTextFile(path: string): Promise<string> {
    return readTextFile(path, process.env['GITHUB_WORKSPACE'] ?? process.cwd())
  }

  saveState(name: string, value: string): void {
    core.saveState(name, value)
  }

  leaveNote(text: string): void {
    try {
      this.#notes.leave(text)
    } catch (error) {
      this.debug(`no note for later steps: ${String(error)}`)
    }
  }

  readNotes(): readonly string[] {
    return this.#notes.read()
  }

  setOutput(name: string, value: string): void {
    core.setOutput(name, this.secrets.redact(value).toWellFormed())
  }

  /** Writes the job summary, or logs it if there is no summary file (older GitHub Enterprise Servers). */
  async writeSummary(markdown: string): Promise<void> {
    try {
      await core.summary.addRaw(this.#searched(this.secrets.redact(markdown)).toWellFormed(), true).write()
    } catch (error) {
      this.debug(`no summary file: ${String(error)}`)
      this.group('Report (this server has no job summaries)')
      for (const line of markdown.split('\n')) this.info(line)
      this.endGroup()
    }
  }

  fail(sentence: string): void {
    core.setFailed(this.#line(sentence))
  }

  #line(text: string): string {
    return this.#searched(escapeForLog(this.secrets.redact(text)))
  }

  /** Masks what is found in a text, and returns the text. */
  #searched(text: string): string {
    for (const found of this.#find(text)) if (!this.#masks.has(found)) this.mask(found)
    return text
  }
}

/** Reads the text of one input; `''` if it is not given. */
export function readInput(name: string): string {
  return core.getInput(name)
}

function readEnvironment(): JobEnvironment {
  const { env } = process
  return {
    awsRegion: env['AWS_REGION'] ?? '',
    awsDefaultRegion: env['AWS_DEFAULT_REGION'] ?? '',
    aws: readAwsVariables((name) => env[name] ?? ''),
    repository: env['GITHUB_REPOSITORY'] ?? '',
    runId: env['GITHUB_RUN_ID'] ?? '',
    eventName: env['GITHUB_EVENT_NAME'] ?? '',
  }
}
