import { imageKey } from './identifiers.ts'
import { isInEffect } from './outcome.ts'
import { planId } from './plan-id.ts'
import { changesOf, type Change, type Plan } from './plan.ts'
import { isSuccess, type ImageResult, type RunResult } from './result.ts'

/** The part of a plan that is still to be done. */
export interface RestOfPlan {
  readonly changes: readonly Change[]
  /** The id of the plan that a later run will make if nobody changes anything meanwhile. */
  readonly planId: string
}

/**
 * Returns what is left of a plan after it was carried out: its own changes that are not shown to be in effect, and no
 * other ones. So it is never wider than the plan, whatever others did meanwhile.
 * @param temporary whether the plan's shares end with the job
 */
export function restOfPlan(plan: Plan, result: RunResult, temporary: boolean): RestOfPlan {
  const resultOf = new Map(result.images.map((image) => [imageKey(image.image), image]))
  const images = plan.images.map((planned) => {
    const settled = resultOf.get(imageKey(planned.wanted.image))
    const isDone = (change: Change) => isShownInEffect(change, settled)
    return {
      ...planned,
      changes: planned.changes.filter((change) => !isDone(change)),
      unchanged: [...planned.unchanged, ...planned.changes.filter(isDone).map(({ account }) => account)],
    }
  })
  const rest = { ...plan, images }
  return { changes: changesOf(rest), planId: planId(images, temporary) }
}

// The read after the writes decides, also for a change that was rolled back or could not be.
function isShownInEffect(change: Change, image: ImageResult | undefined): boolean {
  if (image?.recipients !== undefined) return isInEffect(change, new Set(image.recipients))
  const settled = image?.changes.find((one) => one.change === change)
  return settled !== undefined && settled.outcome.kind !== 'planned' && isSuccess(settled.outcome)
}
