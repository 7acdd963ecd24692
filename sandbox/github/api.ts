import type { ApiAnswer, PullRequestComments } from './pull-request-comments.ts'

/** A request to GitHub's API. */
export interface ApiRequest {
  method: string
  /** Without query. A GitHub Enterprise Server's API lives below /api/v3, its GraphQL at /api/graphql. */
  path: string
  body: string
}

const commentsOf = /^(?:\/api\/v3)?\/repos\/[^/]+\/[^/]+\/issues\/(?<pullRequest>[0-9]+)\/comments$/
const commentById = /^(?:\/api\/v3)?\/repos\/[^/]+\/[^/]+\/issues\/comments\/(?<id>[0-9]+)$/

/** Answers what the sandbox knows of GitHub's API: reading, writing and removing comments of pull requests. */
export function answerApi({ method, path, body }: ApiRequest, comments: PullRequestComments): ApiAnswer {
  if (method === 'POST' && /^(?:\/api)?\/graphql$/.test(path)) {
    return comments.query(fieldOf(parse(body), 'variables'))
  }
  const text = textOf(parse(body)['body'])
  const pullRequest = commentsOf.exec(path)?.groups?.['pullRequest']
  if (method === 'POST' && pullRequest !== undefined) return comments.create(Number(pullRequest), text)
  const id = commentById.exec(path)?.groups?.['id']
  if (method === 'PATCH' && id !== undefined) return comments.update(Number(id), text)
  if (method === 'DELETE' && id !== undefined) return comments.remove(Number(id))
  return { status: 404, body: { message: 'Not Found' } }
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
