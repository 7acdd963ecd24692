import { changesOf, type Change, type Plan, type PlannedImage } from './plan.ts'
import type { Problem } from './problem.ts'

/** Which changes of a plan may be sent, and why all others are held. */
export interface Release {
  /** In the order of the plan. */
  readonly changes: readonly Change[]
  /** Why the others are held; `undefined` where nothing is. */
  readonly heldBecause: Problem | undefined
}

/**
 * Decides which changes of a plan may be sent. One refusal holds all of them but the unshares of shares that have
 * ended: somebody's access ends on its day, not when another image is repaired.
 * @param refusals what is wrong with the images or with what is wanted of them
 * @param holds what holds every change, ended shares included: a guard over the plan as a whole, a cancel
 */
export function releaseOf(plan: Plan, refusals: readonly Problem[], holds: readonly Problem[]): Release {
  const [heldBecause] = [...refusals, ...holds]
  if (heldBecause === undefined) return { changes: changesOf(plan), heldBecause }
  return { changes: holds.length > 0 ? [] : plan.images.flatMap(endOf), heldBecause }
}

/** The unshares of an image's shares that have ended by themselves. */
function endOf({ changes, wanted }: PlannedImage): readonly Change[] {
  return changes.filter(
    ({ kind, account }) => kind === 'unshare' && wanted.timeBoxes?.get(account)?.hasEnded === true,
  )
}
