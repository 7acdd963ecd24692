import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { filePairs } from './files.ts'
import type { StepRecord } from './record.ts'

/** The most bytes of summary that the runner uploads for a step. */
const summaryLimit = 1024 * 1024

const kinds = ['path', 'env', 'step_summary', 'state', 'output'] as const
type Kind = (typeof kinds)[number]

/** The files through which a step communicates with the runner, fresh and empty for each step. */
export class StepFiles {
  readonly #paths: Record<Kind, string>

  private constructor(paths: Record<Kind, string>) {
    this.#paths = paths
  }

  /** Creates the files; `id` identifies the step within the job. */
  static async create(folder: string, id: string): Promise<StepFiles> {
    const path = (kind: Kind): string => join(folder, `${kind}_${id}`)
    const paths = {
      path: path('path'),
      env: path('env'),
      step_summary: path('step_summary'),
      state: path('state'),
      output: path('output'),
    }
    await mkdir(folder, { recursive: true })
    await Promise.all(kinds.map((kind) => writeFile(paths[kind], '')))
    return new StepFiles(paths)
  }

  /** Returns the variables that name the files, such as `GITHUB_OUTPUT`. */
  variables(): Record<string, string> {
    return Object.fromEntries(kinds.map((kind) => [`GITHUB_${kind.toUpperCase()}`, this.#paths[kind]]))
  }

  /** Reads the files the step wrote, in the runner's order. A file with an invalid line fails the step. */
  async collect(record: StepRecord): Promise<void> {
    for (const kind of kinds) {
      try {
        const bytes = await read(this.#paths[kind])
        if (kind === 'step_summary') summarize(bytes, record)
        else collectors[kind](utf8(bytes), record)
      } catch (cause) {
        record.fail(`Unable to process file command '${kind}' successfully.`, cause)
      }
    }
  }
}

const collectors: Record<Exclude<Kind, 'step_summary'>, (text: string, record: StepRecord) => void> = {
  path: (text, record) => {
    record.path.push(...text.split(/\r\n|\n|\r/).filter((line) => line !== ''))
  },
  env: (text, record) => {
    for (const [name, value] of filePairs(text)) {
      if (name.toUpperCase() === 'NODE_OPTIONS') {
        record.log.issue('error', "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.")
      } else record.environment.set(name, value)
    }
  },
  state: (text, record) => {
    for (const [name, value] of filePairs(text)) record.state.set(name, value)
  },
  output: (text, record) => {
    for (const [name, value] of filePairs(text)) {
      if (name === '') throw new Error("Value cannot be null. (Parameter 'name')")
      record.outputs.set(name, value)
    }
  },
}

/**
 * Uploads the summary line by line, masked. One byte over the limit discards all of it, which doesn't fail the step.
 */
function summarize(bytes: Buffer, record: StepRecord): void {
  if (bytes.length > summaryLimit) {
    const [limit, size] = [summaryLimit / 1024, Math.floor(bytes.length / 1024)]
    record.log.issue(
      'error',
      `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${limit}k, got ${size}k. For more information see: https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-markdown-summary`,
    )
    return
  }
  const lines = utf8(bytes).split(/\r\n|\n|\r/)
  if (lines.at(-1) === '') lines.pop()
  record.summary = lines.map((line) => `${record.masks.apply(line)}\n`).join('')
}

/** Reads a file. A file that the step removed counts as empty. */
async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return Buffer.alloc(0)
    throw cause
  }
}

/** Decodes UTF-8 without a byte order mark. Invalid bytes become U+FFFD. */
function utf8(bytes: Buffer): string {
  return new TextDecoder().decode(bytes)
}
