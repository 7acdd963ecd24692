import { propertyOf } from '../property-of.ts'

// The headline of @octokit/graphql above the errors of an answer, each on its own line.
const graphqlHeadline = /^Request failed due to following response errors:\s*-\s*/

// The clients' messages for a header that can't be sent. They quote the header, and our only one holds the token.
const unfitHeader = /header (?:value|content)|^Headers\.|ByteString/i

/** Why a request to GitHub's API failed, as a clause, and the remedy in a sentence or two. */
export interface ApiExplanation {
  readonly why: string
  readonly remedy: string
}

/** Explains a token that can't be sent. */
export const unfitToken: ApiExplanation = {
  why: 'github-token holds a character that no token has',
  remedy: 'Store it anew, the token alone.',
}

/**
 * Explains an error of GitHub or the network.
 * @param permission the permission that the request needs, as a workflow names it: `statuses: write`
 * @param again the remedy for errors that may heal
 */
export function explainApiError(error: unknown, permission: string, again: string): ApiExplanation {
  const status = propertyOf(error, 'status')
  const text = firstLine(error)
  if (unfitHeader.test(text)) return unfitToken
  if (status === 429 || /rate limit/i.test(text)) {
    return { why: 'GitHub limits the rate of requests', remedy: again }
  }
  if (status === 401) {
    return {
      why: 'GitHub does not accept the token',
      remedy:
        'Check github-token. The token of a GitHub App lives for an hour: make it in the step before this one.',
    }
  }
  const isRefused = status === 403 || status === 404
  if (isRefused || /not accessible by integration|must have|resolve to a node/i.test(text)) {
    return {
      why: 'the token may not do it',
      remedy: `Add \`permissions: { ${permission} }\` to the job; on pull requests from forks GitHub gives none, whatever the workflow says.`,
    }
  }
  // The client reports a broken connection with status 500; only an answer has a response.
  if (typeof status === 'number' && status >= 500) {
    return propertyOf(error, 'response') === undefined
      ? { why: `GitHub could not be reached (${text})`, remedy: again }
      : { why: `GitHub answered with status ${status}`, remedy: again }
  }
  return { why: text, remedy: again }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return (text.replace(graphqlHeadline, '').split('\n')[0] ?? '').replace(/\.$/, '')
}
