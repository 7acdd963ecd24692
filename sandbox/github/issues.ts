import { cutPage, invalid, NOT_FOUND, REPOSITORY, textIn, type ApiAnswer, type RestRequest } from './rest.ts'
import type { Identity } from './tokens.ts'

/** An issue. */
export interface Issue {
  readonly number: number
  title: string
  body: string
  labels: readonly string[]
  state: 'open' | 'closed'
  readonly author: Identity
}

const LONGEST_BODY = 65_536

/**
 * The issues of the repository.
 *
 * https://docs.github.com/en/rest/issues/issues
 */
export class Issues {
  /** All issues, the oldest first. */
  readonly all: Issue[] = []

  /** Adds an issue by any author. Its number is higher than those of the pull requests here. */
  add(issue: Pick<Issue, 'title' | 'author'> & Partial<Issue>): Issue {
    const number = 1001 + this.all.length
    const made: Issue = { body: '', labels: [], state: 'open', ...issue, number }
    this.all.push(made)
    return made
  }

  /** GET /repos/{owner}/{repo}/issues */
  list(request: RestRequest): ApiAnswer {
    const { query } = request
    const state = query.get('state') ?? 'open'
    const labels = (query.get('labels') ?? '').split(',').filter((label) => label !== '')
    const found = this.all.filter(
      (issue) =>
        (state === 'all' || issue.state === state) && labels.every((label) => issue.labels.includes(label)),
    )
    return cutPage(
      request,
      found.toReversed().map((issue) => describe(issue)),
    )
  }

  /** POST /repos/{owner}/{repo}/issues */
  create({ token, body }: RestRequest): ApiAnswer {
    const title = textIn(body, 'title') ?? ''
    if (title === '') return invalid('Issue', 'title', 'title is missing')
    const { problem, changes } = readChanges(body)
    if (problem !== undefined) return problem
    return { status: 201, body: describe(this.add({ ...changes, title, author: token.identity })) }
  }

  /** PATCH /repos/{owner}/{repo}/issues/{issue_number} */
  update(number: number, { body }: RestRequest): ApiAnswer {
    const issue = this.all.find((one) => one.number === number)
    if (issue === undefined) return NOT_FOUND
    const { problem, changes } = readChanges(body)
    if (problem !== undefined) return problem
    return { status: 200, body: describe(Object.assign(issue, changes)) }
  }
}

type Changes = Partial<Pick<Issue, 'title' | 'body' | 'labels' | 'state'>>

function readChanges(given: RestRequest['body']): { problem?: ApiAnswer; changes: Changes } {
  const changes: Changes = {}
  const title = textIn(given, 'title')
  if (title !== undefined) changes.title = title
  const body = textIn(given, 'body')
  if (body !== undefined) changes.body = body
  const state = textIn(given, 'state')
  if (state === 'open' || state === 'closed') changes.state = state
  else if (state !== undefined)
    return { problem: invalid('Issue', 'state', 'state is not included in the list'), changes }
  const { labels } = given
  if (Array.isArray(labels)) changes.labels = labels.map(String)
  if ((body ?? '').length <= LONGEST_BODY) return { changes }
  const problem = invalid('Issue', 'body', `body is too long (maximum is ${LONGEST_BODY} characters)`)
  return { problem, changes }
}

function describe({ number, title, body, labels, state, author }: Issue): Record<string, unknown> {
  return {
    number,
    title,
    body,
    state,
    labels: labels.map((name) => ({ name })),
    user: author,
    html_url: `https://github.com/${REPOSITORY}/issues/${number}`,
  }
}
