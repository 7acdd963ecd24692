import type { GitHubToken } from './tokens.ts'

/** The repository of the sandbox's GitHub. */
export const REPOSITORY = 'octo-org/golden-images'

/** A request to GitHub's REST API, with its identity. */
export interface RestRequest {
  readonly token: GitHubToken
  /** The URL without query. */
  readonly url: string
  readonly query: URLSearchParams
  readonly body: Readonly<Record<string, unknown>>
}

/** An API response: a status, a JSON body, and additional headers. */
export interface ApiAnswer {
  status: number
  body: unknown
  headers?: Readonly<Record<string, string>>
}

export const NOT_FOUND: ApiAnswer = { status: 404, body: { message: 'Not Found' } }

/** Returns GitHub's error for input that breaks a rule. */
export function invalid(resource: string, field: string, message: string): ApiAnswer {
  const errors = [{ resource, code: 'custom', field, message }]
  return { status: 422, body: { message: 'Validation Failed', errors } }
}

/** Returns GitHub's error for an unknown commit. */
export function noCommit(sha: string): ApiAnswer {
  return { status: 422, body: { message: `No commit found for SHA: ${sha}` } }
}

/**
 * Returns the requested page, of 30 items by default and at most 100, with its neighbours in `Link`.
 *
 * https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export function cutPage({ url, query }: RestRequest, items: readonly unknown[]): ApiAnswer {
  const size = Math.min(100, positive(query.get('per_page')) ?? 30)
  const page = positive(query.get('page')) ?? 1
  const last = Math.max(1, Math.ceil(items.length / size))
  const link = (rel: string, target: number): string => {
    const parameters = new URLSearchParams(query)
    parameters.set('page', String(target))
    return `<${url}?${parameters.toString()}>; rel="${rel}"`
  }
  const links = [
    ...(page > 1 ? [link('prev', page - 1), link('first', 1)] : []),
    ...(page < last ? [link('next', page + 1), link('last', last)] : []),
  ]
  const headers = links.length === 0 ? {} : { link: links.join(', ') }
  return { status: 200, body: items.slice((page - 1) * size, page * size), headers }
}

function positive(text: string | null): number | undefined {
  const number = Number(text ?? '')
  return Number.isInteger(number) && number > 0 ? number : undefined
}

/** Returns the text of a member, or `undefined` if it is not a text. */
export function textIn(body: Readonly<Record<string, unknown>>, member: string): string | undefined {
  const value = body[member]
  return typeof value === 'string' ? value : undefined
}

/** Parses a JSON body. An empty body, or one that is not an object, has no members. */
export function parse(body: string): Record<string, unknown> {
  if (body === '') return {}
  const value: unknown = JSON.parse(body)
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}
