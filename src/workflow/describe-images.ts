import pMap from 'p-map'
import { imageKey, type ImageReference, type Region } from '../sharing/identifiers.ts'
import type { FailureReason, Problem } from '../sharing/problem.ts'
import type { ImageDescription } from '../sharing/state.ts'
import { reading, type Reading } from '../sharing/reading.ts'
import { inEachRegion } from './in-each-region.ts'
import type { ImageReads } from './reads-until-outage.ts'

/** The descriptions of images, by `imageKey`; `undefined` for an image that doesn't exist. */
export type Descriptions = ReadonlyMap<string, Reading<ImageDescription | undefined>>

// Per Region: AWS counts requests by Region.
const callsAtATime = 10
// DescribeWorkspaceImages takes 25 ids at most.
const idsACall = 25

/** Describes images, 25 a call, several calls in parallel; an image that doesn't exist is read as `undefined`. */
export async function describe(
  images: readonly ImageReference[],
  service: ImageReads,
  signal: AbortSignal,
): Promise<Descriptions> {
  const answers = await inEachRegion(
    images,
    ({ region }) => region,
    async (ofRegion, region) =>
      pMap(batchesOf(ofRegion), async (batch) => describeBatch(region, batch, service, signal), {
        concurrency: callsAtATime,
      }),
  )
  return new Map(answers.flat())
}

function batchesOf(images: readonly ImageReference[]): readonly (readonly ImageReference[])[] {
  return Array.from({ length: Math.ceil(images.length / idsACall) }, (_, index) =>
    images.slice(index * idsACall, (index + 1) * idsACall),
  )
}

// AWS doesn't document its answer if it knows one of the ids and not another. It is expected to omit the unknown one.
// If it refuses all of them instead, each is requested alone, so that the right one is reported.
const reasonsOfOneId: ReadonlySet<FailureReason> = new Set(['image-not-found', 'invalid-input'])

async function describeBatch(
  region: Region,
  images: readonly ImageReference[],
  service: ImageReads,
  signal: AbortSignal,
): Promise<readonly (readonly [string, Reading<ImageDescription | undefined>])[]> {
  const ids = images.map(({ id }) => id)
  const found = await reading(service.describeImages(region, ids, signal))
  if (found.kind === 'unread' && reasonsOfOneId.has(found.problem.reason)) {
    if (images.length > 1) {
      const alone = images.map(async (image) => describeBatch(region, [image], service, signal))
      return (await Promise.all(alone)).flat()
    }
    return images.map((image) => [imageKey(image), ofImage(image, found.problem)] as const)
  }
  return images.map((image) => [imageKey(image), pick(image, found)] as const)
}

function pick(
  image: ImageReference,
  found: Reading<readonly ImageDescription[]>,
): Reading<ImageDescription | undefined> {
  if (found.kind === 'unread') return found
  return { kind: 'read', value: found.value.find((description) => description.image.id === image.id) }
}

function ofImage(image: ImageReference, problem: Problem): Reading<undefined> {
  const named =
    problem.reason === 'image-not-found' ? { ...problem, ...imageNotFound(image) } : { ...problem, image }
  return { kind: 'unread', problem: named }
}

/** Returns the problem of an image that AWS doesn't know. */
export function imageNotFound(image: ImageReference): Problem {
  return {
    reason: 'image-not-found',
    message: `Image ${image.id} doesn't exist in Region ${image.region}, or not in the account that is signed in.`,
    remedy:
      'Check the id, the Region (aws-region) and that the role or the credentials belong to the account that owns the image.',
    image,
  }
}
