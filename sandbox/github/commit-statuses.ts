import type { Commits } from './commits.ts'
import { cutPage, invalid, noCommit, textIn, type ApiAnswer, type RestRequest } from './rest.ts'
import { JOB_IDENTITY, type Identity } from './tokens.ts'

const STATES = ['error', 'failure', 'pending', 'success'] as const

/** A status of a commit. */
export interface CommitStatus {
  state: (typeof STATES)[number]
  context: string
  description: string | null
  targetUrl: string | null
  creator: Identity
}

/** The most statuses of a commit with the same context. */
const MOST = 1000

/**
 * The statuses of commits. None is ever changed or removed; the newest of a context counts.
 *
 * https://docs.github.com/en/rest/commits/statuses
 */
export class CommitStatuses {
  readonly #commits: Commits
  readonly #statuses = new Map<string, (CommitStatus & { id: number; createdAt: string })[]>()
  #last = 0

  constructor(commits: Commits) {
    this.#commits = commits
  }

  /** Returns the statuses of a commit, the newest first. */
  on(sha: string): CommitStatus[] {
    return [...(this.#statuses.get(sha) ?? [])]
  }

  /** Adds a status, by default as the job's token; any other creator can be given. The commit is known from now on. */
  add(sha: string, status: Partial<CommitStatus> & Pick<CommitStatus, 'context'>): CommitStatus {
    this.#commits.add(sha)
    this.#last += 1
    const defaults = { state: 'success' as const, description: null, targetUrl: null, creator: JOB_IDENTITY }
    const made = { ...defaults, ...status, id: this.#last, createdAt: new Date().toISOString() }
    this.#statuses.set(sha, [made, ...(this.#statuses.get(sha) ?? [])])
    return made
  }

  /** POST /repos/{owner}/{repo}/statuses/{sha} */
  create(sha: string, { token, body, url }: RestRequest): ApiAnswer {
    const state = STATES.find((one) => one === body['state'])
    const context = textIn(body, 'context') ?? 'default'
    const description = textIn(body, 'description') ?? null
    const targetUrl = textIn(body, 'target_url') ?? null
    if (!/^[0-9a-f]{40}$/.test(sha)) return invalid('Status', 'sha', 'sha must be a 40 character SHA1')
    if (!this.#commits.has(sha)) return noCommit(sha)
    if (state === undefined) return invalid('Status', 'state', 'state is not included in the list')
    if ((description ?? '').length > 140)
      return invalid('Status', 'description', 'description is too long (maximum is 140 characters)')
    if (context.length > 255)
      return invalid('Status', 'context', 'context is too long (maximum is 255 characters)')
    if (targetUrl !== null && !/^https?:\/\//.test(targetUrl))
      return invalid('Status', 'target_url', 'target_url must use http(s) scheme')
    if (this.on(sha).filter((status) => status.context === context).length >= MOST)
      return invalid('Status', 'base', 'This SHA and context has reached the maximum number of statuses.')
    this.add(sha, { state, context, description, targetUrl, creator: token.identity })
    return { status: 201, body: this.#described(sha, url)[0] }
  }

  /** GET /repos/{owner}/{repo}/commits/{ref}/statuses */
  list(sha: string, request: RestRequest): ApiAnswer {
    return this.#commits.has(sha) ? cutPage(request, this.#described(sha, request.url)) : noCommit(sha)
  }

  #described(sha: string, url: string): unknown[] {
    return (this.#statuses.get(sha) ?? []).map((status) => ({
      url,
      id: status.id,
      state: status.state,
      description: status.description,
      target_url: status.targetUrl,
      context: status.context,
      created_at: status.createdAt,
      updated_at: status.createdAt,
      creator: status.creator,
    }))
  }
}
