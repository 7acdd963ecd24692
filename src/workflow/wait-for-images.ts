import type { Ports } from '../ports/ports.ts'
import { imageKey, type ImageReference } from '../sharing/identifiers.ts'
import type { Problem } from '../sharing/problem.ts'
import { withoutOwners } from '../sharing/origins.ts'
import type { SharingRequest, WantedImage } from '../sharing/request.ts'
import { isOutage, withoutOutages } from '../sharing/outages.ts'
import type { CurrentImage } from '../sharing/state.ts'
import { ReadsUntilOutage, type ImageReads } from './reads-until-outage.ts'
import { describe } from './describe-images.ts'
import { readImages, type CurrentImages } from './read-images.ts'
import { nameImages } from './name-images.ts'
import { waitWhilePending } from './wait-while-pending.ts'

/** The current state of the images, after the wait for those that were PENDING if there was one. */
export interface AwaitedImages extends CurrentImages {
  /** Whether there was a wait: what was read before it may be out of date. */
  readonly hasWaited: boolean
  /** The time by the clock when the last read began, in milliseconds. */
  readonly readAt: number
}

/**
 * Reads the images, and waits for those that are PENDING and to be shared if that was requested.
 * After a wait it reads all images again, because anything may have changed meanwhile.
 * @param isRefused returns whether nothing will be done whatever the images' state: then there is nothing to wait for
 * @param firstReads the service of the first read; every later read queries all Regions again
 */
export async function readAndWait(
  request: SharingRequest<WantedImage>,
  ports: Ports,
  isRefused: (images: readonly WantedImage[], current: CurrentImages['current']) => Promise<boolean>,
  firstReads: ImageReads,
): Promise<AwaitedImages> {
  const { service, cancellation, clock } = ports
  const images = request.images.map(({ image }) => image)
  const readAt = clock.now()
  const first = await readImages(images, firstReads, cancellation.callsEnd)
  const limit = request.waitForMinutes * 60_000
  const wanted = withoutOwners(request.images, first.current)
  const pending = limit === 0 || isHopeless(first) ? [] : pendingImages(wanted, first.current)
  if (pending.length === 0 || cancellation.requested.aborted || (await isRefused(wanted, first.current)))
    return { ...first, hasWaited: false, readAt }
  const refusals = new Map<string, Problem>()
  const left = await waitWhilePending(pending, limit, ports, nameImages, async (waited) =>
    stillPending(waited, refusals, service, cancellation.requested),
  )
  // The job ends here, and reports the first read.
  if (cancellation.requested.aborted) return { ...first, hasWaited: false, readAt }
  const readAgainAt = clock.now()
  const { current, problems } = await readImages(images, new ReadsUntilOutage(service), cancellation.callsEnd)
  const unfinished = pending.filter((image) => current.get(imageKey(image))?.description.state === 'PENDING')
  const isLeft = new Set(left)
  return {
    current,
    problems: [
      ...problems,
      ...unfinished.flatMap((image) =>
        isLeft.has(image)
          ? notAvailableInTime(image, request.waitForMinutes)
          : (refusals.get(imageKey(image)) ?? []),
      ),
    ],
    hasWaited: true,
    readAt: readAgainAt,
  }
}

// One refusal stops everything. A Region that can't be queried stops only its own images.
function isHopeless({ current, problems }: CurrentImages): boolean {
  return withoutOutages(current, problems).refusals.length > 0
}

function pendingImages(
  images: readonly WantedImage[],
  current: ReadonlyMap<string, CurrentImage>,
): readonly ImageReference[] {
  return images
    .filter(({ image, share }) => {
      const known = current.get(imageKey(image))
      if (known?.description.state !== 'PENDING') return false
      const have = new Set(known.recipients)
      return share.some((account) => !have.has(account))
    })
    .map(({ image }) => image)
}

/**
 * Returns the images to wait for further. One whose Region can't be queried stays: the next read may succeed. So does one
 * whose read is refused, as with expired credentials, but only once: waiting rarely helps with that.
 * @param refusals the refusal of each image's last read, by `imageKey`; brought up to date
 */
async function stillPending(
  images: readonly ImageReference[],
  refusals: Map<string, Problem>,
  service: ImageReads,
  signal: AbortSignal,
): Promise<readonly ImageReference[]> {
  const descriptions = await describe(images, new ReadsUntilOutage(service), signal)
  return images.filter((image) => {
    const key = imageKey(image)
    const description = descriptions.get(key)
    const wasRefused = refusals.delete(key)
    if (description?.kind !== 'unread') return description?.value?.state === 'PENDING'
    if (isOutage(description.problem)) return true
    refusals.set(key, description.problem)
    return !wasRefused
  })
}

function notAvailableInTime(image: ImageReference, minutes: number): Problem {
  return {
    reason: 'wait-timed-out',
    message: `Image ${image.id} was still PENDING after ${minutes} minutes (wait-for-minutes).`,
    remedy:
      'Images take about 45 minutes to become AVAILABLE; set a larger wait-for-minutes, or run again later.',
    image,
  }
}
