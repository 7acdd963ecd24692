import { propertyOf } from '../property-of.ts'
// What @octokit/graphql puts above the errors of an answer, each in a line of its own.
const graphqlHeadline = /^Request failed due to following response errors:\s*-\s*/

// The clients' words for a header that can't be sent. They quote the header, and the only one of ours holds the token.
const unfitHeader = /header (?:value|content)|^Headers\.|ByteString/i

/** What to do about a token that can't be sent. */
export const unfitToken = 'github-token holds a character that no token has. Store it anew, the token alone.'

/** What a person can do about an error that GitHub or the way there gave when a comment was read or written. */
export function explainCommentError(error: unknown): string {
  const status = propertyOf(error, 'status')
  const text = firstLine(error)
  if (unfitHeader.test(text)) return unfitToken
  if (status === 429 || /rate limit/i.test(text)) {
    return 'GitHub limits the rate of requests. The next run tries again.'
  }
  const isRefused = status === 401 || status === 403 || status === 404
  if (isRefused || /not accessible by integration|must have|resolve to a node/i.test(text)) {
    return 'the token may not do it. Add `permissions: { pull-requests: write }` to the job; on pull requests from forks GitHub gives none, whatever the workflow says.'
  }
  // The client gives a broken connection the status 500; only an answer has a response.
  if (typeof status === 'number' && status >= 500) {
    return propertyOf(error, 'response') === undefined
      ? `GitHub could not be reached (${text}). The next run tries again.`
      : `GitHub answered with status ${status}. The next run tries again.`
  }
  return `${text}. The next run tries again.`
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return (text.replace(graphqlHeadline, '').split('\n')[0] ?? '').replace(/\.$/, '')
}
