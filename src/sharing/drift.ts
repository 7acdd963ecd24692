import { labelOf, type AccountNames } from './account-names.ts'
import { imageKey, type AccountId, type ImageReference } from './identifiers.ts'
import { planImage, unsharesFirst, type Change, type Plan, type PlannedImage } from './plan.ts'
import type { Problem } from './problem.ts'

// The table lists every change. A sentence that named thousands would be unreadable.
const mostNamed = 20

/** Returns the drift as a problem: the accounts that can't copy an image and should, or can and should not. */
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

/** Returns a problem that reports the changes {@link driftSince} found. */
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
 * Returns the drift of an image after a plan was carried out: the accounts that are not as wanted although the plan had
 * no change for them. Somebody else changed them meanwhile.
 * @param recipients the accounts that can copy the image now
 * @returns the changes that would fix the drift
 */
export function driftSince(planned: PlannedImage, recipients: readonly AccountId[]): readonly Change[] {
  const ours = new Set(planned.changes.map(({ account }) => account))
  const now = planImage(planned.wanted, { ...planned.current, recipients })
  return now.changes.filter(({ account }) => !ours.has(account))
}

/** Returns a function that checks a read after the changes for changes by somebody else. */
export function driftIn(plan: Plan): (image: ImageReference, recipients: ReadonlySet<AccountId>) => boolean {
  const byImage = new Map(plan.images.map((planned) => [imageKey(planned.wanted.image), planned]))
  return (image, recipients) => {
    const planned = byImage.get(imageKey(image))
    return planned !== undefined && driftSince(planned, [...recipients]).length > 0
  }
}

function formatChanges(changes: readonly Change[], names: AccountNames): string {
  const left = changes.length - mostNamed
  const ordered = unsharesFirst(changes, ({ kind }) => kind)
  const named = ordered.slice(0, mostNamed).map(({ image, account, kind }) => {
    const label = labelOf(account, names)
    return kind === 'share'
      ? `${label} can't copy ${image.id} and should`
      : `${label} can copy ${image.id} and should not`
  })
  return `${named.join('; ')}${left > 0 ? `; and ${left} more` : ''}`
}
