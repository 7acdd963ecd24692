import pMap from 'p-map'
import { withName, type AccountNames } from '../sharing/account-names.ts'
import { groupBy } from '../sharing/grouping.ts'
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
  /** Names of accounts, to stand beside their ids. */
  readonly accountNames?: AccountNames
}

// In each Region: AWS counts requests by Region.
const changesAtATime = 10

/** The problem of a change that wasn't sent because the job was cancelled. */
export const cancelledProblem: Problem = {
  reason: 'cancelled',
  message: 'The job was cancelled before everything was done.',
  remedy: 'Run it again: what is in effect already is left as it is.',
}

/**
 * Sends the changes, several at a time, the Regions side by side, and tells how each call ended, in the order of the
 * changes. One account's error stops no other; only a cancel and lost credentials do.
 * @param title what is done, to stand before the number of changes in the log
 */
export async function apply(
  changes: readonly Change[],
  applying: Applying,
  title = 'Sending',
): Promise<readonly Attempt[]> {
  if (changes.length === 0) return []
  const { journal, clock } = applying
  journal.group(`${title} ${changes.length === 1 ? '1 change' : `${changes.length} changes`}`)
  const progress = new Progress(changes.length, clock, journal)
  const sender = new Sender(applying)
  const byRegion = groupBy(changes.entries(), ([, change]) => change.image.region)
  const attempts = await Promise.all(
    [...byRegion.values()].map(async (numbered) =>
      pMap(
        numbered,
        async ([index, change]) => {
          const attempt = await sender.send(change)
          if (attempt.kind !== 'not-attempted') {
            journal.info(`${nameOf(change, applying.accountNames)}: ${ending(attempt)}`)
            progress.advance()
          }
          return [index, attempt] as const
        },
        { concurrency: changesAtATime },
      ),
    ),
  )
  return attempts
    .flat()
    .toSorted(([a], [b]) => a - b)
    .map(([, attempt]) => attempt)
}

function ending(attempt: Attempt): string {
  return attempt.kind === 'failed' ? `failed, ${attempt.problem.message}` : 'accepted'
}

/** Sends one change after the other until the job is cancelled or the credentials are lost. */
class Sender {
  readonly #applying: Applying
  #lostCredentials: Problem | undefined

  constructor(applying: Applying) {
    this.#applying = applying
  }

  async send(change: Change): Promise<Attempt> {
    const { service, cancellation } = this.#applying
    if (cancellation.requested.aborted) return { kind: 'not-attempted', because: cancelledProblem }
    if (this.#lostCredentials !== undefined) return { kind: 'not-attempted', because: this.#lostCredentials }
    try {
      await service.changePermission(change.image, change.account, change.kind, cancellation.callsEnd)
      return { kind: 'accepted' }
    } catch (error) {
      const problem = withName(problemOf(error), this.#applying.accountNames ?? new Map())
      if (problem.reason === 'no-credentials') this.#lostCredentials ??= problem
      return {
        kind: 'failed',
        problem,
        mayHaveTakenEffect: !(error instanceof ChangeError) || error.mayHaveTakenEffect,
      }
    }
  }
}
