import { expect, it } from '@jest/globals'
import { explainApiError } from '../../src/github/api-errors.ts'

const again = 'The next run tries again.'
const permission =
  'the token may not do it. Add `permissions: { pull-requests: write }` to the job; on pull requests from forks GitHub gives none, whatever the workflow says.'
const failing = (message: string, fields: object = {}) => Object.assign(new Error(message), fields)

it.each<[what: string, error: unknown, words: string]>([
  [
    'status 401',
    failing('Bad credentials', { status: 401 }),
    'GitHub does not accept the token. Check github-token. The token of a GitHub App lives for an hour: make it in the step before this one.',
  ],
  ['status 403', failing('x', { status: 403 }), permission],
  ['status 404', failing('x', { status: 404 }), permission],
  ['an integration', failing('Resource not accessible by integration'), permission],
  ['missing rights', failing('You must have push access.'), permission],
  [
    'a refusal of GraphQL',
    failing('Request failed due to following response errors:\n - Resource not accessible by integration'),
    permission,
  ],
  [
    'errors of GraphQL',
    failing('Request failed due to following response errors:\n - Body is too long.\n - More'),
    `Body is too long. ${again}`,
  ],
  ['a node that is none', failing("Could not resolve to a node with the global id of 'x'."), permission],
  ['status 429', failing('x', { status: 429 }), `GitHub limits the rate of requests. ${again}`],
  [
    'a limit with 403',
    failing('API rate limit exceeded', { status: 403 }),
    `GitHub limits the rate of requests. ${again}`,
  ],
  ['status 500', failing('x', { status: 500, response: {} }), `GitHub answered with status 500. ${again}`],
  [
    'a broken connection',
    failing('socket hang up', { status: 500 }),
    `GitHub could not be reached (socket hang up). ${again}`,
  ],
  ...[
    'Headers.append: "token ghs_SECRET\nx" is an invalid header value.',
    'Cannot convert argument to a ByteString because the character at index 10 has a value of 8226.',
    'Invalid character in header content ["authorization"]',
  ].map((message): [string, unknown, string] => [
    message,
    failing(message, { status: 500 }),
    'github-token holds a character that no token has. Store it anew, the token alone.',
  ]),
  ['status 422', failing('Validation Failed.\nmore', { status: 422 }), `Validation Failed. ${again}`],
  ['no error', 'a text', `a text. ${again}`],
  ['nothing', undefined, `undefined. ${again}`],
  ['null', null, `null. ${again}`],
])('says what to do about %s', (_what, error, words) => {
  const { why, remedy } = explainApiError(error, 'pull-requests: write', again)
  expect(`${why}. ${remedy}`).toBe(words)
})
