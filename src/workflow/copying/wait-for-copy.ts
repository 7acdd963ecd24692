import { checkExisting } from '../../copying/copy-checks.ts'
import type { CopyRequest } from '../../copying/copy-request.ts'
import type { CopyFound } from '../../copying/copy-result.ts'
import { isOutage } from '../../sharing/outages.ts'
import type { Problem } from '../../sharing/problem.ts'
import { reading } from '../../sharing/reading.ts'
import { cancelledProblem } from '../apply.ts'
import { formatDuration, waitWhilePending } from '../wait-while-pending.ts'
import { watchMilliseconds } from '../watch-time.ts'
import type { CopyPorts } from './copy-ports.ts'

/** The copy after the wait, and why it can't be used yet. */
export interface WaitedFor {
  /** `undefined` if no read shows it any more. */
  readonly copy: CopyFound | undefined
  readonly problem: Problem | undefined
}

/**
 * Waits for a copy that is PENDING, as long as the request says. A request that doesn't wait has no problem with it.
 * Reads that don't show the copy may be late: it is given up after half a minute of them.
 */
export async function waitForCopy(
  copy: CopyFound,
  { waitForMinutes }: CopyRequest,
  ports: CopyPorts,
): Promise<WaitedFor> {
  const { region, id } = copy.image
  const { clock, cancellation } = ports
  const { requested } = cancellation
  let last = copy
  // Since the first of the reads in a row that don't show the copy.
  let missingSince: number | undefined
  let missing = 0
  let unread: Problem | undefined
  const stillPending = async (): Promise<readonly string[]> => {
    const own = await reading(ports.copies.listOwnImages(region, requested))
    unread = own.kind === 'unread' ? own.problem : undefined
    // The next read may succeed. Waiting doesn't help with anything else, such as expired credentials.
    if (own.kind === 'unread') return isOutage(own.problem) ? [id] : []
    const found = own.value.find(({ image }) => image.id === id)
    if (found !== undefined) last = found
    missingSince = found === undefined ? (missingSince ?? clock.now()) : undefined
    missing = missingSince === undefined ? 0 : clock.now() - missingSince
    return last.state === 'PENDING' && missing < watchMilliseconds ? [id] : []
  }
  const pending = copy.state === 'PENDING' && waitForMinutes > 0 ? [id] : []
  const left = await waitWhilePending(
    pending,
    waitForMinutes * 60_000,
    ports,
    () => `copy ${id}`,
    stillPending,
  )
  if (requested.aborted && pending.length > 0 && last.state === 'PENDING') {
    return { copy: last, problem: cancelledProblem }
  }
  if (missing >= watchMilliseconds) return { copy: undefined, problem: notShown(copy, missing) }
  if (left.length > 0) {
    const late = missingSince === undefined ? notInTime(last, waitForMinutes) : notShownInTime(last)
    return { copy: last, problem: unread ?? late }
  }
  return { copy: last, problem: unread ?? checkExisting(last)[0] }
}

const lookRemedy =
  'Look for it in the WorkSpaces console, then run this step again: it finds the copy if it is there, and otherwise makes another one.'

function notShown({ image }: CopyFound, milliseconds: number): Problem {
  return {
    reason: 'image-not-found',
    message: `The copy ${image.id} was PENDING, but no read has shown it for ${formatDuration(milliseconds)}.`,
    remedy: lookRemedy,
    image,
  }
}

function notShownInTime({ image }: CopyFound): Problem {
  return {
    reason: 'wait-timed-out',
    message: `The copy ${image.id} was PENDING, but the last read before the time was up (wait-for-minutes) did not show it.`,
    remedy: lookRemedy,
    image,
  }
}

function notInTime({ image }: CopyFound, minutes: number): Problem {
  return {
    reason: 'wait-timed-out',
    message: `The copy ${image.id} was still PENDING after ${minutes} minutes (wait-for-minutes).`,
    remedy: 'AWS goes on copying. Run this step again: it finds the copy and waits on.',
    image,
  }
}
