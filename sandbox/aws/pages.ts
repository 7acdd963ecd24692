import { randomBytes } from 'node:crypto'
import type { AwsError } from './aws-error.ts'

/** The position at which a list continues. */
interface Cursor {
  /** The listed collection. A token of one list is invalid for another. */
  readonly scope: string
  /** The key of the last item shown. */
  readonly after: string
  /** Whether the list started with a stale read, and so continues with one. */
  readonly stale: boolean
  /** The number of earlier pages. */
  readonly shown: number
}

/** The behaviour of a list's tokens. */
export type Tokens = 'honest' | 'repeat' | 'endless'

/** The requested part of a list. */
export interface PageRequest {
  readonly scope: string
  readonly token: string | undefined
  /** The most items per page. */
  readonly size: number
  /** The numbers of items in the successive pages, if smaller; the last applies to all later pages. */
  readonly sizes?: readonly number[]
  readonly stale: boolean
  readonly tokens: Tokens
}

/** Returns lists page by page, under tokens that are opaque to the caller. */
export class Pages {
  readonly #cursors = new Map<string, Cursor>()
  readonly #invalidToken: () => AwsError

  /** @param invalidToken returns the service's error for a token that it didn't issue for the list */
  constructor(invalidToken: () => AwsError) {
    this.#invalidToken = invalidToken
  }

  /**
   * Returns the requested page of the list from `items`, which returns the stale or the current list.
   *
   * @throws {AwsError} for a token that this list never issued
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
