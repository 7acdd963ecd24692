import type { CommitStatuses } from './commit-statuses.ts'
import type { Commits } from './commits.ts'
import { answerGraphql } from './graphql.ts'
import type { Issues } from './issues.ts'
import type { PullRequestComments } from './pull-request-comments.ts'
import type { PullRequests } from './pull-requests.ts'
import { NOT_FOUND, REPOSITORY, textIn, type ApiAnswer, type RestRequest } from './rest.ts'
import { mayDo, refusalOf, type Need } from './tokens.ts'

/** The repository's content that the API serves. */
export interface RepositoryContent {
  readonly commits: Commits
  readonly comments: PullRequestComments
  readonly statuses: CommitStatuses
  readonly pullRequests: PullRequests
  readonly issues: Issues
}

/** A request to GitHub's API. */
export interface ApiRequest extends RestRequest {
  readonly method: string
  /** The path without query. The API of GitHub Enterprise Server is below /api/v3, its GraphQL at /api/graphql. */
  readonly path: string
}

interface Route {
  /** The method, and the path below the repository; the group captures the answer's argument. */
  readonly of: RegExp
  /** The permissions, of which one is enough. */
  readonly needs: readonly Need[]
  readonly answer: (part: string, request: RestRequest, content: RepositoryContent) => ApiAnswer
}

const ROUTES: readonly Route[] = [
  {
    of: /^POST \/issues\/([0-9]+)\/comments$/,
    needs: [
      ['issues', 'write'],
      ['pull-requests', 'write'],
    ],
    answer: (part, { token, body }, { comments }) =>
      comments.create(Number(part), textIn(body, 'body') ?? '', token),
  },
  {
    of: /^POST \/statuses\/([^/]+)$/,
    needs: [['statuses', 'write']],
    answer: (sha, request, { statuses }) => statuses.create(sha, request),
  },
  {
    of: /^GET \/commits\/([^/]+)\/statuses$/,
    needs: [['statuses', 'read']],
    answer: (sha, request, { statuses }) => statuses.list(sha, request),
  },
  {
    of: /^GET \/commits\/([^/]+)\/pulls$/,
    needs: [['pull-requests', 'read']],
    answer: (sha, request, { pullRequests }) => pullRequests.ofCommit(sha, request),
  },
  {
    of: /^GET \/git\/ref\/(.+)$/,
    needs: [['contents', 'read']],
    answer: (ref, _request, { commits }) => commits.ref(ref),
  },
  {
    of: /^GET \/compare\/([^/]+)$/,
    needs: [['contents', 'read']],
    answer: (basehead, _request, { commits }) => commits.compare(basehead),
  },
  {
    of: /^GET \/contents\/(.+)$/,
    needs: [['contents', 'read']],
    answer: (path, request, { commits }) => commits.contents(path, request),
  },
  {
    of: /^GET \/pulls\/([0-9]+)\/commits$/,
    needs: [['pull-requests', 'read']],
    answer: (number, request, { pullRequests }) => pullRequests.commitsOf(Number(number), request),
  },
  {
    of: /^GET \/pulls\/([0-9]+)$/,
    needs: [['pull-requests', 'read']],
    answer: (number, _request, { pullRequests }) => pullRequests.get(Number(number)),
  },
  {
    of: /^GET (\/issues)$/,
    needs: [['issues', 'read']],
    answer: (_part, request, { issues }) => issues.list(request),
  },
  {
    of: /^POST (\/issues)$/,
    needs: [['issues', 'write']],
    answer: (_part, request, { issues }) => issues.create(request),
  },
  {
    of: /^PATCH \/issues\/([0-9]+)$/,
    needs: [['issues', 'write']],
    answer: (number, request, { issues }) => issues.update(Number(number), request),
  },
]

/**
 * Answers requests to the supported part of GitHub's API. REST responses name the permission needed, as GitHub's do.
 */
export function answerApi(request: ApiRequest, content: RepositoryContent): ApiAnswer {
  const { method, path, token, body } = request
  if (method === 'POST' && /^(?:\/api)?\/graphql$/.test(path))
    return answerGraphql(body, token, content.comments)
  const inRepository = path.replace(/^\/api\/v3(?=\/)/, '').split(`/repos/${REPOSITORY}`)[1]
  for (const { of, needs, answer } of ROUTES) {
    const [, part] = of.exec(`${method} ${inRepository}`) ?? []
    if (part === undefined) continue
    const allowed = mayDo(token, needs)
      ? answer(part, request, content)
      : { status: 403, body: { message: refusalOf(token), status: '403' } }
    const accepted = needs.map(([permission, access]) => `${permission.replace('-', '_')}=${access}`)
    const headers = { 'x-accepted-github-permissions': accepted.join('; ') }
    return { ...allowed, headers: { ...headers, ...allowed.headers } }
  }
  return NOT_FOUND
}
