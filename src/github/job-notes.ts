import { randomUUID } from 'node:crypto'
import { lstatSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folderName = 'share-workspaces-image'
// Records are shorter. Every step of the job may write to the folder; longer files are not read.
const longestNote = 64 * 1024
const mostNotes = 100

/**
 * Notes from one step of a job to the next, in the folder that the runner empties before and after each job
 * (`RUNNER_TEMP`). They are best effort: a note that can't be written or read is missing. No code may rely on them.
 */
export class JobNotes {
  readonly #folder: string | undefined
  readonly #own = randomUUID()

  /** @param temporary `RUNNER_TEMP`; without it there are no notes */
  constructor(temporary: string | undefined) {
    this.#folder = temporary ? join(temporary, folderName) : undefined
  }

  /**
   * Leaves a note; a later one replaces it.
   * @throws Error if the folder or the file can't be written
   */
  leave(text: string): void {
    if (this.#folder === undefined) return
    mkdirSync(this.#folder, { recursive: true })
    writeFileSync(join(this.#folder, this.#own), text)
  }

  /** Reads the notes, in no order. Skips links, folders and long files. */
  read(): readonly string[] {
    const folder = this.#folder
    if (folder === undefined) return []
    return namesIn(folder)
      .slice(0, mostNotes)
      .flatMap((name) => textOf(join(folder, name)) ?? [])
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function textOf(path: string): string | undefined {
  try {
    const file = lstatSync(path)
    // Reading a pipe would never end, and a link may lead to one.
    return file.isFile() && file.size <= longestNote ? readFileSync(path, 'utf8') : undefined
  } catch {
    return undefined
  }
}
