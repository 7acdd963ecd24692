import { propertyOf } from '../property-of.ts'
import { context, getOctokit } from '@actions/github'
import { retry } from '@octokit/plugin-retry'
import { unlessAborted } from '../abortable.ts'
import type { InputTexts } from '../input/input-texts.ts'
import { canBeToken } from '../input/scalars.ts'
import { givenRegion, type JobEnvironment } from '../input/read-sign-in.ts'
import type { CommentOwner, ExistingComment, PullRequestComments } from '../ports/comments.ts'
import { explainCommentError, unfitToken } from './comment-errors.ts'
import type { EventReading } from './event-file.ts'
import { readCommentsPage, unreadable } from './comments-page.ts'

const limitMilliseconds = 30_000
// A request that hangs leaves time for another one.
const attemptMilliseconds = 9000
// GitHub takes 2500 comments on a pull request, which are 25 pages.
const mostPages = 100

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

/** What need not be said to open comments. */
export interface CommentOptions {
  /** Throws where the way to an address isn't known. */
  readonly checkWay?: (address: URL) => unknown
  /** In milliseconds, for all that is done with the comments. */
  readonly limit?: number
}

/**
 * The comments of the pull request that started the run; `undefined` on every other event.
 * @param event what started the run
 * @param giveUp ends whatever is under way
 * @throws Error for an event that can't be read, without a token, with one that can't be sent, and what `checkWay` throws
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
  if (!canBeToken(token)) throw new Error(unfitToken)
  checkWay?.(new URL(context.apiUrl))
  const owner = commentOwner(inputs, environment)
  return new OctokitComments(owner, token, number, AbortSignal.any([giveUp, AbortSignal.timeout(limit)]))
}

function pullRequestIn(payload: object): number | undefined {
  const issue = propertyOf(payload, 'issue')
  // A comment on a pull request is one on an issue that says so.
  const commentedOn = propertyOf(issue, 'pull_request') ? issue : undefined
  const number = propertyOf(propertyOf(payload, 'pull_request') ?? commentedOn, 'number')
  return typeof number === 'number' ? number : undefined
}

// What GitHub's headers and the client have to say about the client is nothing for the log.
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore }

class OctokitComments implements PullRequestComments {
  readonly owner: CommentOwner
  readonly #number: number
  readonly #octokit: ReturnType<typeof getOctokit>
  readonly #giveUp: AbortSignal

  constructor(owner: CommentOwner, token: string, number: number, giveUp: AbortSignal) {
    this.owner = owner
    this.#number = number
    this.#giveUp = giveUp
    // No option "request": it would take the place of the toolkit's, and with it of the way through a proxy.
    this.#octokit = getOctokit(token, { log: silent, retry: { retries: 2 } }, attemptsEnd(giveUp), retry)
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
    // What answers with success need not be GitHub.
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
      : explainCommentError(error)
  }

  // The client's pauses between two attempts know no signal.
  async #inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
    return unlessAborted(answer, this.#giveUp)
  }
}

type Plugin = NonNullable<Parameters<typeof getOctokit>[2]>

/** A plug-in for octokit, to stand before the one that retries: every attempt has an end of its own. */
function attemptsEnd(giveUp: AbortSignal): Plugin {
  return (octokit) => {
    octokit.hook.wrap('request', async (request, options) => {
      // Not AbortSignal.timeout: within AbortSignal.any nothing holds it, and it may never fire.
      const timeIsUp = new AbortController()
      const timer = setTimeout(() => {
        timeIsUp.abort(new DOMException('no answer in time', 'TimeoutError'))
      }, attemptMilliseconds)
      // The hooks further in get these very options, whatever is handed on.
      Object.assign(options.request, { signal: AbortSignal.any([timeIsUp.signal, giveUp]), log: silent })
      try {
        return await request(options)
      } finally {
        clearTimeout(timer)
      }
    })
    return {}
  }
}

function ignore(): void {
  // Deliberately empty.
}

// GITHUB_WORKFLOW_REF names file and branch; the branch changes from run to run. So does image-id, and no variable says
// which leg of a matrix this is: it is told by the inputs in which legs differ and which stay.
function commentOwner(inputs: InputTexts, environment: JobEnvironment): CommentOwner {
  const { GITHUB_WORKFLOW_REF: ref = '', GITHUB_WORKFLOW: workflow = '', GITHUB_JOB: job = '' } = process.env
  const { GITHUB_ACTION: step = '' } = process.env
  const leg = [givenRegion(inputs, environment) ?? '', inputs['role-to-assume'], inputs['policy-file']]
  return { workflow: ref.split('@')[0] || workflow, job, step, leg }
}
