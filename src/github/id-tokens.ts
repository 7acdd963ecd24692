import * as core from '@actions/core'
import type { IdTokens } from '../aws/id-tokens.ts'
import { ProblemError, type Problem } from '../sharing/problem.ts'

const limitMilliseconds = 60_000

/** GitHub's ID tokens. A job gets them only with `permissions: id-token: write`. */
export class GitHubIdTokens implements IdTokens {
  async request(audience: string): Promise<string> {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = process.env
    if (!url || !token) throw new ProblemError(await whyThereIsNone())
    try {
      // core masks the token before it hands it out.
      return await inTime(core.getIDToken(audience))
    } catch (error) {
      throw new ProblemError(
        {
          reason: 'oidc-unavailable',
          message: `GitHub's token service gave no ID token (${firstLine(error)}).`,
          remedy: 'Look at githubstatus.com and run it again.',
        },
        error,
      )
    }
  }
}

// The toolkit's client sets no limit of its own; a service that hangs must not hold the job.
async function inTime(token: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const timeIsUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${limitMilliseconds / 1000} s`))
    }, limitMilliseconds)
  })
  try {
    return await Promise.race([token, timeIsUp])
  } finally {
    clearTimeout(timer)
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.trim().split('\n')[0] ?? ''
}

// The event's payload tells a fork; it is read only here, where speed doesn't matter any more.
async function whyThereIsNone(): Promise<Problem> {
  const { context } = await import('@actions/github')
  if (context.actor === 'dependabot[bot]') {
    return none(
      'the run was started by Dependabot, whose runs get no ID token',
      "Run this step on events of people only (if: github.actor != 'dependabot[bot]'), or run it after the merge.",
    )
  }
  const head: unknown = context.payload.pull_request?.['head']
  if (isFork(head, `${context.repo.owner}/${context.repo.repo}`)) {
    return none(
      'the pull request comes from a fork, and GitHub gives runs of forks no ID token',
      'Run this step only for branches of this repository, or after the merge; never hand a fork your credentials.',
    )
  }
  return none(
    'the job has no permission to ask for one',
    'Add `permissions: { id-token: write, contents: read }` to the job (a reusable workflow: to the calling job too).',
  )
}

function none(why: string, remedy: string): Problem {
  return {
    reason: 'oidc-unavailable',
    message: `role-to-assume needs an ID token of GitHub, but there is none: ${why}.`,
    remedy,
  }
}

function isFork(head: unknown, repository: string): boolean {
  if (typeof head !== 'object' || head === null || !('repo' in head)) return false
  const { repo } = head
  // A fork that was deleted since has no repository any more.
  if (typeof repo !== 'object' || repo === null) return true
  return 'full_name' in repo && repo.full_name !== repository
}
