import { labelOf, type AccountNames } from './account-names.ts'
import type { AccountId } from './identifiers.ts'
import type { Change } from './plan.ts'
import type { Problem } from './problem.ts'
import type { Reading } from './reading.ts'

/** The result of the call for one change, before verification. */
export type Attempt =
  /**
   * `requestId`: AWS's, for AWS Support. `wasRepeated`: the call was sent again, because an earlier attempt got no
   * answer or a retryable error; which of the two isn't known.
   */
  | {
      readonly kind: 'accepted'
      readonly requestId?: string | undefined
      readonly wasRepeated?: boolean | undefined
    }
  /** `mayHaveTakenEffect`: no refusal by AWS arrived, so the change may be in effect all the same. */
  | { readonly kind: 'failed'; readonly problem: Problem; readonly mayHaveTakenEffect: boolean }
  | { readonly kind: 'not-attempted'; readonly because: Problem }

/** A change that was to be sent, and the result of its call. */
export interface Attempted {
  readonly change: Change
  readonly attempt: Attempt
}

/** The outcome of one change, by the read after the writes. */
export type Outcome =
  /** Not written because the mode only plans. */
  | { readonly kind: 'planned' }
  /** This run changed it, and the read shows it. `despite` is the error of the call, if it had one. */
  | { readonly kind: 'done'; readonly despite?: Problem | undefined }
  /** In effect, but not through this run: someone else changed it meanwhile. */
  | { readonly kind: 'unchanged' }
  /** `mayBeInEffect`: it was neither verified nor ruled out. */
  | { readonly kind: 'failed'; readonly problem: Problem; readonly mayBeInEffect: boolean }
  /** `isHeld`: nothing of the plan could be sent, or only its ended shares. The problem may be another image's. */
  | { readonly kind: 'not-attempted'; readonly because: Problem; readonly isHeld?: true }
  /** This run changed it and rolled it back, because something else failed. */
  | { readonly kind: 'undone' }
  /** This run changed it and could not roll it back: it is in effect, or may be. */
  | { readonly kind: 'undo-failed'; readonly problem: Problem }

/** The outcomes of a change that was attempted, or could have been. */
export type Settled = Extract<Outcome, { kind: 'done' | 'unchanged' | 'failed' | 'not-attempted' }>

/**
 * The accounts that can copy an image after the writes, or why they couldn't be read. `isEarly`: a cancel left no time
 * to wait until the read shows every write.
 */
export type Verification = Reading<ReadonlySet<AccountId>> & { readonly isEarly?: boolean | undefined }

/**
 * Returns whether AWS may have received the call, or an attempt of it, without ever answering. It may then take effect
 * at any time, even after a read that doesn't show it.
 */
export function isUnanswered(attempt: Attempt): boolean {
  switch (attempt.kind) {
    case 'accepted':
      return attempt.wasRepeated === true
    case 'failed':
      return attempt.mayHaveTakenEffect
    case 'not-attempted':
      return false
  }
}

/** Returns whether the recipients of an image are as the change wants them. */
export function isInEffect(change: Change, recipients: ReadonlySet<AccountId>): boolean {
  return recipients.has(change.account) === (change.kind === 'share')
}

/** Decides the outcome of a change. The read decides; the call's own answer only explains. */
export function settle(change: Change, attempt: Attempt, verification: Verification): Settled {
  if (verification.kind === 'unread') return settleUnread(change, attempt, verification.problem)
  if (isInEffect(change, verification.value)) return settleInEffect(change, attempt)
  switch (attempt.kind) {
    case 'accepted':
      return {
        kind: 'failed',
        problem: notShown(change, attempt, verification.isEarly === true),
        mayBeInEffect: true,
      }
    case 'failed':
      return { kind: 'failed', problem: attempt.problem, mayBeInEffect: attempt.mayHaveTakenEffect }
    case 'not-attempted':
      return attempt
  }
}

function settleInEffect({ kind }: Change, attempt: Attempt): Settled {
  switch (attempt.kind) {
    case 'accepted':
      return { kind: 'done' }
    case 'failed':
      // A share counts as this run's even if AWS refused the call: whoever undoes the run, or ends its shares, has to
      // unshare it. An unshare that AWS refused is somebody else's: nobody may give the access back for it.
      return kind === 'share' || attempt.mayHaveTakenEffect
        ? { kind: 'done', despite: attempt.problem }
        : { kind: 'unchanged' }
    case 'not-attempted':
      return { kind: 'unchanged' }
  }
}

function settleUnread(change: Change, attempt: Attempt, unread: Problem): Settled {
  switch (attempt.kind) {
    case 'accepted':
      return {
        kind: 'failed',
        mayBeInEffect: true,
        problem: {
          message: `AWS accepted to ${change.kind} ${change.image.id} ${preposition(change)} ${change.account}${requestNote(attempt)}, but reading back failed: ${unread.message}`,
          ...(unread.reason === 'cancelled'
            ? { reason: 'cancelled', remedy: unread.remedy }
            : {
                reason: 'not-proven',
                remedy: `${unread.remedy} Then run this again: what is in effect already is left as it is.`,
              }),
          image: change.image,
          account: change.account,
          aws: unread.aws,
        },
      }
    case 'failed':
      return { kind: 'failed', problem: attempt.problem, mayBeInEffect: attempt.mayHaveTakenEffect }
    case 'not-attempted':
      return attempt
  }
}

function notShown(change: Change, attempt: Accepted, isEarly: boolean): Problem {
  const seen = change.kind === 'share' ? 'does not list' : 'still lists'
  const message = `AWS accepted to ${change.kind} ${change.image.id} ${preposition(change)} ${change.account}${requestNote(attempt)}, but reading back ${seen} the account`
  const { image, account } = change
  if (isEarly) {
    return {
      reason: 'cancelled',
      message: `${message}, and the job was cancelled before it could be read again.`,
      remedy: 'Run it again: what is in effect already is left as it is.',
      image,
      account,
    }
  }
  return {
    reason: 'not-proven',
    message: `${message}.`,
    remedy: 'Run this again; if it stays so, give the request to AWS Support.',
    image,
    account,
  }
}

type Accepted = Extract<Attempt, { kind: 'accepted' }>

// AWS Support asks for it first.
function requestNote({ requestId }: Accepted): string {
  return requestId === undefined ? '' : ` (request id ${requestId})`
}

/** Formats a change in a few words: `share wsi-... with 111122223333`. */
export function nameOf(change: Change, names: AccountNames = new Map()): string {
  return `${change.kind} ${change.image.id} ${preposition(change)} ${labelOf(change.account, names)}`
}

/** Returns the preposition of a change: "share with", "unshare from". */
export function preposition(change: { readonly kind: Change['kind'] }): 'with' | 'from' {
  return change.kind === 'share' ? 'with' : 'from'
}
