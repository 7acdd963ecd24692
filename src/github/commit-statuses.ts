import { context } from '@actions/github'
import { unlessAborted } from '../abortable.ts'
import { canBeToken } from '../input/scalars.ts'
import type { PlanRecords, ProposedChange } from '../ports/plan-records.ts'
import { propertyOf } from '../property-of.ts'
import type { PullRequest } from '../sharing/approval.ts'
import type { LaterChanges } from '../sharing/later-changes.ts'
import type { NewPlanRecord, PlanRecord } from '../sharing/plan-record.ts'
import { ProblemError } from '../sharing/problem.ts'
import { apiClient, type ApiClient } from './api-client.ts'
import { explainApiError, unfitToken } from './api-errors.ts'
import { fullName, linkToRun, readApplyingRun } from './applying-run.ts'
import { readFileOf, readLaterChanges } from './branch.ts'
import { unreadable } from './comments-page.ts'
import type { EventReading } from './event-file.ts'
import { readPullRequest, readStatus } from './status-answers.ts'
import { readWholeList } from './whole-list.ts'

// For all requests together, the minute included in which GitHub's index may lag.
const limitMilliseconds = 150_000

/** Optional settings for opening the records. */
export interface RecordOptions {
  /** Throws if the route to an address isn't known. */
  readonly checkWay?: (address: URL) => unknown
  /** In milliseconds, for all requests together. */
  readonly limit?: number
}

/**
 * Opens the records of plans: the statuses of commits.
 * @param event the event that started the run
 * @param giveUp aborts every request
 * @throws ProblemError `not-approved` for an event that can't be read or a token that can't be sent, and the error of
 *   `checkWay`
 */
export function openCommitStatuses(
  token: string,
  event: EventReading,
  giveUp: AbortSignal,
  { checkWay, limit = limitMilliseconds }: RecordOptions = {},
): PlanRecords {
  if (event.kind === 'unread') {
    throw failure(
      `The file of the run's event (GITHUB_EVENT_PATH) can't be read: ${event.why}.`,
      'Let no step change that file.',
    )
  }
  if (!canBeToken(token)) throw failure(`${unfitToken.why}.`, unfitToken.remedy)
  checkWay?.(new URL(context.apiUrl))
  const signal = AbortSignal.any([giveUp, AbortSignal.timeout(limit)])
  return new CommitStatuses(apiClient(token, signal), proposedIn(event.payload), signal)
}

class CommitStatuses implements PlanRecords {
  readonly run = readApplyingRun()
  readonly proposed: ProposedChange | undefined
  readonly #client: ApiClient
  readonly #giveUp: AbortSignal

  constructor(client: ApiClient, proposed: ProposedChange | undefined, giveUp: AbortSignal) {
    this.#client = client
    this.proposed = proposed
    this.#giveUp = giveUp
  }

  async pullRequestsOf(commit: string): Promise<readonly PullRequest[]> {
    const what = 'The pull requests of the commit could not be read'
    return this.#answer(what, 'pull-requests: read', async () => {
      const answers = await readWholeList(this.#client, 'GET /repos/{owner}/{repo}/commits/{commit}/pulls', {
        commit,
      })
      return answers.flatMap((answer) => readPullRequest(answer, fullName()) ?? [])
    })
  }

  async commitsOf(pullRequest: number): Promise<readonly string[]> {
    const what = 'The commits of the pull request could not be read'
    return this.#answer(what, 'pull-requests: read', async () => {
      const route = 'GET /repos/{owner}/{repo}/pulls/{number}/commits'
      const answers = await readWholeList(this.#client, route, { number: pullRequest })
      return answers.map((answer) => {
        const sha = propertyOf(answer, 'sha')
        if (typeof sha !== 'string') throw unreadable()
        return sha
      })
    })
  }

  async laterChanges(): Promise<LaterChanges> {
    const what = 'What was changed since the commit could not be read'
    return this.#answer(what, 'contents: read', async () => readLaterChanges(this.#client, this.run))
  }

  async fileOf(commit: string, path: string): Promise<string | undefined> {
    const what = `${path} of the branch could not be read`
    return this.#answer(what, 'contents: read', async () => readFileOf(this.#client, commit, path))
  }

  async recordsOn(commit: string, of: string): Promise<readonly PlanRecord[]> {
    const what = 'The records of plans could not be read'
    return this.#answer(what, 'statuses: write', async () => {
      const answers = await readWholeList(
        this.#client,
        'GET /repos/{owner}/{repo}/commits/{commit}/statuses',
        { commit },
      )
      return answers.map(readStatus).filter((status) => status.context === of)
    })
  }

  async viewer(): Promise<number> {
    const what = "The token's own account could not be read"
    return this.#answer(what, 'statuses: write', async () => {
      // REST tells no account of the job's token; GraphQL does, for every kind of token.
      const answer: unknown = await this.#client.graphql('query { viewer { databaseId } }')
      const id = propertyOf(propertyOf(answer, 'viewer'), 'databaseId')
      if (typeof id !== 'number') throw unreadable()
      return id
    })
  }

  async record(commit: string, of: string, { state, description }: NewPlanRecord): Promise<PlanRecord> {
    const what = 'The plan could not be recorded on the pull request'
    return this.#answer(what, 'statuses: write', async () => {
      const status = { context: of, state, description, target_url: linkToRun() }
      try {
        const { data }: { data: unknown } = await this.#client.request(
          'POST /repos/{owner}/{repo}/statuses/{sha}',
          { ...context.repo, sha: commit, ...status },
        )
        return readStatus(data)
      } catch (error) {
        if (isRefused(error)) throw error
        // The answer alone may be lost, and then an approval would look as if another run had used it up.
        const [records, viewer] = await Promise.all([this.recordsOn(commit, of), this.viewer()])
        const made = records.find(
          (one) =>
            one.creator === viewer &&
            one.link === status.target_url &&
            one.state === state &&
            one.description === description,
        )
        if (made === undefined) throw error
        return made
      }
    })
  }

  // The client's pauses between two attempts ignore signals.
  async #answer<Answer>(what: string, permission: string, ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await unlessAborted(ask(), this.#giveUp)
    } catch (error) {
      if (this.#giveUp.aborted) throw failure(`${what}: GitHub gave no answer in time.`, again, error)
      const { why, remedy } = explainApiError(error, permission, again)
      throw failure(`${what}: ${why}.`, remedy, error)
    }
  }
}

const again = 'Run the job again when GitHub answers.'

function failure(message: string, remedy: string, cause?: unknown): ProblemError {
  return new ProblemError({ reason: 'not-approved', message, remedy }, cause)
}

// An answer of this kind says that nothing was done.
function isRefused(error: unknown): boolean {
  const status = propertyOf(error, 'status')
  return typeof status === 'number' && status < 500
}

function proposedIn(payload: object): ProposedChange | undefined {
  const pullRequest = propertyOf(payload, 'pull_request')
  const head = propertyOf(pullRequest, 'head')
  const [number, sha] = [propertyOf(pullRequest, 'number'), propertyOf(head, 'sha')]
  if (typeof number !== 'number' || typeof sha !== 'string') return undefined
  return { number, head: sha, isFromFork: propertyOf(propertyOf(head, 'repo'), 'full_name') !== fullName() }
}
