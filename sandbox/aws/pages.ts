import { randomBytes } from 'node:crypto'
import type { AwsError } from './aws-error.ts'

/** Where a list goes on. */
interface Cursor {
  /** What is being listed: a token of one list is no good for another. */
  readonly scope: string
  /** The key of the last item shown. */
  readonly after: string
  /** Whether the list began with a stale read, and so goes on with one. */
  readonly stale: boolean
  /** How many pages were shown before. */
  readonly shown: number
}

/** How the tokens of a list behave. */
export type Tokens = 'honest' | 'repeat' | 'endless'

/** What part of a list is asked for. */
export interface PageRequest {
  readonly scope: string
  readonly token: string | undefined
  /** How many items a page holds at most. */
  readonly size: number
  /** How many items each page of the list holds in turn, if fewer; the last stands for the pages that follow. */
  readonly sizes?: readonly number[]
  readonly stale: boolean
  readonly tokens: Tokens
}

/** Hands out lists page by page, under tokens that mean nothing to the caller. */
export class Pages {
  readonly #cursors = new Map<string, Cursor>()
  readonly #invalidToken: () => AwsError

  /** @param invalidToken what the service answers to a token that it never gave out for the list */
  constructor(invalidToken: () => AwsError) {
    this.#invalidToken = invalidToken
  }

  /**
   * Cuts the page out of what `items` lists; it is asked for the stale or for the true list.
   *
   * @throws {AwsError} for a token this list never gave out.
   */
  cut<T>(
    request: PageRequest,
    items: (stale: boolean) => readonly T[],
    key: (item: T) => string,
  ): { items: T[]; token: string | undefined } {
    const { scope, size, tokens } = request
    if (tokens === 'endless') {
      const first = request.token === undefined ? items(request.stale).slice(0, size) : []
      return { items: first, token: freshToken() }
    }
    if (tokens === 'repeat') {
      const token = Buffer.from(`again:${scope}`).toString('base64')
      return { items: items(request.stale).slice(0, size), token }
    }
    const cursor = this.#cursor(request)
    const rest = items(cursor.stale).filter((item) => key(item) > cursor.after)
    const most = Math.min(size, request.sizes?.[cursor.shown] ?? request.sizes?.at(-1) ?? size)
    const page = rest.slice(0, most)
    if (rest.length <= most) return { items: page, token: undefined }
    const token = freshToken()
    const last = page.at(-1)
    const after = last === undefined ? cursor.after : key(last)
    this.#cursors.set(token, { ...cursor, after, shown: cursor.shown + 1 })
    return { items: page, token }
  }

  #cursor({ scope, token, stale }: PageRequest): Cursor {
    if (token === undefined) return { scope, after: '', stale, shown: 0 }
    const cursor = this.#cursors.get(token)
    if (cursor?.scope !== scope) throw this.#invalidToken()
    return cursor
  }
}

function freshToken(): string {
  return randomBytes(48).toString('base64')
}
