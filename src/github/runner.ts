import * as core from '@actions/core'
import { readInputTexts, type InputTexts } from '../input/input-texts.ts'
import type { JobEnvironment } from '../input/sign-in.ts'
import type { Annotation } from '../report/annotations.ts'
import type { RunnerPort } from '../run.ts'
import { harmless } from './log-text.ts'
import { readTextFile } from './workspace-files.ts'

/** GitHub's runner: where the inputs come from, and where log, outputs, summary and annotations go. */
export class ActionsRunner implements RunnerPort {
  readonly inputs: InputTexts = readInputTexts((name) => core.getInput(name))
  readonly environment: JobEnvironment = readEnvironment()
  readonly #masks = new Set<string>()
  #grouped = false

  info(line: string): void {
    core.info(harmless(line))
  }

  group(title: string): void {
    this.endGroup()
    core.startGroup(harmless(title))
    this.#grouped = true
  }

  endGroup(): void {
    if (this.#grouped) core.endGroup()
    this.#grouped = false
  }

  mask(secret: string): void {
    core.setSecret(secret)
    this.#masks.add(secret)
  }

  /** The text as the runner would show it: without what was masked. */
  hidden(text: string): string {
    return [...this.#masks].reduce((shown, secret) => shown.replaceAll(secret, '***'), text)
  }

  annotate({ level, title, message, where }: Annotation): void {
    const text = message.split('\n').map(harmless).join('\n')
    const place =
      where === undefined ? {} : { file: where.file, startLine: where.line, startColumn: where.column }
    const properties = { title: harmless(title), ...place }
    if (level === 'error') core.error(text, properties)
    else core.warning(text, properties)
  }

  async readTextFile(path: string): Promise<string> {
    return readTextFile(path, process.env['GITHUB_WORKSPACE'] ?? process.cwd())
  }

  saveState(name: string, value: string): void {
    core.saveState(name, value)
  }

  setOutput(name: string, value: string): void {
    core.setOutput(name, value.toWellFormed())
  }

  /** Writes the job summary; without a summary file (older GitHub Enterprise Servers) it goes to the log instead. */
  async writeSummary(markdown: string): Promise<void> {
    try {
      await core.summary.addRaw(markdown.toWellFormed(), true).write()
    } catch (error) {
      core.debug(`no summary file: ${String(error)}`)
      this.group('Report (this server has no job summaries)')
      for (const line of markdown.split('\n')) this.info(line)
      this.endGroup()
    }
  }

  fail(sentence: string): void {
    core.setFailed(harmless(sentence))
  }
}

function readEnvironment(): JobEnvironment {
  const { env } = process
  return {
    awsRegion: env['AWS_REGION'] ?? '',
    awsDefaultRegion: env['AWS_DEFAULT_REGION'] ?? '',
    repository: env['GITHUB_REPOSITORY'] ?? '',
    runId: env['GITHUB_RUN_ID'] ?? '',
  }
}
