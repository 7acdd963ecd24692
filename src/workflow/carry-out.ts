import type { Ports } from '../ports/ports.ts'
import { driftIn } from '../sharing/drift.ts'
import type { Execution } from '../sharing/execution.ts'
import type { Change, Plan } from '../sharing/plan.ts'
import { apply } from './apply.ts'
import { prove, staleImages } from './verify.ts'

/**
 * Sends changes of a plan, and reads who can copy the images then.
 * @param changes those that may be sent
 */
export async function carryOut(plan: Plan, changes: readonly Change[], doing: Ports): Promise<Execution> {
  const began = doing.clock.now()
  const attempted = await apply(changes, doing)
  const stale = staleImages(plan, changes, doing.clock.now() - began)
  return { attempted, proofs: await prove(attempted, doing, driftIn(plan), stale) }
}
