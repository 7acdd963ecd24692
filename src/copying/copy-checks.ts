import type { AccountId, ImageReference } from '../sharing/identifiers.ts'
import type { Problem } from '../sharing/problem.ts'
import type { ImageDescription } from '../sharing/state.ts'
import type { Bundle } from './bundle.ts'
import { isImageName, nearestImageName, type CopyRequest } from './copy-request.ts'
import { usesCopy, type CopyFound } from './copy-result.ts'
import type { CopyState } from './copy-state.ts'
import type { OwnImage } from './own-image.ts'

/** Returns the problem of an owner that isn't the expected one. */
export function checkOwner(
  { source, expectedOwner }: CopyRequest,
  owner: AccountId | undefined,
): readonly Problem[] {
  if (expectedOwner === 'any' || owner === expectedOwner) return []
  const whose = owner === undefined ? "AWS doesn't say who owns it" : `it belongs to ${owner}`
  return [
    {
      reason: 'refused-by-guard',
      message: `Image ${source.id} in ${source.region} is not copied: ${whose}, but owner-account-id is ${expectedOwner}.`,
      remedy:
        'Anyone can share an image under any name. Ask the team that builds the image for its id and its account, by another way than the share.',
      image: source,
      account: owner,
    },
  ]
}

/** Returns the problem of a source that isn't shared with the account in its Region. */
export function checkSource({ source, region }: CopyRequest, { elsewhere }: CopyState): readonly Problem[] {
  if (elsewhere === 'owned') {
    return [
      {
        reason: 'invalid-input',
        message: `image-id: the account that is signed in owns ${source.id} itself.`,
        remedy:
          'This action copies images that another account shares. Sign in to the account that is to have the copy.',
        image: source,
      },
    ]
  }
  if (elsewhere === 'other-region') {
    return [
      {
        reason: 'invalid-input',
        message: `source-region: image ${source.id} is shared in ${region}, not in ${source.region}.`,
        remedy: `Set source-region to ${region}, or leave it out.`,
        image: source,
      },
    ]
  }
  return [
    {
      reason: 'image-not-found',
      message: `No image ${source.id} is shared with the account that is signed in, in Region ${source.region}.`,
      remedy:
        'Check the id and source-region, that the owner shares the image with this account, and that the share has not ended.',
      image: source,
    },
  ]
}

/** Returns every reason why no copy of the source can be made under a name. */
export function checkCopy(
  { source: { region } }: CopyRequest,
  source: ImageDescription,
  name: string,
  owned: readonly OwnImage[],
): readonly Problem[] {
  return [...refuseUnavailable(source, region), ...refuseName(source, name), ...refuseTaken(name, owned)]
}

function refuseUnavailable({ image, state, errors }: ImageDescription, region: string): readonly Problem[] {
  if (state === 'AVAILABLE') return []
  const because = errors.length > 0 ? `: ${errors.join(' ')}` : '.'
  return [
    {
      reason: 'image-not-available',
      message: `Image ${image.id} in ${region} is in state ${state}${because}`,
      remedy:
        state === 'PENDING'
          ? 'Run it again when the image is AVAILABLE.'
          : 'Only an AVAILABLE image can be copied. Ask the owner for another one.',
      image,
    },
  ]
}

// An input is checked before; this is the source's own name.
function refuseName({ image }: ImageDescription, name: string): readonly Problem[] {
  if (isImageName(name)) return []
  const nearest = nearestImageName(name)
  return [
    {
      reason: 'invalid-input',
      message: `name: the source's name ${JSON.stringify(name)} is not one that AWS takes for a copy.`,
      remedy: `Set name${nearest === '' ? '' : `, such as ${nearest}`}.`,
      image,
    },
  ]
}

function refuseTaken(name: string, owned: readonly OwnImage[]): readonly Problem[] {
  return owned
    .filter((image) => image.name === name)
    .map(({ image }) => ({
      reason: 'invalid-input',
      message: `name: "${name}" is the name of ${image.id} in ${image.region}, which is not a copy of the source.`,
      remedy: 'Set another name, or delete that image if it is not used any more.',
      image,
    }))
}

/** Returns the problem of a copy that is not AVAILABLE and never will be. */
export function checkExisting({ image, state, errors }: CopyFound): readonly Problem[] {
  if (state === 'AVAILABLE' || state === 'PENDING') return []
  const because = errors.length > 0 ? `: ${errors.join(' ')}` : '.'
  return [
    {
      reason: 'image-not-available',
      message: `The copy ${image.id} is in state ${state}${because}`,
      remedy:
        state === 'ERROR'
          ? `Delete the copy, then run this step again: aws workspaces delete-workspace-image --region ${image.region} --image-id ${image.id}`
          : 'Look at the image in the WorkSpaces console. Run this step again when it is AVAILABLE.',
      image,
    },
  ]
}

/** Returns the problems of wanted bundles that the account can't change. */
export function checkBundles(
  { bundles: wanted, region }: CopyRequest,
  { bundles, account }: CopyState,
): readonly Problem[] {
  return wanted.flatMap((id): readonly Problem[] => {
    const bundle = bundles.find((one) => one.id === id)
    const isForeign = account !== undefined && bundle?.owner !== account
    if (bundle !== undefined && bundle.owner !== 'AMAZON' && !isForeign) return []
    const why =
      bundle === undefined
        ? `${id} is not in Region ${region} of the account that is signed in`
        : `${id} belongs to ${bundle.owner === '' ? 'an unknown account' : bundle.owner}`
    return [
      {
        reason: 'invalid-input',
        message: `bundle-id: ${why}.`,
        remedy: `Give bundles of the account that is signed in, in the Region of the copy (${region}).`,
        region,
      },
    ]
  })
}

/** Returns the problem of a bundle that somebody gave an image since it was planned, other than the copy. */
export function checkSincePlan(planned: Bundle, now: Bundle, copy: ImageReference): Problem | undefined {
  if (now.image === planned.image || usesCopy(now, copy.id)) return undefined
  return {
    reason: 'refused-by-guard',
    message: `Bundle ${now.id} is not pointed at ${copy.id}: while this run was at work, somebody else changed its image from ${planned.image ?? 'none'} to ${now.image ?? 'none'}.`,
    remedy: 'If the bundle is to use the copy all the same, run this step again.',
    image: copy,
  }
}
