import type { Ports } from '../ports/ports.ts'
import { byHand, notSentByHand } from '../sharing/by-hand.ts'
import { verificationOf } from '../sharing/execution.ts'
import type { Attempt, Verification, Settled } from '../sharing/outcome.ts'
import type { Change } from '../sharing/plan.ts'
import {
  isOpen,
  settleRollback,
  unwatched,
  type Rollback,
  type RollbackExecution,
  type RolledBack,
} from '../sharing/rollback.ts'
import { apply } from './apply.ts'
import { nameImages } from './name-images.ts'
import { distinctImages, readBack } from './verify.ts'
import { watchMilliseconds } from './watch-time.ts'

const firstPauseMilliseconds = 500

/**
 * Rolls changes back: sends the rollbacks whatever a read shows, then reads. Sends and reads again for half a minute if
 * that doesn't show them, or if the earlier call was never answered, as it may still take effect. After a cancel it
 * sends nothing more and reads only once.
 * @param title the action, shown before the number of changes in the log
 */
export async function rollBack(
  rollbacks: readonly Rollback[],
  ports: Ports,
  title: string,
): Promise<RollbackExecution> {
  const { clock, cancellation, log } = ports
  // The last attempt of each: an earlier call that was accepted doesn't rule out what took effect after it.
  const attempts = new Map<Change, Attempt>()
  const everSent = new Set<Change>()
  const verifications = new Map<string, Verification>()
  const began = clock.now()
  const watched = (): number => clock.now() - began
  let open = rollbacks
  for (let pause = firstPauseMilliseconds; ; pause *= 2) {
    const isLast = watched() >= watchMilliseconds
    const changes = open.map(({ change }) => change)
    const sent = await apply(changes, ports, attempts.size === 0 ? title : `${title} again:`)
    for (const { change, attempt } of sent) {
      attempts.set(change, attempt)
      if (attempt.kind !== 'not-attempted') everSent.add(change)
    }
    const images = distinctImages(changes.map(({ image }) => image))
    for (const [key, verification] of await readBack(images, ports)) verifications.set(key, verification)
    open = rollbacks.filter((one) =>
      isOpen(one, attemptOf(one.change, attempts), verificationOf(one.change.image, verifications), isLast),
    )
    if (open.length === 0 || cancellation.requested.aborted) break
    log.info(`Watching ${nameImages(images)}: a call or a read may be late.`)
    await clock.sleep(Math.max(0, Math.min(pause, watchMilliseconds - watched())), cancellation.requested)
    if (cancellation.requested.aborted) break
  }
  const left = new Set(open)
  const isCancelled = cancellation.requested.aborted
  const settled = rollbacks.map((one): RolledBack => {
    const { change } = one
    const verification = early(verificationOf(change.image, verifications), isCancelled)
    const outcome = settleRollback(change, attemptOf(change, attempts), verification)
    const ending = left.has(one) ? stillOpen(change, outcome) : outcome
    return { change, outcome: withCommand(ending, change, everSent.has(change)) }
  })
  return { settled, verifications }
}

function attemptOf(change: Change, attempts: ReadonlyMap<Change, Attempt>): Attempt {
  const attempt = attempts.get(change)
  if (attempt === undefined) throw new Error(`The change of ${change.image.id} was forgotten.`)
  return attempt
}

function early(verification: Verification, isEarly: boolean): Verification {
  return verification.kind === 'read' ? { ...verification, isEarly } : verification
}

// The read shows it, and only a cancel left it open.
function stillOpen(change: Change, outcome: Settled): Settled {
  return outcome.kind === 'done' || outcome.kind === 'unchanged'
    ? { kind: 'failed', problem: unwatched(change), mayBeInEffect: true }
    : outcome
}

function withCommand(outcome: Settled, change: Change, wasSent: boolean): Settled {
  switch (outcome.kind) {
    case 'done':
    case 'unchanged':
      return outcome
    case 'failed':
      return { ...outcome, problem: byHand(outcome.problem, change) }
    case 'not-attempted':
      return { ...outcome, because: notSentByHand(outcome.because, change, wasSent) }
  }
}
