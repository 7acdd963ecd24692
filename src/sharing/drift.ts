import { labelOf, type AccountNames } from './account-names.ts'
import { imageKey, type AccountId, type ImageReference } from './identifiers.ts'
import { planImage, type Change, type Plan, type PlannedImage } from './plan.ts'
import type { Problem } from './problem.ts'

// The table names every change; a sentence that did so for thousands could not be read.
const mostNamed = 20

/** What is not as wanted, as a problem: who can't copy an image and should, and who can and should not. */
export function driftOf(changes: readonly Change[], names: AccountNames): readonly Problem[] {
  if (changes.length === 0) return []
  return [
    {
      reason: 'drift',
      message: `Who can copy the images is not as wanted: ${formatChanges(changes, names)}.`,
      remedy: 'Run it with mode: apply to bring it back, or change what is wanted.',
    },
  ]
}

/** As {@link driftOf}, for what {@link driftSince} found. */
export function driftProblems(changes: readonly Change[], names: AccountNames): readonly Problem[] {
  if (changes.length === 0) return []
  return [
    {
      reason: 'drift',
      message: `While this run was at work, somebody else changed who can copy the images: ${formatChanges(changes, names)}.`,
      remedy: 'Run it again, and give workflows that share the same images one concurrency group.',
    },
  ]
}

/**
 * What is not as wanted after a plan was carried out although the plan had nothing to change there: somebody else did
 * it meanwhile.
 * @param recipients who can copy the image now
 * @returns the changes that would bring it back
 */
export function driftSince(planned: PlannedImage, recipients: readonly AccountId[]): readonly Change[] {
  const ours = new Set(planned.changes.map(({ account }) => account))
  const now = planImage(planned.wanted, { ...planned.current, recipients })
  return now.changes.filter(({ account }) => !ours.has(account))
}

/** Tells of a read after the changes whether somebody else changed something besides. */
export function driftIn(plan: Plan): (image: ImageReference, recipients: ReadonlySet<AccountId>) => boolean {
  const byImage = new Map(plan.images.map((planned) => [imageKey(planned.wanted.image), planned]))
  return (image, recipients) => {
    const planned = byImage.get(imageKey(image))
    return planned !== undefined && driftSince(planned, [...recipients]).length > 0
  }
}

function formatChanges(changes: readonly Change[], names: AccountNames): string {
  const left = changes.length - mostNamed
  const named = changes.slice(0, mostNamed).map(({ image, account, kind }) => {
    const label = labelOf(account, names)
    return kind === 'share'
      ? `${label} can't copy ${image.id} and should`
      : `${label} can copy ${image.id} and should not`
  })
  return `${named.join('; ')}${left > 0 ? `; and ${left} more` : ''}`
}
