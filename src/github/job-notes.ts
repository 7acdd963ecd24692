import { randomUUID } from 'node:crypto'
import { lstatSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folderName = 'share-workspaces-image'
// Records are shorter. Every step of the job may put something into the folder; what is longer is not read.
const longestNote = 64 * 1024
const mostNotes = 100

/**
 * Notes from one step of a job to the next, in the folder that the runner empties before and after each job
 * (`RUNNER_TEMP`). They are a courtesy: what can't be written or read isn't there. Nothing may rest on what they say.
 */
export class JobNotes {
  readonly #folder: string | undefined
  readonly #own = randomUUID()

  /** @param temporary `RUNNER_TEMP`; where there is none, there are no notes */
  constructor(temporary: string | undefined) {
    this.#folder = temporary ? join(temporary, folderName) : undefined
  }

  /**
   * Leaves a note; a later one takes its place.
   * @throws Error where the folder or the file can't be written
   */
  leave(text: string): void {
    if (this.#folder === undefined) return
    mkdirSync(this.#folder, { recursive: true })
    writeFileSync(join(this.#folder, this.#own), text)
  }

  /** What others left, in no order. Links, folders and long files are passed over. */
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
    // The read of a pipe would never end, and a link may lead to one.
    return file.isFile() && file.size <= longestNote ? readFileSync(path, 'utf8') : undefined
  } catch {
    return undefined
  }
}
