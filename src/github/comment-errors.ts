import { propertyOf } from '../property-of.ts'

// The headline of @octokit/graphql above the errors of an answer, each on its own line.
const graphqlHeadline = /^Request failed due to following response errors:\s*-\s*/

// The clients' messages for a header that can't be sent. They quote the header, and our only one holds the token.
const unfitHeader = /header (?:value|content)|^Headers\.|ByteString/i

/** The remedy for a token that can't be sent. */
export const unfitToken = 'github-token holds a character that no token has. Store it anew, the token alone.'

/** Explains an error of GitHub or the network when reading or writing a comment, with a remedy. */
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
  // The client reports a broken connection with status 500; only an answer has a response.
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
