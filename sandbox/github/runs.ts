import type { StepOptions } from '../runner/step.ts'
import { shaOf, type Commits } from './commits.ts'
import { describePullRequest, repository, testMergeOf, type PullRequests } from './pull-requests.ts'
import { REPOSITORY } from './rest.ts'

/** The runner's overrides and the event's payload for a step of a run, to be spread into `runStep`. */
export interface Run extends Pick<StepOptions, 'event'> {
  github: Record<string, string>
}

/** A push to a branch. */
export interface Push {
  /** The branch's current commit. */
  sha: string
  /** Default: `main`. */
  branch?: string
  /** The branch's previous commit. Default: another one. */
  before?: string
  /** The pushed commits, the newest last. Default: `sha` alone. */
  commits?: readonly string[]
}

const sender = { login: 'octocat', id: 583_231, type: 'User' }
const WORKFLOW = `${REPOSITORY}/.github/workflows/share.yml`

/** The runs that the repository's events start, as their steps see them. */
export class Runs {
  readonly #variables: () => Record<string, string>
  readonly #pullRequests: PullRequests
  readonly #commits: Commits

  /** @param variables returns the URL of GitHub's API and the token of the job */
  constructor(variables: () => Record<string, string>, pullRequests: PullRequests, commits: Commits) {
    this.#variables = variables
    this.#pullRequests = pullRequests
    this.#commits = commits
  }

  /**
   * Returns the run of a pull request, whose commit is the test merge commit.
   *
   * @throws Error if there is no such pull request
   */
  pullRequest(number: number, action = 'synchronize'): Run {
    const found = this.#pullRequests.find(number)
    const { base, branch } = found
    return {
      github: {
        ...this.#on('pull_request', `refs/pull/${number}/merge`, testMergeOf(found)),
        GITHUB_BASE_REF: base,
        GITHUB_HEAD_REF: branch,
        GITHUB_REF_PROTECTED: 'false',
      },
      event: {
        action,
        number,
        pull_request: describePullRequest(found),
        repository: repository(REPOSITORY),
        sender,
      },
    }
  }

  /**
   * Returns the run of the push that merged a pull request.
   *
   * @throws Error if there is no such pull request, or it isn't merged
   */
  merged(number: number): Run {
    const { merge, base } = this.#pullRequests.find(number)
    if (merge === undefined) throw new Error(`Pull request ${number} is not merged`)
    return this.push({ sha: merge.commit, branch: base, commits: merge.introduced })
  }

  /** Returns the run of a push. Its commits are known from now on. */
  push({ sha, branch = 'main', before = shaOf(`before ${sha}`), commits = [sha] }: Push): Run {
    this.#commits.add(sha, before, ...commits)
    const ref = `refs/heads/${branch}`
    return {
      github: this.#on('push', ref, sha),
      event: {
        ref,
        before,
        after: sha,
        created: false,
        deleted: false,
        forced: false,
        commits: commits.map((id) => ({ id, distinct: true })),
        head_commit: { id: sha },
        repository: repository(REPOSITORY),
        sender,
      },
    }
  }

  /** Returns the run of a schedule, on the default branch. */
  schedule(cron = '17 4 * * *', sha = shaOf('main')): Run {
    this.#commits.add(sha)
    return {
      github: this.#on('schedule', 'refs/heads/main', sha),
      event: { schedule: cron, workflow: WORKFLOW, repository: repository(REPOSITORY) },
    }
  }

  /** Returns the run of a manual dispatch, on the default branch. */
  dispatch(inputs: Readonly<Record<string, string>> = {}, sha = shaOf('main')): Run {
    this.#commits.add(sha)
    const ref = 'refs/heads/main'
    return {
      github: this.#on('workflow_dispatch', ref, sha),
      event: { inputs, ref, workflow: WORKFLOW, repository: repository(REPOSITORY), sender },
    }
  }

  #on(event: string, ref: string, sha: string): Record<string, string> {
    return {
      ...this.#variables(),
      GITHUB_EVENT_NAME: event,
      GITHUB_REF: ref,
      GITHUB_REF_NAME: ref.replace(/^refs\/(?:heads|pull)\//, ''),
      GITHUB_SHA: sha,
      GITHUB_WORKFLOW_REF: `${WORKFLOW}@${ref}`,
      GITHUB_WORKFLOW_SHA: sha,
    }
  }
}
