import { labelOf, type AccountNames } from './account-names.ts'
import type { Change } from './plan.ts'
import type { Problem } from './problem.ts'

// The table names every change; a sentence that did so for thousands could not be read.
const mostNamed = 20

/** What is not as wanted, as a problem: who can't copy an image and should, and who can and should not. */
export function driftOf(changes: readonly Change[], names: AccountNames): readonly Problem[] {
  if (changes.length === 0) return []
  const left = changes.length - mostNamed
  const named = changes.slice(0, mostNamed).map(({ image, account, kind }) => {
    const label = labelOf(account, names)
    return kind === 'share'
      ? `${label} can't copy ${image.id} and should`
      : `${label} can copy ${image.id} and should not`
  })
  return [
    {
      reason: 'drift',
      message: `Who can copy the images is not as wanted: ${named.join('; ')}${left > 0 ? `; and ${left} more` : ''}.`,
      remedy: 'Run it with mode: apply to bring it back, or change what is wanted.',
    },
  ]
}
