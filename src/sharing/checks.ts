import { imageKey, type ImageReference } from './identifiers.ts'
import type { Plan, PlannedImage } from './plan.ts'
import type { Problem } from './problem.ts'
import { partitionOf } from './regions.ts'

/**
 * Returns every reason why a plan must not be carried out; empty if there is none. One refusal stops the whole plan.
 * @param known problems that are reported anyway: a PENDING image isn't reported again if the wait for it timed out
 * @param isWaitAsked whether a PENDING image is waited for, if nothing is refused
 */
export function checkPlan(
  plan: Plan,
  known: readonly Problem[] = [],
  isWaitAsked = false,
): readonly Problem[] {
  const timedOut = new Set(
    known.filter(({ reason }) => reason === 'wait-timed-out').map(({ image }) => image && imageKey(image)),
  )
  return plan.images.flatMap((planned) => [
    ...(timedOut.has(imageKey(planned.wanted.image)) ? [] : refuseUnavailable(planned, isWaitAsked)),
    ...refuseOwner(planned),
    ...refuseGovCloudLicence(planned),
  ])
}

// Only for new shares: unsharing is right in any state of the image, and so is changing nothing.
function refuseUnavailable(planned: PlannedImage, isWaitAsked: boolean): readonly Problem[] {
  const { state, errors, image, name } = planned.current.description
  if (!sharesAnew(planned) || state === 'AVAILABLE') return []
  const because = errors.length > 0 ? `: ${errors.join(' ')}` : ''
  return [
    {
      reason: 'image-not-available',
      message: `Image ${image.id} (${name}) is in state ${state}${because === '' ? '.' : because}`,
      remedy: state === 'PENDING' ? waitRemedy(isWaitAsked) : createRemedy,
      image,
    },
  ]
}

const createRemedy = 'Only an AVAILABLE image can be shared. Create the image anew, then share that one.'

function waitRemedy(isWaitAsked: boolean): string {
  return isWaitAsked
    ? 'Mend the other problems and run it again. It then waits for the image (wait-for-minutes).'
    : 'Set wait-for-minutes to wait until it is AVAILABLE, or run again later.'
}

function refuseOwner(planned: PlannedImage): readonly Problem[] {
  const owner = planned.current.description.owner
  return planned.wanted.share
    .filter((account) => account === owner)
    .map((account) => ({
      reason: 'invalid-input',
      message: `Account ${account} owns image ${planned.wanted.image.id}; an image can't be shared with its owner.`,
      remedy: 'Remove the owner from the accounts to share with: it can copy its own image anyway.',
      image: planned.wanted.image,
      account,
    }))
}

function refuseGovCloudLicence(planned: PlannedImage): readonly Problem[] {
  const { image, isBringYourOwnLicence } = planned.current.description
  // Shares that AWS Support has already made are fine.
  if (!sharesAnew(planned) || !isBringYourOwnLicence || !isGovCloud(image)) return []
  return [
    {
      reason: 'not-supported',
      message: `Image ${image.id} is a BYOL image in ${image.region}; AWS doesn't offer sharing BYOL images in GovCloud (US).`,
      remedy: 'Ask AWS Support to share it.',
      image,
    },
  ]
}

function sharesAnew({ changes }: PlannedImage): boolean {
  return changes.some(({ kind }) => kind === 'share')
}

function isGovCloud(image: ImageReference): boolean {
  return partitionOf(image.region) === 'aws-us-gov'
}
