import type { PullRequestComments } from './pull-request-comments.ts'
import { textIn, type ApiAnswer } from './rest.ts'
import type { GitHubToken, Identity } from './tokens.ts'

/** A request to GitHub's GraphQL API. */
export type GraphqlBody = Readonly<Record<string, unknown>>

/**
 * Answers requests to the supported part of GraphQL: the token's identity, and reading, changing and removing comments
 * of pull requests. Rejections have status 200.
 *
 * https://docs.github.com/en/graphql/reference
 */
export function answerGraphql(
  body: GraphqlBody,
  token: GitHubToken,
  comments: PullRequestComments,
): ApiAnswer {
  const query = textIn(body, 'query') ?? ''
  const variables = fieldOf(body, 'variables')
  const input = fieldOf(variables, 'input')
  const id = textIn(input, 'id') ?? ''
  const operation = /^mutation[^]*?\{\s*(?<name>\w+)/.exec(query)?.groups?.['name']
  if (operation === 'updateIssueComment') return comments.update(id, textIn(input, 'body') ?? '', token)
  if (operation === 'deleteIssueComment') return comments.remove(id, token)
  if (operation !== undefined) return noSuchField(operation, 'Mutation')
  const viewer = /\bviewer\s*\{(?<fields>[^}]*)\}/.exec(query)?.groups?.['fields']
  return viewer === undefined ? comments.query(variables, token) : answerViewer(viewer, token.identity)
}

/** `viewer` is a `User` for every kind of token. An app's login ends with `[bot]`. */
function answerViewer(asked: string, { login, id }: Identity): ApiAnswer {
  const known: Record<string, unknown> = { login, databaseId: id, id: `U_sandbox${id}`, __typename: 'User' }
  const fields = asked.split(/\s+/).filter((field) => field !== '')
  const unknown = fields.find((field) => !(field in known))
  if (unknown !== undefined) return noSuchField(unknown, 'User')
  const viewer = Object.fromEntries(fields.map((field) => [field, known[field]]))
  return { status: 200, body: { data: { viewer } } }
}

function noSuchField(field: string, type: string): ApiAnswer {
  return {
    status: 200,
    body: { errors: [{ message: `Field '${field}' doesn't exist on type '${type}'` }] },
  }
}

function fieldOf(value: Readonly<Record<string, unknown>>, key: string): Record<string, unknown> {
  const field = value[key]
  return typeof field === 'object' && field !== null ? Object.fromEntries(Object.entries(field)) : {}
}
