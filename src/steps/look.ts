import pMap from 'p-map'
import { groupBy } from '../sharing/grouping.ts'
import { imageKey, type ImageReference, type Region } from '../sharing/identifiers.ts'
import type { Problem } from '../sharing/problem.ts'
import type { WantedImage, WantedNamedImage } from '../sharing/request.ts'
import type { CurrentImage, ImageDescription } from '../sharing/state.ts'
import type { ImageService } from './image-service.ts'
import { reading, type Reading } from './reading.ts'

/** The images as they stand now, by `imageKey`, and why some of them could not be seen. */
export interface Sighting {
  readonly current: ReadonlyMap<string, CurrentImage>
  readonly problems: readonly Problem[]
}

type Descriptions = ReadonlyMap<string, Reading<ImageDescription | undefined>>

const readsAtATime = 10
// DescribeWorkspaceImages takes 25 ids at most.
const idsADescription = 25

/** How many reads a look at the images sends at once, by Region. */
export function firstReads(images: readonly (WantedImage | WantedNamedImage)[]): ReadonlyMap<Region, number> {
  const byRegion = groupBy(images, (wanted) => ('image' in wanted ? wanted.image.region : wanted.region))
  return new Map([...byRegion].map(([region, all]) => [region, Math.min(all.length + 1, readsAtATime)]))
}

/** Reads what the images are and who can copy them, side by side. One image's problem never hides another's. */
export async function look(
  images: readonly ImageReference[],
  service: ImageService,
  signal: AbortSignal,
): Promise<Sighting> {
  const descriptions = describe(images, service, signal)
  const sightings = await pMap(
    images,
    async (image) => {
      const recipients = await reading(service.readRecipients(image, signal))
      const description = (await descriptions).get(imageKey(image)) ?? { kind: 'read', value: undefined }
      const owned = await ownership(image, description, recipients, service, signal)
      return { image, seen: combine(image, description, recipients, owned) }
    },
    { concurrency: readsAtATime },
  )
  const current = new Map<string, CurrentImage>()
  const problems = new Set<Problem>()
  for (const { image, seen } of sightings) {
    if (seen.kind === 'read') current.set(imageKey(image), seen.value)
    else problems.add(seen.problem)
  }
  return { current, problems: [...problems] }
}

/** Describes images, 25 a call, the calls side by side; an image that doesn't exist is read as `undefined`. */
export async function describe(
  images: readonly ImageReference[],
  service: ImageService,
  signal: AbortSignal,
): Promise<Descriptions> {
  const batches = [...groupBy(images, ({ region }) => region)].flatMap(([region, all]) =>
    Array.from({ length: Math.ceil(all.length / idsADescription) }, (_, index) => ({
      region,
      images: all.slice(index * idsADescription, (index + 1) * idsADescription),
    })),
  )
  const answers = await pMap(
    batches,
    async (batch) => {
      const ids = batch.images.map(({ id }) => id)
      const found = await reading(service.describeImages(batch.region, ids, signal))
      return batch.images.map((image) => [imageKey(image), pick(image, found)] as const)
    },
    { concurrency: readsAtATime },
  )
  return new Map(answers.flat())
}

function pick(
  image: ImageReference,
  found: Reading<readonly ImageDescription[]>,
): Reading<ImageDescription | undefined> {
  if (found.kind === 'unread') return found
  return { kind: 'read', value: found.value.find((description) => description.image.id === image.id) }
}

// Who is signed in is not always known. Then the read of the permissions tells: only the owner may do it. Where it
// was refused, the list of the images that others share with us says whether that is the reason.
async function ownership(
  image: ImageReference,
  description: Reading<ImageDescription | undefined>,
  recipients: Reading<unknown>,
  service: ImageService,
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
): Reading<CurrentImage> {
  if (description.kind === 'unread') return description
  if (description.value === undefined) return { kind: 'unread', problem: notFound(image) }
  if (!owned) return { kind: 'unread', problem: notOwned(description.value) }
  if (recipients.kind === 'unread') return recipients
  return { kind: 'read', value: { description: description.value, recipients: recipients.value } }
}

function notFound(image: ImageReference): Problem {
  return {
    reason: 'image-not-found',
    message: `Image ${image.id} doesn't exist in Region ${image.region}, or not in the account that is signed in.`,
    remedy:
      'Check the id, the Region (aws-region) and that the role or the credentials belong to the account that owns the image.',
    image,
  }
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
