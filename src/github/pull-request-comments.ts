import { propertyOf } from '../property-of.ts'
import { context } from '@actions/github'
import { unlessAborted } from '../abortable.ts'
import type { InputTexts } from '../input/input-texts.ts'
import { canBeToken } from '../input/scalars.ts'
import { givenRegion, type JobEnvironment } from '../input/read-sign-in.ts'
import type { CommentOwner, ExistingComment, PullRequestComments } from '../ports/comments.ts'
import { apiClient, type ApiClient } from './api-client.ts'
import { explainApiError, unfitToken, type ApiExplanation } from './api-errors.ts'
import type { EventReading } from './event-file.ts'
import { readCommentsPage, unreadable } from './comments-page.ts'

const limitMilliseconds = 30_000
// GitHub allows 2500 comments on a pull request, which are 25 pages.
const mostPages = 100

// Only GraphQL reports whether a comment is the token's own, for every kind of token.
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

/** Optional settings for opening comments. */
export interface CommentOptions {
  /** Throws if the route to an address isn't known. */
  readonly checkWay?: (address: URL) => unknown
  /** In milliseconds, for all requests together. */
  readonly limit?: number
}

/**
 * Opens the comments of the pull request that started the run; returns `undefined` for every other event.
 * @param event the event that started the run
 * @param giveUp aborts every request
 * @throws Error for an event that can't be read, a missing token or one that can't be sent, and the error of `checkWay`
 */
export function openPullRequestComments(
  { inputs, environment }: { readonly inputs: InputTexts; readonly environment: JobEnvironment },
  event: EventReading,
  giveUp: AbortSignal,
  { checkWay, limit = limitMilliseconds }: CommentOptions = {},
): PullRequestComments | undefined {
  if (event.kind === 'unread')
    throw new Error(`the file of the run's event (GITHUB_EVENT_PATH) can't be read: ${event.why}.`)
  const number = pullRequestIn(event.payload)
  if (number === undefined) return undefined
  const token = inputs['github-token']
  if (token === '') throw new Error('github-token is empty. Leave it out to use the token of the job.')
  if (!canBeToken(token)) throw new Error(sentences(unfitToken))
  checkWay?.(new URL(context.apiUrl))
  const of = {
    owner: commentOwner(inputs, environment),
    commit: headIn(event.payload),
    number,
  }
  return new OctokitComments(of, token, AbortSignal.any([giveUp, AbortSignal.timeout(limit)]))
}

// Nothing but a commit's name gets into the comment, where it is not escaped.
function headIn(payload: object): string | undefined {
  const sha = propertyOf(propertyOf(propertyOf(payload, 'pull_request'), 'head'), 'sha')
  return typeof sha === 'string' && /^[0-9a-f]+$/.test(sha) ? sha : undefined
}

function pullRequestIn(payload: object): number | undefined {
  const issue = propertyOf(payload, 'issue')
  // A comment on a pull request is an issue comment whose issue has the property `pull_request`.
  const commentedOn = propertyOf(issue, 'pull_request') ? issue : undefined
  const number = propertyOf(propertyOf(payload, 'pull_request') ?? commentedOn, 'number')
  return typeof number === 'number' ? number : undefined
}

class OctokitComments implements PullRequestComments {
  readonly owner: CommentOwner
  readonly commit: string | undefined
  readonly #number: number
  readonly #octokit: ApiClient
  readonly #giveUp: AbortSignal

  constructor(
    { owner, commit, number }: Pick<PullRequestComments, 'owner' | 'commit'> & { readonly number: number },
    token: string,
    giveUp: AbortSignal,
  ) {
    this.owner = owner
    this.commit = commit
    this.#number = number
    this.#giveUp = giveUp
    this.#octokit = apiClient(token, giveUp)
  }

  async find(marker: string): Promise<readonly ExistingComment[]> {
    const { owner, repo: repository } = context.repo
    const ours: ExistingComment[] = []
    const seen = new Set<string | null>()
    let after: string | null = null
    do {
      seen.add(after)
      const variables = { owner, repository, number: this.#number, after }
      const answer: unknown = await this.#inTime(this.#octokit.graphql(commentsQuery, variables))
      const { nodes, next } = readCommentsPage(answer)
      for (const { id, body, viewerDidAuthor } of nodes) {
        if (viewerDidAuthor && body.startsWith(marker)) ours.push({ id, body })
      }
      if (next !== null && (seen.has(next) || seen.size === mostPages)) throw unreadable()
      after = next
    } while (after !== null)
    return ours
  }

  async create(body: string): Promise<void> {
    const comment = { ...context.repo, issue_number: this.#number, body }
    const { data } = await this.#inTime(this.#octokit.rest.issues.createComment(comment))
    // A successful answer need not come from GitHub.
    if (typeof propertyOf(data, 'node_id') !== 'string') throw unreadable()
  }

  async update(id: string, body: string): Promise<void> {
    await this.#mutate('updateIssueComment', updateMutation, { id, body })
  }

  async remove(id: string): Promise<void> {
    await this.#mutate('deleteIssueComment', removeMutation, { id })
  }

  async #mutate(name: string, mutation: string, input: Readonly<Record<string, string>>): Promise<void> {
    const answer: unknown = await this.#inTime(this.#octokit.graphql(mutation, { input }))
    if (typeof propertyOf(answer, name) !== 'object') throw unreadable()
  }

  explain(error: unknown): string {
    return this.#giveUp.aborted
      ? 'GitHub gave no answer in time. The next run tries again.'
      : sentences(explainApiError(error, 'pull-requests: write', 'The next run tries again.'))
  }

  // The client's pauses between two attempts ignore signals.
  async #inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
    return unlessAborted(answer, this.#giveUp)
  }
}

function sentences({ why, remedy }: ApiExplanation): string {
  return `${why}. ${remedy}`
}

// GITHUB_WORKFLOW_REF names file and branch; the branch changes from run to run. So does image-id. No variable names
// the leg of a matrix: the inputs that differ between legs and don't change between runs identify it.
function commentOwner(inputs: InputTexts, environment: JobEnvironment): CommentOwner {
  const { GITHUB_WORKFLOW_REF: ref = '', GITHUB_WORKFLOW: workflow = '', GITHUB_JOB: job = '' } = process.env
  const { GITHUB_ACTION: step = '' } = process.env
  const leg = [givenRegion(inputs, environment) ?? '', inputs['role-to-assume'], inputs['policy-file']]
  return { workflow: ref.split('@')[0] || workflow, job, step, leg }
}
