import type { Ports } from '../ports/ports.ts'
import { driftIn } from '../sharing/drift.ts'
import type { Execution } from '../sharing/execution.ts'
import type { Change, Plan } from '../sharing/plan.ts'
import { apply } from './apply.ts'
import { verify, staleImages } from './verify.ts'

/**
 * Sends changes of a plan, then reads the accounts that can copy the images.
 * @param changes the changes that may be sent
 * @param readAt the time when the read that the plan was made by began, in milliseconds
 */
export async function carryOut(
  plan: Plan,
  changes: readonly Change[],
  readAt: number,
  ports: Ports,
): Promise<Execution> {
  const attempted = await apply(changes, ports)
  const stale = staleImages(plan, changes, ports.clock.now() - readAt)
  return { attempted, verifications: await verify(attempted, ports, driftIn(plan), stale) }
}
