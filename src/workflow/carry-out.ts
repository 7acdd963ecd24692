import type { Ports } from '../ports/ports.ts'
import { driftIn } from '../sharing/drift.ts'
import type { Execution } from '../sharing/execution.ts'
import type { Change, Plan } from '../sharing/plan.ts'
import { apply } from './apply.ts'
import { verify, staleImages } from './verify.ts'

/**
 * Sends changes of a plan, then reads the accounts that can copy the images.
 * @param changes the changes that may be sent
 */
export async function carryOut(plan: Plan, changes: readonly Change[], ports: Ports): Promise<Execution> {
  const began = ports.clock.now()
  const attempted = await apply(changes, ports)
  const stale = staleImages(plan, changes, ports.clock.now() - began)
  return { attempted, verifications: await verify(attempted, ports, driftIn(plan), stale) }
}
