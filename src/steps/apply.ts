import pMap from 'p-map'
import { nameOf, type Attempt } from '../sharing/outcome.ts'
import type { Change } from '../sharing/plan.ts'
import { problemOf, type Problem } from '../sharing/problem.ts'
import type { Cancellation } from './cancellation.ts'
import { ChangeError } from './change-error.ts'
import type { Clock } from './clock.ts'
import type { ImageService } from './image-service.ts'
import type { Journal } from './journal.ts'
import { Progress } from './progress.ts'

/** What sending changes needs. */
export interface Applying {
  readonly service: ImageService
  readonly clock: Clock
  readonly journal: Journal
  readonly cancellation: Cancellation
}

const changesAtATime = 10

/** The problem of a change that wasn't sent because the job was cancelled. */
export const cancelledProblem: Problem = {
  reason: 'cancelled',
  message: 'The job was cancelled before everything was done.',
  remedy: 'Run it again: what is in effect already is left as it is.',
}

/**
 * Sends the changes, several at a time, and tells how each call ended, in the order of the changes. One account's
 * error stops no other; only a cancel and lost credentials do.
 */
export async function apply(
  changes: readonly Change[],
  applying: Applying,
  title = 'Sending',
): Promise<readonly Attempt[]> {
  const { journal, clock, cancellation } = applying
  if (changes.length > 0)
    journal.group(`${title} ${changes.length === 1 ? '1 change' : `${changes.length} changes`}`)
  const progress = new Progress(changes.length, clock, journal)
  let stoppedBy: Problem | undefined
  const attempts = await pMap(
    changes,
    async (change): Promise<Attempt> => {
      if (cancellation.requested.aborted) return { kind: 'not-attempted', because: cancelledProblem }
      if (stoppedBy !== undefined) return { kind: 'not-attempted', because: stoppedBy }
      const attempt = await send(change, applying)
      if (attempt.kind === 'failed' && attempt.problem.reason === 'no-credentials')
        stoppedBy ??= attempt.problem
      journal.info(
        `${nameOf(change)}: ${attempt.kind === 'failed' ? `failed, ${attempt.problem.message}` : 'accepted'}`,
      )
      progress.advance()
      return attempt
    },
    { concurrency: changesAtATime },
  )
  return attempts
}

async function send(change: Change, { service, cancellation }: Applying): Promise<Attempt> {
  try {
    await service.changePermission(change.image, change.account, change.kind, cancellation.callsEnd)
    return { kind: 'accepted' }
  } catch (error) {
    const mayHaveTakenEffect = !(error instanceof ChangeError) || error.mayHaveTakenEffect
    return { kind: 'failed', problem: problemOf(error), mayHaveTakenEffect }
  }
}
