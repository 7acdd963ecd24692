import type { ApiAnswer, PullRequestComments } from './pull-request-comments.ts'

/** A request to GitHub's API. */
export interface ApiRequest {
  method: string
  /** Without query. A GitHub Enterprise Server's API lives below /api/v3, its GraphQL at /api/graphql. */
  path: string
  body: string
}

const commentsOf = /^(?:\/api\/v3)?\/repos\/[^/]+\/[^/]+\/issues\/(?<pullRequest>[0-9]+)\/comments$/

/**
 * Answers what the sandbox knows of GitHub's API: GraphQL to read, change and remove comments of pull requests, REST to
 * make them.
 */
export function answerApi({ method, path, body }: ApiRequest, comments: PullRequestComments): ApiAnswer {
  if (method === 'POST' && /^(?:\/api)?\/graphql$/.test(path)) return answerGraphql(parse(body), comments)
  const pullRequest = commentsOf.exec(path)?.groups?.['pullRequest']
  if (method === 'POST' && pullRequest !== undefined) {
    return comments.create(Number(pullRequest), textOf(parse(body)['body']))
  }
  return { status: 404, body: { message: 'Not Found' } }
}

function answerGraphql(request: Record<string, unknown>, comments: PullRequestComments): ApiAnswer {
  const variables = fieldOf(request, 'variables')
  const input = fieldOf(variables, 'input')
  const id = textOf(input['id'])
  const operation = /^mutation[^]*?\{\s*(?<name>\w+)/.exec(textOf(request['query']))?.groups?.['name']
  if (operation === undefined) return comments.query(variables)
  if (operation === 'updateIssueComment') return comments.update(id, textOf(input['body']))
  if (operation === 'deleteIssueComment') return comments.remove(id)
  return {
    status: 200,
    body: { errors: [{ message: `Field '${operation}' doesn't exist on type 'Mutation'` }] },
  }
}

function parse(body: string): Record<string, unknown> {
  if (body === '') return {}
  const value: unknown = JSON.parse(body)
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

function fieldOf(value: Record<string, unknown>, key: string): Record<string, unknown> {
  const field = value[key]
  return typeof field === 'object' && field !== null ? Object.fromEntries(Object.entries(field)) : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
