import { context, getOctokit } from '@actions/github'
import { retry } from '@octokit/plugin-retry'
import { unlessAborted } from '../aws/abandon.ts'
import type { CommentOwner, ExistingComment } from '../report/comment.ts'
import type { PullRequestComments } from '../steps/comment.ts'
import { explainCommentError } from './comment-errors.ts'

const limitMilliseconds = 30_000

// GraphQL alone says whether a comment is the token's own, for every kind of token.
const commentsQuery = `query ($owner: String!, $repository: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repository) {
    pullRequest(number: $number) {
      comments(first: 100, after: $after) {
        nodes { id body viewerDidAuthor }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`
const updateMutation = `mutation ($input: UpdateIssueCommentInput!) {
  updateIssueComment(input: $input) { clientMutationId }
}`
const removeMutation = `mutation ($input: DeleteIssueCommentInput!) {
  deleteIssueComment(input: $input) { clientMutationId }
}`

interface CommentsPage {
  readonly repository: {
    readonly pullRequest: {
      readonly comments: {
        readonly nodes: readonly (ExistingComment & { readonly viewerDidAuthor: boolean })[]
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
      }
    } | null
  } | null
}

/**
 * The comments of the pull request that started the run; `undefined` on every other event.
 * @param giveUp ends whatever is under way
 * @throws Error without a token
 */
export function openPullRequestComments(
  token: string,
  giveUp: AbortSignal,
  limit = limitMilliseconds,
): PullRequestComments | undefined {
  const { payload } = context
  const number =
    payload.pull_request?.number ?? (payload.issue?.['pull_request'] ? payload.issue.number : undefined)
  if (number === undefined) return undefined
  if (token === '') throw new Error('github-token is empty. Leave it out to use the token of the job.')
  return new OctokitComments(token, number, AbortSignal.any([giveUp, AbortSignal.timeout(limit)]))
}

// What GitHub's headers and the client have to say about the client is nothing for the log.
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore }

class OctokitComments implements PullRequestComments {
  readonly owner: CommentOwner = commentOwner()
  readonly #number: number
  readonly #octokit: ReturnType<typeof getOctokit>
  readonly #giveUp: AbortSignal

  constructor(token: string, number: number, giveUp: AbortSignal) {
    this.#number = number
    this.#giveUp = giveUp
    const request = { signal: giveUp, log: silent }
    this.#octokit = getOctokit(token, { request, log: silent, retry: { retries: 2 } }, retry)
  }

  async find(marker: string): Promise<readonly ExistingComment[]> {
    const { owner, repo: repository } = context.repo
    const ours: ExistingComment[] = []
    let after: string | null = null
    do {
      const variables = { owner, repository, number: this.#number, after }
      const page: CommentsPage = await this.#inTime(this.#octokit.graphql(commentsQuery, variables))
      const comments = page.repository?.pullRequest?.comments
      for (const { id, body, viewerDidAuthor } of comments?.nodes ?? []) {
        if (viewerDidAuthor && body.startsWith(marker)) ours.push({ id, body })
      }
      after = comments?.pageInfo.hasNextPage === true ? comments.pageInfo.endCursor : null
    } while (after !== null)
    return ours
  }

  async create(body: string): Promise<void> {
    const comment = { ...context.repo, issue_number: this.#number, body }
    await this.#inTime(this.#octokit.rest.issues.createComment(comment))
  }

  async update(id: string, body: string): Promise<void> {
    await this.#inTime(this.#octokit.graphql(updateMutation, { input: { id, body } }))
  }

  async remove(id: string): Promise<void> {
    await this.#inTime(this.#octokit.graphql(removeMutation, { input: { id } }))
  }

  explain(error: unknown): string {
    return this.#giveUp.aborted
      ? 'GitHub gave no answer in time. The next run tries again.'
      : explainCommentError(error)
  }

  // The client's pauses between two attempts know no signal.
  async #inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
    return unlessAborted(answer, this.#giveUp)
  }
}

function ignore(): void {
  // Deliberately empty.
}

// GITHUB_WORKFLOW_REF names file and branch; the branch changes from run to run.
function commentOwner(): CommentOwner {
  const { GITHUB_WORKFLOW_REF: ref = '', GITHUB_WORKFLOW: workflow = '', GITHUB_JOB: job = '' } = process.env
  const { GITHUB_ACTION: step = '' } = process.env
  return { workflow: ref.split('@')[0] || workflow, job, step }
}
