import { propertyOf } from '../property-of.ts'
import { readFileSync, statSync } from 'node:fs'

// GitHub's own limit for an event's payload is 25 MB.
const mostMebibytes = 32

/** An event's payload, or why it can't be read: a clause that follows a colon. */
export type EventReading =
  { readonly kind: 'read'; readonly payload: object } | { readonly kind: 'unread'; readonly why: string }

/**
 * The file of the event that started the run, which the runner names in GITHUB_EVENT_PATH. An earlier step may have
 * changed it, so it may hold anything.
 */
export class EventFile {
  readonly #path = process.env['GITHUB_EVENT_PATH'] ?? ''

  /** Reads the file; if the runner names none, the payload is empty. */
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
   * Hides the file from a module while it loads: GitHub's toolkit reads the file when it loads, throws if that isn't
   * JSON, and prints if there is none.
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
