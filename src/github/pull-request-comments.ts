import { context, getOctokit } from '@actions/github'
import { retry } from '@octokit/plugin-retry'
import type { CommentOwner, ExistingComment } from '../report/comment.ts'
import type { PullRequestComments } from '../steps/comment.ts'

const limitMilliseconds = 30_000

// GraphQL alone says whether a comment is the token's own, for every kind of token.
const commentsQuery = `query ($owner: String!, $repository: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repository) {
    pullRequest(number: $number) {
      comments(first: 100, after: $after) {
        nodes { databaseId body viewerDidAuthor }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`

interface CommentsPage {
  readonly repository: {
    readonly pullRequest: {
      readonly comments: {
        readonly nodes: readonly {
          readonly databaseId: number
          readonly body: string
          readonly viewerDidAuthor: boolean
        }[]
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
      }
    } | null
  } | null
}

/**
 * The comments of the pull request that started the run; `undefined` on every other event.
 * @param giveUp ends whatever is under way
 */
export function openPullRequestComments(token: string, giveUp: AbortSignal): PullRequestComments | undefined {
  const { payload } = context
  const number =
    payload.pull_request?.number ?? (payload.issue?.['pull_request'] ? payload.issue.number : undefined)
  return number === undefined ? undefined : new OctokitComments(token, number, giveUp)
}

class OctokitComments implements PullRequestComments {
  readonly owner: CommentOwner = commentOwner()
  readonly #number: number
  readonly #octokit: ReturnType<typeof getOctokit>

  constructor(token: string, number: number, giveUp: AbortSignal) {
    this.#number = number
    const signal = AbortSignal.any([giveUp, AbortSignal.timeout(limitMilliseconds)])
    this.#octokit = getOctokit(token, { request: { signal }, retry: { retries: 2 } }, retry)
  }

  async find(marker: string): Promise<ExistingComment | undefined> {
    const { owner, repo: repository } = context.repo
    let after: string | null = null
    do {
      const page: CommentsPage = await this.#octokit.graphql(commentsQuery, {
        owner,
        repository,
        number: this.#number,
        after,
      })
      const comments = page.repository?.pullRequest?.comments
      const ours = comments?.nodes.find(
        ({ body, viewerDidAuthor }) => viewerDidAuthor && body.startsWith(marker),
      )
      if (ours !== undefined) return { id: ours.databaseId, body: ours.body }
      after = comments?.pageInfo.hasNextPage === true ? comments.pageInfo.endCursor : null
    } while (after !== null)
    return undefined
  }

  async create(body: string): Promise<void> {
    await this.#octokit.rest.issues.createComment({ ...context.repo, issue_number: this.#number, body })
  }

  async update(id: number, body: string): Promise<void> {
    await this.#octokit.rest.issues.updateComment({ ...context.repo, comment_id: id, body })
  }

  async remove(id: number): Promise<void> {
    await this.#octokit.rest.issues.deleteComment({ ...context.repo, comment_id: id })
  }

  explain(error: unknown): string {
    const status: unknown =
      typeof error === 'object' && error !== null ? Reflect.get(error, 'status') : undefined
    const text = error instanceof Error ? error.message : String(error)
    if (status === 429 || /rate limit/i.test(text))
      return 'GitHub limits the rate of requests. The next run tries again.'
    if (status === 401 || status === 403 || status === 404 || /not accessible by integration/i.test(text)) {
      return 'the token may not do it. Add `permissions: { pull-requests: write }` to the job; on pull requests from forks GitHub gives none, whatever the workflow says.'
    }
    if (typeof status === 'number' && status >= 500)
      return `GitHub answered with status ${status}. The next run tries again.`
    return `${text.split('\n')[0] ?? ''}. The next run tries again.`
  }
}

// GITHUB_WORKFLOW_REF names file and branch; the branch changes from run to run.
function commentOwner(): CommentOwner {
  const { GITHUB_WORKFLOW_REF: ref = '', GITHUB_WORKFLOW: workflow = '', GITHUB_JOB: job = '' } = process.env
  const { GITHUB_ACTION: step = '' } = process.env
  return { workflow: ref.split('@')[0] || workflow, job, step }
}
