import { context } from '@actions/github'
import type { ApplyingRun } from '../sharing/approval.ts'

/** Returns what the runner's variables say of the run. */
export function readApplyingRun(): ApplyingRun {
  return {
    event: process.env['GITHUB_EVENT_NAME'] ?? '',
    ref: process.env['GITHUB_REF'] ?? '',
    commit: process.env['GITHUB_SHA'] ?? '',
    attempt: attemptOfRun(),
  }
}

/** Returns the run's repository as `owner/name`. */
export function fullName(): string {
  return `${context.repo.owner}/${context.repo.repo}`
}

/**
 * Returns the address of the run's page. The attempt is a part of it: two steps of one run are told from a run that is
 * started again.
 */
export function linkToRun(): string {
  const { GITHUB_SERVER_URL: server, GITHUB_RUN_ID: run } = process.env
  return `${server ?? 'https://github.com'}/${fullName()}/actions/runs/${run}/attempts/${attemptOfRun()}`
}

// 0 if the runner doesn't say: then the run may be one that was started again.
function attemptOfRun(): number {
  return Number(process.env['GITHUB_RUN_ATTEMPT'] ?? 0)
}
