import { shaOf, type ChangedFiles, type Commits } from './commits.ts'
import { cutPage, NOT_FOUND, noCommit, REPOSITORY, type ApiAnswer, type RestRequest } from './rest.ts'

/** A pull request as a test opens it. */
export interface OpenedPullRequest {
  number: number
  /** The SHA of its head commit. */
  head: string
  /** Default: `main`. */
  base?: string
  /** Default: `change-` and the number. */
  branch?: string
  /** The repository of the head; `null` if the fork is gone. Default: the base's own. */
  from?: string | null
}

/** The commits of a merge. */
export interface Merge {
  /** The merge commit, the squashed commit, or the last of the rebased ones. */
  commit: string
  /** All commits that the merge added to the base. Default: the merge commit. */
  introduced?: readonly string[]
  /** The files that it changes. Default: none. */
  files?: ChangedFiles
}

/** A stored pull request. */
export interface PullRequest extends Required<OpenedPullRequest> {
  state: 'open' | 'closed'
  /** Its commits, the oldest first. */
  history: readonly string[]
  /** All head commits it has had. */
  readonly heads: Set<string>
  merge: (Required<Merge> & { at: string }) | undefined
}

/** Returns the test merge commit that GitHub makes of an open pull request. */
export function testMergeOf({ number, head }: PullRequest): string {
  return shaOf(`test merge of ${number} with ${head}`)
}

/**
 * The pull requests of the repository.
 *
 * https://docs.github.com/en/rest/pulls/pulls, https://docs.github.com/en/rest/commits/commits
 */
export class PullRequests {
  /** The number of answers that omit the pull requests of a commit, because GitHub's index lags after a merge. */
  lag = 0
  readonly #commits: Commits
  readonly #all = new Map<number, PullRequest>()

  constructor(commits: Commits) {
    this.#commits = commits
  }

  /** Opens a pull request, or replaces the one with this number. */
  open({
    number,
    head,
    base = 'main',
    branch = `change-${number}`,
    from = REPOSITORY,
  }: OpenedPullRequest): void {
    const given = { number, base, branch, from }
    this.#all.set(number, { ...given, head, history: [], heads: new Set(), state: 'open', merge: undefined })
    this.push(number, head)
  }

  /** Changes the head, as a push does, or a push by force, which replaces the commits. */
  push(number: number, head: string, { isForced = false } = {}): void {
    const pullRequest = this.find(number)
    pullRequest.history = isForced ? [head] : [...pullRequest.history, head]
    pullRequest.head = head
    pullRequest.heads.add(head)
    this.#commits.add(head, testMergeOf(pullRequest))
  }

  /** Closes a pull request, merged or not. */
  close(number: number, merge?: Merge): void {
    const pullRequest = this.find(number)
    pullRequest.state = 'closed'
    if (merge === undefined) return
    const { commit, introduced = [commit], files = [] } = merge
    pullRequest.merge = { commit, introduced, files, at: new Date().toISOString() }
    this.#commits.add(...introduced)
    this.#commits.push(pullRequest.base, commit, files)
  }

  /** @throws Error if there is no such pull request */
  find(number: number): PullRequest {
    const found = this.#all.get(number)
    if (found === undefined) throw new Error(`The sandbox has no pull request ${number}`)
    return found
  }

  /** GET /repos/{owner}/{repo}/pulls/{pull_number} */
  get(number: number): ApiAnswer {
    const found = this.#all.get(number)
    if (found === undefined) return NOT_FOUND
    return { status: 200, body: { ...describePullRequest(found), merged: found.merge !== undefined } }
  }

  /** GET /repos/{owner}/{repo}/pulls/{pull_number}/commits */
  commitsOf(number: number, request: RestRequest): ApiAnswer {
    const found = this.#all.get(number)
    return found === undefined
      ? NOT_FOUND
      : cutPage(
          request,
          found.history.map((sha) => ({ sha })),
        )
  }

  /** GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls */
  ofCommit(sha: string, request: RestRequest): ApiAnswer {
    if (!this.#commits.has(sha)) return noCommit(sha)
    const isLate = this.lag > 0
    if (isLate) this.lag -= 1
    const found = [...this.#all.values()].filter(
      ({ heads, merge }) => heads.has(sha) || merge?.introduced.includes(sha) === true,
    )
    return cutPage(request, isLate ? [] : found.map((pullRequest) => describePullRequest(pullRequest)))
  }
}

/** Returns a pull request as in lists and events. */
export function describePullRequest(pullRequest: PullRequest): Record<string, unknown> {
  const { number, state, merge, head, branch, from, base } = pullRequest
  return {
    number,
    state,
    title: `Change ${number}`,
    draft: false,
    user: { login: 'octocat', id: 583_231, type: 'User' },
    html_url: `https://github.com/${REPOSITORY}/pull/${number}`,
    merged_at: merge?.at ?? null,
    // The value for an open pull request is the test merge commit.
    merge_commit_sha: merge?.commit ?? testMergeOf(pullRequest),
    head: { ref: branch, sha: head, repo: from === null ? null : repository(from) },
    base: { ref: base, sha: shaOf(`base of ${number}`), repo: repository(REPOSITORY) },
  }
}

/** Returns a repository as in pull requests and events. */
export function repository(fullName: string): Record<string, unknown> {
  const [login, name] = fullName.split('/')
  return {
    name,
    full_name: fullName,
    owner: { login },
    private: true,
    fork: fullName !== REPOSITORY,
    default_branch: 'main',
  }
}
