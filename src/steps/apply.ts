import pMap from 'p-map'
import { withName, type AccountNames } from '../sharing/account-names.ts'
import { groupBy } from '../sharing/grouping.ts'
import { nameOf, type Attempt } from '../sharing/outcome.ts'
import { isOutage } from '../sharing/outages.ts'
import type { Change } from '../sharing/plan.ts'
import { problemOf, type FailureReason, type Problem } from '../sharing/problem.ts'
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
 * changes. One account's error stops no other; only a cancel, lost credentials and a Region that doesn't answer any more do.
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
    [...byRegion.values()].map(async (numbered) => {
      const outage = new Outage()
      return pMap(
        numbered,
        async ([index, change]) => {
          const attempt = await sender.send(change, outage)
          if (attempt.kind !== 'not-attempted') {
            journal.info(`${nameOf(change, applying.accountNames)}: ${ending(attempt)}`)
            progress.advance()
          }
          return [index, attempt] as const
        },
        { concurrency: changesAtATime },
      )
    }),
  )
  return attempts
    .flat()
    .toSorted(([a], [b]) => a - b)
    .map(([, attempt]) => attempt)
}

function ending(attempt: Attempt): string {
  return attempt.kind === 'failed' ? `failed, ${attempt.problem.message}` : 'accepted'
}

// Every one of them was tried for many seconds, and none of those between them came through.
const mostOutagesInARow = 20

/** Notices that a whole Region doesn't answer any more: thousands of accounts would take hours to fail one by one. */
class Outage {
  #inARow = 0
  #problem: Problem | undefined

  /** Why no more is sent; `undefined` while the Region answers, be it with refusals. */
  get problem(): Problem | undefined {
    return this.#inARow < mostOutagesInARow ? undefined : this.#problem
  }

  note(attempt: Attempt): void {
    if (attempt.kind === 'not-attempted') return
    const isOneMore = attempt.kind === 'failed' && isOutage(attempt.problem)
    this.#inARow = isOneMore ? this.#inARow + 1 : 0
    if (isOneMore) this.#problem = attempt.problem
  }
}

// The last two where a role's credentials had to be renewed on the way.
const lostCredentialsReasons: ReadonlySet<FailureReason> = new Set([
  'no-credentials',
  'role-refused',
  'oidc-unavailable',
])

/** Sends one change after the other until the job is cancelled, the credentials are lost or the Region is silent. */
class Sender {
  readonly #applying: Applying
  #lostCredentials: Problem | undefined

  constructor(applying: Applying) {
    this.#applying = applying
  }

  async send(change: Change, outage: Outage): Promise<Attempt> {
    const { cancellation } = this.#applying
    const because = cancellation.requested.aborted
      ? cancelledProblem
      : (this.#lostCredentials ?? outage.problem)
    if (because !== undefined) return { kind: 'not-attempted', because }
    const attempt = await this.#call(change)
    outage.note(attempt)
    return attempt
  }

  async #call(change: Change): Promise<Attempt> {
    const { service, cancellation } = this.#applying
    try {
      const { image, account, kind } = change
      const requestId = await service.changePermission(image, account, kind, cancellation.callsEnd)
      return { kind: 'accepted', ...(requestId === undefined ? {} : { requestId }) }
    } catch (error) {
      const problem = withName(problemOf(error), this.#applying.accountNames ?? new Map())
      if (lostCredentialsReasons.has(problem.reason)) this.#lostCredentials ??= problem
      return {
        kind: 'failed',
        problem,
        mayHaveTakenEffect: !(error instanceof ChangeError) || error.mayHaveTakenEffect,
      }
    }
  }
}
