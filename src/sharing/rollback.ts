import { isInEffect, preposition, settle, type Attempt, type Verification, type Settled } from './outcome.ts'
import type { Change } from './plan.ts'
import type { FailureReason, Problem } from './problem.ts'
import { isOutage } from './outages.ts'

/** A change that rolls an earlier one back. */
export interface Rollback {
  readonly change: Change
  /** Whether AWS never answered the earlier call, or an attempt of it: it may take effect after the rollback. */
  readonly isUnanswered: boolean
}

/** The change of a rollback, and its outcome. */
export interface RolledBack {
  readonly change: Change
  readonly outcome: Settled
}

/** The outcomes of rollbacks, and the accounts that can copy the images now, by `imageKey`. */
export interface RollbackExecution {
  readonly settled: readonly RolledBack[]
  readonly verifications: ReadonlyMap<string, Verification>
}

// AWS documents no error for an unshare of an image that was never shared. Other errors mean something else:
// AccessDenied that the caller isn't allowed to, ResourceUnavailable that the image is busy.
const nothingToUnshare: ReadonlySet<FailureReason> = new Set([
  'invalid-input',
  'image-not-found',
  'not-supported',
])

/** Returns whether AWS refused an unshare as it may refuse one of an account that the image isn't shared with. */
function hadNothingToUnshare({ kind }: Change, attempt: Attempt): boolean {
  return (
    kind === 'unshare' &&
    attempt.kind === 'failed' &&
    !attempt.mayHaveTakenEffect &&
    nothingToUnshare.has(attempt.problem.reason)
  )
}

/**
 * Decides the outcome of a rollback. A read alone isn't enough: a late one shows the state before the change that is
 * rolled back. So it takes AWS's answer, that it accepted the call or had nothing to unshare, and a read after that.
 */
export function settleRollback(change: Change, attempt: Attempt, verification: Verification): Settled {
  if (verification.kind === 'unread' || !isInEffect(change, verification.value))
    return settle(change, attempt, verification)
  if (attempt.kind === 'accepted') return { kind: 'done' }
  if (attempt.kind === 'not-attempted') return attempt
  if (hadNothingToUnshare(change, attempt)) return { kind: 'unchanged' }
  return { kind: 'failed', problem: uncertain(change, attempt.problem), mayBeInEffect: true }
}

/**
 * Returns whether it is worth sending and reading again.
 * @param isWatched whether it was watched for as long as a call that was never answered may still take effect
 */
export function isOpen(
  rollback: Rollback,
  attempt: Attempt,
  verification: Verification,
  isWatched: boolean,
): boolean {
  if (isWatched) return false
  // A Region may answer again. What else kept the change from being sent lasts.
  if (attempt.kind === 'not-attempted') return isOutage(attempt.because)
  if (verification.kind === 'unread' && !isOutage(verification.problem)) return false
  const { change } = rollback
  const outcome = settleRollback(change, attempt, verification)
  if (outcome.kind === 'done' || outcome.kind === 'unchanged') return rollback.isUnanswered
  return attempt.kind === 'accepted' || attempt.mayHaveTakenEffect || hadNothingToUnshare(change, attempt)
}

/** Returns the problem of a rollback of an unanswered call, for a job that was cancelled while it watched that call. */
export function unwatched({ kind, image, account }: Change): Problem {
  return {
    reason: 'cancelled',
    message: `AWS accepted to ${kind} ${image.id} ${preposition({ kind })} ${account}, but it never answered the call that is rolled back. That call may still take effect: the job was cancelled before this was known.`,
    remedy: 'Check who can copy the image.',
    image,
    account,
  }
}

function uncertain({ kind, image, account }: Change, problem: Problem): Problem {
  const shown = kind === 'share' ? 'lists' : "doesn't list"
  return {
    ...problem,
    message: `${problem.message} Reading back ${shown} ${account} for ${image.id}, but a read may be late.`,
  }
}
