import pMap from 'p-map'
import { groupBy } from '../sharing/grouping.ts'
import { imageKey, type ImageReference, type Region } from '../sharing/identifiers.ts'
import type { Problem } from '../sharing/problem.ts'
import { regionOf, type Wanted } from '../sharing/request.ts'
import type { CurrentImage, ImageDescription } from '../sharing/state.ts'
import { reading, type Reading } from '../sharing/reading.ts'
import { describe, imageNotFound } from './describe-images.ts'
import { inEachRegion } from './in-each-region.ts'
import type { ImageReads } from './reads-until-outage.ts'

/** The current state of the images, by `imageKey`, and why some of them could not be read. */
export interface CurrentImages {
  readonly current: ReadonlyMap<string, CurrentImage>
  readonly problems: readonly Problem[]
}

// Per Region: AWS counts requests by Region.
const readsAtATime = 10

/** Returns the number of reads of the images that are sent at once, by Region. */
export function firstReads(images: readonly Wanted[]): ReadonlyMap<Region, number> {
  const byRegion = groupBy(images, regionOf)
  return new Map([...byRegion].map(([region, all]) => [region, Math.min(all.length + 1, readsAtATime)]))
}

/** Reads the images' descriptions and recipients in parallel. One image's problem never suppresses another's. */
export async function readImages(
  images: readonly ImageReference[],
  service: ImageReads,
  signal: AbortSignal,
): Promise<CurrentImages> {
  const results = await inEachRegion(
    images,
    ({ region }) => region,
    async (ofRegion) => readInRegion(ofRegion, service, signal),
  )
  const current = new Map<string, CurrentImage>()
  const problems = new Set<Problem>()
  for (const { image, seen } of results) {
    if (seen.kind === 'seen') current.set(imageKey(image), seen.value)
    else for (const problem of seen.problems) problems.add(problem)
  }
  return { current, problems: [...problems] }
}

async function readInRegion(
  images: readonly ImageReference[],
  service: ImageReads,
  signal: AbortSignal,
): Promise<readonly { readonly image: ImageReference; readonly seen: ImageReading }[]> {
  const descriptions = describe(images, service, signal)
  return pMap(
    images,
    async (image) => {
      const recipients = await reading(service.readRecipients(image, signal))
      const description = (await descriptions).get(imageKey(image)) ?? { kind: 'read', value: undefined }
      const owned = await ownership(image, description, recipients, service, signal)
      return { image, seen: combine(image, description, recipients, owned) }
    },
    { concurrency: readsAtATime },
  )
}

// The caller's account is not always known. Then the read of the permissions decides, because only the owner may do it.
// If it was refused, the list of the images that others share with us says whether that is the reason.
async function ownership(
  image: ImageReference,
  description: Reading<ImageDescription | undefined>,
  recipients: Reading<unknown>,
  service: ImageReads,
  signal: AbortSignal,
): Promise<boolean> {
  if (description.kind === 'unread' || description.value === undefined) return true
  const { owner } = description.value
  if (service.callerAccount !== undefined && owner !== undefined) return owner === service.callerAccount
  if (recipients.kind === 'read') return true
  const foreign = await reading(service.isSharedWithCaller(image, signal))
  return !(foreign.kind === 'read' && foreign.value)
}

function combine(
  image: ImageReference,
  description: Reading<ImageDescription | undefined>,
  recipients: Reading<CurrentImage['recipients']>,
  owned: boolean,
): ImageReading {
  if (description.kind === 'unread')
    return { kind: 'unseen', problems: unread(description.problem, recipients) }
  if (description.value === undefined) return { kind: 'unseen', problems: [imageNotFound(image)] }
  if (!owned) return { kind: 'unseen', problems: [notOwned(description.value)] }
  if (recipients.kind === 'unread') return { kind: 'unseen', problems: [recipients.problem] }
  return { kind: 'seen', value: { description: description.value, recipients: recipients.value } }
}

type ImageReading =
  | { readonly kind: 'seen'; readonly value: CurrentImage }
  | { readonly kind: 'unseen'; readonly problems: readonly Problem[] }

// Each read may lack an IAM permission of its own; any other reason that both have is the same problem.
function unread(problem: Problem, recipients: Reading<unknown>): readonly Problem[] {
  if (recipients.kind === 'read') return [problem]
  const isAnother =
    recipients.problem.reason === 'access-denied' || recipients.problem.reason !== problem.reason
  return isAnother ? [problem, recipients.problem] : [problem]
}

function notOwned({ image, name, owner }: ImageDescription): Problem {
  const whose = owner === undefined ? 'another account' : `account ${owner}`
  return {
    reason: 'image-not-owned',
    message: `Image ${image.id} (${name}) belongs to ${whose}, which shares it with the account that is signed in; only its owner can share it.`,
    remedy: 'Sign in to the owner, or copy the image into this account and share the copy.',
    image,
  }
}
