import type { GitHubToken } from './tokens.ts'

/** The repository of the sandbox's GitHub. */
export const REPOSITORY = 'octo-org/golden-images'

/** A request to GitHub's REST API, once it is known who makes it. */
export interface RestRequest {
  readonly token: GitHubToken
  /** The address without query. */
  readonly url: string
  readonly query: URLSearchParams
  readonly body: Readonly<Record<string, unknown>>
}

/** An answer of the API: a status, a JSON body, and headers besides the usual ones. */
export interface ApiAnswer {
  status: number
  body: unknown
  headers?: Readonly<Record<string, string>>
}

export const NOT_FOUND: ApiAnswer = { status: 404, body: { message: 'Not Found' } }

/** GitHub's answer to input that breaks a rule. */
export function invalid(resource: string, field: string, message: string): ApiAnswer {
  const errors = [{ resource, code: 'custom', field, message }]
  return { status: 422, body: { message: 'Validation Failed', errors } }
}

/** GitHub's answer to a commit that isn't there. */
export function noCommit(sha: string): ApiAnswer {
  return { status: 422, body: { message: `No commit found for SHA: ${sha}` } }
}

/**
 * Cuts the page that is asked for, 30 items unless more are, 100 at most, and names its neighbours in `Link`.
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

/** The text of a member; `undefined` when it is none. */
export function textIn(body: Readonly<Record<string, unknown>>, member: string): string | undefined {
  const value = body[member]
  return typeof value === 'string' ? value : undefined
}

/** Reads a JSON body; an empty one, and one that is no object, has no members. */
export function parse(body: string): Record<string, unknown> {
  if (body === '') return {}
  const value: unknown = JSON.parse(body)
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}
