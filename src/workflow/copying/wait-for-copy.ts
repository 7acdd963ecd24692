import { checkExisting } from '../../copying/copy-checks.ts'
import type { CopyRequest } from '../../copying/copy-request.ts'
import type { CopyFound } from '../../copying/copy-result.ts'
import { isOutage } from '../../sharing/outages.ts'
import type { Problem } from '../../sharing/problem.ts'
import { reading } from '../../sharing/reading.ts'
import { cancelledProblem } from '../apply.ts'
import { waitWhilePending } from '../wait-while-pending.ts'
import type { CopyPorts } from './copy-ports.ts'

/** The copy after the wait, and why it can't be used yet. */
export interface WaitedFor {
  /** `undefined` if it was deleted meanwhile. */
  readonly copy: CopyFound | undefined
  readonly problem: Problem | undefined
}

/** Waits for a copy that is PENDING, as long as the request says. A request that doesn't wait has no problem with it. */
export async function waitForCopy(
  copy: CopyFound,
  { waitForMinutes }: CopyRequest,
  ports: CopyPorts,
): Promise<WaitedFor> {
  const { region, id } = copy.image
  const { requested } = ports.cancellation
  let last = copy
  let missing = 0
  let unread: Problem | undefined
  const stillPending = async (): Promise<readonly string[]> => {
    const own = await reading(ports.copies.listOwnImages(region, requested))
    unread = own.kind === 'unread' ? own.problem : undefined
    // The next read may succeed. Waiting doesn't help with anything else, such as expired credentials.
    if (own.kind === 'unread') return isOutage(own.problem) ? [id] : []
    const found = own.value.find(({ image }) => image.id === id)
    missing = found === undefined ? missing + 1 : 0
    if (found !== undefined) last = found
    // A single read may be late.
    return last.state === 'PENDING' && missing < 2 ? [id] : []
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
  if (missing > 1) return { copy: undefined, problem: deleted(copy) }
  if (left.length > 0) return { copy: last, problem: unread ?? notInTime(last, waitForMinutes) }
  return { copy: last, problem: unread ?? checkExisting(last)[0] }
}

function deleted({ image }: CopyFound): Problem {
  return {
    reason: 'image-not-found',
    message: `The copy ${image.id} is not there any more: somebody deleted it during the wait.`,
    remedy: 'Run this step again: it makes another copy.',
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
