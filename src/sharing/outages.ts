import type { Region } from './identifiers.ts'
import type { FailureReason, Problem } from './problem.ts'
import type { CurrentImage } from './state.ts'

/** The images that could be read, without the Regions that could not be queried. */
export interface Visible {
  readonly current: ReadonlyMap<string, CurrentImage>
  /** The problems of Regions that could not be queried: their images fail, others continue. */
  readonly outages: readonly Problem[]
  /** All other problems: nothing at all is written. */
  readonly refusals: readonly Problem[]
}

const outageReasons: ReadonlySet<FailureReason> = new Set(['unreachable', 'service-unavailable', 'throttled'])

/** Returns whether a problem may be gone on another attempt. */
export function isOutage({ reason }: Problem): boolean {
  return outageReasons.has(reason)
}

/**
 * Separates outages from refusals. A Region that can't be queried fails all of its own images and no others: reads of
 * its other images are not relied on. An outage that belongs to no Region is a refusal.
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
