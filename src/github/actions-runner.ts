import * as core from '@actions/core'
import { readAwsVariables } from '../input/aws-variables.ts'
import { readInputTexts, type InputTexts } from '../input/input-texts.ts'
import type { JobEnvironment } from '../input/read-sign-in.ts'
import type { Annotation, Runner } from '../ports/runner.ts'
import { JobNotes } from './job-notes.ts'
import { escapeForLog } from './escape-for-log.ts'
import { Secrets } from './redaction.ts'
import { readTextFile } from './workspace-files.ts'

/** GitHub's runner: where the inputs come from, and where log, outputs, summary and annotations go. */
export class ActionsRunner implements Runner {
  readonly inputs: InputTexts = readInputTexts((name) => core.getInput(name))
  readonly environment: JobEnvironment = readEnvironment()
  /** What is shown nowhere. Account ids are hidden where that is asked for, and never in outputs. */
  readonly secrets = new Secrets()
  readonly #masks = new Set<string>()
  readonly #notes = new JobNotes(process.env['RUNNER_TEMP'])
  #grouped = false

  info(line: string): void {
    core.info(this.#line(line))
  }

  /** A line that only runs with debug logging show. */
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

  /** The text as the runner would show it: without what was masked. */
  redact(text: string): string {
    // The longest first: one mask may be a part of another.
    const masks = [...this.#masks].toSorted((one, other) => other.length - one.length)
    return masks.reduce((shown, mask) => shown.replaceAll(mask, '***'), this.secrets.redact(text))
  }

  annotate({ level, title, message, where }: Annotation): void {
    const text = this.secrets.redact(message).split('\n').map(escapeForLog).join('\n')
    const place =
      where === undefined ? {} : { file: where.file, startLine: where.line, startColumn: where.column }
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

  /** Writes the job summary; without a summary file (older GitHub Enterprise Servers) it goes to the log instead. */
  async writeSummary(markdown: string): Promise<void> {
    try {
      await core.summary.addRaw(this.secrets.redact(markdown).toWellFormed(), true).write()
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
    return escapeForLog(this.secrets.redact(text))
  }
}

function readEnvironment(): JobEnvironment {
  const { env } = process
  return {
    awsRegion: env['AWS_REGION'] ?? '',
    awsDefaultRegion: env['AWS_DEFAULT_REGION'] ?? '',
    aws: readAwsVariables((name) => env[name] ?? ''),
    repository: env['GITHUB_REPOSITORY'] ?? '',
    runId: env['GITHUB_RUN_ID'] ?? '',
  }
}
