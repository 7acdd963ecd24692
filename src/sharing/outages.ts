import type { Region } from './identifiers.ts'
import type { FailureReason, Problem } from './problem.ts'
import type { CurrentImage } from './state.ts'

/** What could be seen, with the Regions left out that could not be asked. */
export interface Visible {
  readonly current: ReadonlyMap<string, CurrentImage>
  /** Why Regions could not be asked: their images fail, others go on. */
  readonly outages: readonly Problem[]
  /** Everything else that was wrong: nothing at all is written. */
  readonly refusals: readonly Problem[]
}

const outageReasons: ReadonlySet<FailureReason> = new Set(['unreachable', 'service-unavailable', 'throttled'])

/** Whether a problem may be gone when it is tried again. */
export function isOutage({ reason }: Problem): boolean {
  return outageReasons.has(reason)
}

/**
 * One Region that can't be asked fails its own images only, all of them: what was seen of the others there is not
 * relied on. Where no Region could be asked as a whole, that is simply why nothing is done.
 */
export function withoutOutages(
  current: ReadonlyMap<string, CurrentImage>,
  problems: readonly Problem[],
): Visible {
  const outages = problems.filter((problem) => isOutage(problem) && regionOf(problem) !== undefined)
  const regions = new Set(outages.map(regionOf))
  return {
    current: new Map([...current].filter(([, { description }]) => !regions.has(description.image.region))),
    outages,
    refusals: problems.filter((problem) => !outages.includes(problem)),
  }
}

function regionOf(problem: Problem): Region | undefined {
  return problem.image?.region ?? problem.region
}
