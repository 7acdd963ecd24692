import { driftIn } from '../sharing/drift.ts'
import type { Execution } from '../sharing/execution.ts'
import { changesOf, type Plan } from '../sharing/plan.ts'
import { apply, type Applying } from './apply.ts'
import { prove, staleImages } from './prove.ts'

/** Sends what a plan has to change, and reads who can copy the images then. */
export async function carryOut(plan: Plan, doing: Applying): Promise<Execution> {
  const began = doing.clock.now()
  const attempted = await apply(changesOf(plan), doing)
  const stale = staleImages(plan, doing.clock.now() - began)
  return { attempted, proofs: await prove(attempted, doing, driftIn(plan), stale) }
}
