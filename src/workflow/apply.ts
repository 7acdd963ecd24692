import type { Ports } from '../ports/ports.ts'
import pMap from 'p-map'
import { BoundedLog } from '../report/bounded-log.ts'
import { groupBy } from '../sharing/grouping.ts'
import type { Region } from '../sharing/identifiers.ts'
import { nameOf, type Attempt, type Attempted } from '../sharing/outcome.ts'
import { isOutage } from '../sharing/outages.ts'
import type { Change } from '../sharing/plan.ts'
import { problemOf, type FailureReason, type Problem } from '../sharing/problem.ts'
import { ChangeError } from '../ports/change-error.ts'
import { Progress } from './progress.ts'

// Per Region: AWS counts requests by Region.
const changesAtATime = 10

/** Returns the number of calls that sending starts with, by Region. */
export function firstCalls(changes: readonly Change[]): ReadonlyMap<Region, number> {
  const byRegion = groupBy(changes, ({ image }) => image.region)
  return new Map([...byRegion].map(([region, all]) => [region, Math.min(all.length, changesAtATime)]))
}

/** The problem of a change that wasn't sent because the job was cancelled. */
export const cancelledProblem: Problem = {
  reason: 'cancelled',
  message: 'The job was cancelled before everything was done.',
  remedy: 'Run it again: what is in effect already is left as it is.',
}

/**
 * Sends the changes, several in parallel in each Region, and returns how each call ended. One account's error stops no
 * other. Only a cancel, lost credentials and a Region that no longer answers do. The Regions run in parallel too.
 * @param title the action, shown before the number of changes in the log
 */
export async function apply(
  changes: readonly Change[],
  ports: Ports,
  title = 'Sending',
): Promise<readonly Attempted[]> {
  if (changes.length === 0) return []
  const { clock } = ports
  ports.log.group(`${title} ${changes.length === 1 ? '1 change' : `${changes.length} changes`}`)
  const log = new BoundedLog(ports.log)
  const progress = new Progress(changes.length, clock, ports.log)
  const sender = new Sender(ports)
  const byRegion = groupBy(changes, ({ image }) => image.region)
  const attempted = await Promise.all(
    [...byRegion.values()].map(async (ofRegion) => {
      const outage = new Outage()
      return pMap(
        ofRegion,
        async (change) => {
          const attempt = await sender.send(change, outage)
          if (attempt.kind !== 'not-attempted') {
            log.info(`${nameOf(change, ports.accountNames)}: ${ending(attempt)}`)
            progress.advance()
          }
          return { change, attempt }
        },
        { concurrency: changesAtATime },
      )
    }),
  )
  log.finish()
  return attempted.flat()
}

// The message of a problem that remains is in its annotation.
function ending(attempt: Attempt): string {
  if (attempt.kind !== 'failed') return 'accepted'
  const { reason, aws } = attempt.problem
  const id = aws?.requestId === undefined ? '' : `, request id ${aws.requestId}`
  return `failed, ${reason}${aws === undefined ? '' : ` (${aws.name}${id})`}`
}

// Each of them was retried for many seconds, and no call between them got an answer.
const mostOutagesInARow = 20

/** A detector of a whole Region that no longer answers: thousands of accounts would take hours to fail one by one. */
class Outage {
  #inARow = 0
  #problem: Problem | undefined

  /** Why no more is sent; `undefined` while the Region answers, even with refusals. */
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

/** The reasons that stop all calls. The last two occur if a role's credentials had to be renewed during the run. */
export const lostCredentialsReasons: ReadonlySet<FailureReason> = new Set([
  'no-credentials',
  'role-refused',
  'oidc-unavailable',
])

/** A sender of changes that stops when the job is cancelled, the credentials are lost or the Region doesn't answer. */
class Sender {
  readonly #ports: Ports
  #lostCredentials: Problem | undefined

  constructor(ports: Ports) {
    this.#ports = ports
  }

  async send(change: Change, outage: Outage): Promise<Attempt> {
    const { cancellation } = this.#ports
    const because = cancellation.requested.aborted
      ? cancelledProblem
      : (this.#lostCredentials ?? outage.problem)
    if (because !== undefined) return { kind: 'not-attempted', because }
    const attempt = await this.#call(change)
    outage.note(attempt)
    return attempt
  }

  async #call(change: Change): Promise<Attempt> {
    const { service, cancellation } = this.#ports
    try {
      const { image, account, kind } = change
      const { requestId, attempts } = await service.changePermission(
        image,
        account,
        kind,
        cancellation.callsEnd,
      )
      return {
        kind: 'accepted',
        requestId,
        ...(attempts > 1 ? { wasRepeated: true } : {}),
      }
    } catch (error) {
      const problem = problemOf(error)
      if (lostCredentialsReasons.has(problem.reason)) this.#lostCredentials ??= problem
      return {
        kind: 'failed',
        problem,
        mayHaveTakenEffect: !(error instanceof ChangeError) || error.mayHaveTakenEffect,
      }
    }
  }
}
