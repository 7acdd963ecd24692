import { propertyOf } from '../property-of.ts'
import { readFileSync, statSync } from 'node:fs'

// GitHub's own limit for what an event says is 25 MB.
const mostMebibytes = 32

/** What an event says, or why that can't be read: a clause, to follow a colon. */
export type EventReading =
  { readonly kind: 'read'; readonly payload: object } | { readonly kind: 'unread'; readonly why: string }

/**
 * The file that says what started the run, which the runner names in GITHUB_EVENT_PATH. A step before may have changed
 * it, so it may hold anything.
 */
export class EventFile {
  readonly #path = process.env['GITHUB_EVENT_PATH'] ?? ''

  /** Reads the file; without one to read, the event says nothing. */
  read(): EventReading {
    if (this.#path === '') return { kind: 'read', payload: {} }
    try {
      const stats = statSync(this.#path)
      if (!stats.isFile()) return unread('it is no file')
      if (stats.size > mostMebibytes * 1024 * 1024) return unread(`it has more than ${mostMebibytes} MiB`)
      return parse(readFileSync(this.#path, 'utf8'))
    } catch (error) {
      return unread(
        propertyOf(error, 'code') === 'ENOENT' ? 'there is no such file' : 'the runner may not read it',
      )
    }
  }

  /**
   * Hides the file from what is loaded: GitHub's toolkit reads it as soon as it is loaded, throws where that isn't JSON,
   * and prints where there is none.
   */
  async hiddenFrom<Module>(load: () => Promise<Module>): Promise<Module> {
    delete process.env['GITHUB_EVENT_PATH']
    try {
      return await load()
    } finally {
      if (this.#path !== '') process.env['GITHUB_EVENT_PATH'] = this.#path
    }
  }
}

function parse(text: string): EventReading {
  let payload: unknown
  try {
    payload = JSON.parse(text)
  } catch {
    return unread('it is not JSON')
  }
  return typeof payload === 'object' && payload !== null && !Array.isArray(payload)
    ? { kind: 'read', payload }
    : unread('it holds no JSON object')
}

function unread(why: string): EventReading {
  return { kind: 'unread', why }
}
