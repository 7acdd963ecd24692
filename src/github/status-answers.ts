import { propertyOf } from '../property-of.ts'
import type { PullRequest } from '../sharing/approval.ts'
import type { PlanRecord } from '../sharing/plan-record.ts'
import { unreadable } from './comments-page.ts'

/** A status of a commit. */
export interface Status extends PlanRecord {
  readonly context: string
}

/**
 * Reads a status from GitHub's answer.
 * @throws Error if the answer isn't a status: a record that can't be read must not look like none
 */
export function readStatus(answer: unknown): Status {
  const [id, state, context] = [
    propertyOf(answer, 'id'),
    propertyOf(answer, 'state'),
    propertyOf(answer, 'context'),
  ]
  const creator = propertyOf(propertyOf(answer, 'creator'), 'id')
  if (typeof id !== 'number' || typeof state !== 'string' || typeof context !== 'string') throw unreadable()
  return {
    id,
    state,
    context,
    description: textOf(propertyOf(answer, 'description')),
    link: textOf(propertyOf(answer, 'target_url')),
    creator: typeof creator === 'number' ? creator : undefined,
    madeAt: momentOf(propertyOf(answer, 'created_at')),
  }
}

/**
 * Reads a pull request from GitHub's answer; `undefined` if it is one of another repository, such as a fork.
 * @param repository the repository of the run, `owner/name`
 * @throws Error if the answer isn't a pull request
 */
export function readPullRequest(answer: unknown, repository: string): PullRequest | undefined {
  const [head, base] = [propertyOf(answer, 'head'), propertyOf(answer, 'base')]
  const [number, sha, ref] = [propertyOf(answer, 'number'), propertyOf(head, 'sha'), propertyOf(base, 'ref')]
  const [mergedAt, mergeCommit] = [propertyOf(answer, 'merged_at'), propertyOf(answer, 'merge_commit_sha')]
  if (typeof number !== 'number' || typeof sha !== 'string' || typeof ref !== 'string') throw unreadable()
  const pullRequest = {
    number,
    // Only this says that it is merged: an open one has a merge commit too, which tries the merge.
    mergedAt: mergedAt === null || mergedAt === undefined ? undefined : momentOf(mergedAt),
    mergeCommit: typeof mergeCommit === 'string' ? mergeCommit : undefined,
    base: ref,
    head: sha,
    isFromFork: propertyOf(propertyOf(head, 'repo'), 'full_name') !== repository,
  }
  return propertyOf(propertyOf(base, 'repo'), 'full_name') === repository ? pullRequest : undefined
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function momentOf(value: unknown): number {
  const moment = typeof value === 'string' ? Date.parse(value) : Number.NaN
  if (Number.isNaN(moment)) throw unreadable()
  return moment
}
