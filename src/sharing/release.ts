import { changesOf, type Change, type Plan, type PlannedImage } from './plan.ts'
import type { Problem } from './problem.ts'

/** The changes of a plan that may be sent, and why all others are held. */
export interface Release {
  /** In the order of the plan. */
  readonly changes: readonly Change[]
  /** Why the others are held; `undefined` if none is. */
  readonly heldBecause: Problem | undefined
}

/**
 * Decides which changes of a plan may be sent. One refusal holds all of them except the unshares of ended shares:
 * access ends on its day, not when another image is fixed.
 * @param refusals the problems of the images or of their wanted recipients
 * @param holds the problems that hold every change, ended shares included: a guard over the whole plan, a cancel
 */
export function releaseOf(plan: Plan, refusals: readonly Problem[], holds: readonly Problem[]): Release {
  const [heldBecause] = [...refusals, ...holds]
  if (heldBecause === undefined) return { changes: changesOf(plan), heldBecause }
  return { changes: holds.length > 0 ? [] : plan.images.flatMap(endOf), heldBecause }
}

/** Returns the unshares of an image's shares that have ended. */
function endOf({ changes, wanted }: PlannedImage): readonly Change[] {
  return changes.filter(
    ({ kind, account }) => kind === 'unshare' && wanted.timeBoxes?.get(account)?.hasEnded === true,
  )
}
