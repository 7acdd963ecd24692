import type { MergedPullRequest } from '../../src/sharing/approval.ts'
import { ProblemError } from '../../src/sharing/problem.ts'

/** A pull request that the commit `decade` merged into main. */
export const mergedPullRequest: MergedPullRequest = {
  number: 7,
  mergedAt: 1000,
  mergeCommit: 'decade',
  base: 'main',
  head: 'beef',
  isFromFork: false,
}

/** What a call refuses with, as `cause. remedy`; its value where it refuses nothing. */
export function told(call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.reason !== 'not-approved') throw error
    const { message, remedy } = error.problem
    return `${message.replace(/^approved-plan: pull-request found no approval: /, '')} ${remedy}`
  }
}
