import { imageKey, type ImageReference } from '../sharing/identifiers.ts'
import type { Problem } from '../sharing/problem.ts'
import type { SharingRequest, WantedImage } from '../sharing/request.ts'
import type { CurrentImage } from '../sharing/state.ts'
import type { Cancellation } from './cancellation.ts'
import type { Clock } from './clock.ts'
import type { ImageService } from './image-service.ts'
import type { Journal } from './journal.ts'
import { describe, look, type Sighting } from './look.ts'

// The first waits are short, because most images that are waited for are nearly there.
const firstPauseMilliseconds = 2000
const longestPauseMilliseconds = 30_000
const pauseGrowth = 1.5

interface Waiting {
  readonly service: ImageService
  readonly clock: Clock
  readonly journal: Journal
  readonly signal: AbortSignal
}

/**
 * Reads the images as they stand, and waits for those that are PENDING and to be shared if that was asked for.
 * What was waited for is read again afterwards, because meanwhile anything may have changed.
 */
export async function lookAndWait(request: SharingRequest<WantedImage>, looking: Looking): Promise<Sighting> {
  const { service, clock, journal, cancellation } = looking
  const images = request.images.map(({ image }) => image)
  const first = await look(images, service, cancellation.callsEnd)
  const signal = cancellation.requested
  const { changed, problems } = await waitForPending(request, first, { service, clock, journal, signal })
  if (changed.length === 0) return { current: first.current, problems: [...first.problems, ...problems] }
  const second = await look(changed, service, cancellation.callsEnd)
  const current = new Map([...first.current, ...second.current])
  return { current, problems: [...first.problems, ...problems, ...second.problems] }
}

/** What looking needs. */
export interface Looking {
  readonly service: ImageService
  readonly clock: Clock
  readonly journal: Journal
  readonly cancellation: Cancellation
}

/**
 * Waits until none of the images that are to be shared is PENDING any more, the time is up or the signal fires.
 * Says on every look how long it has waited. Tells which images were still PENDING, and which changed.
 */
async function waitForPending(
  request: SharingRequest<WantedImage>,
  sighting: Sighting,
  { service, clock, journal, signal }: Waiting,
): Promise<{ readonly changed: readonly ImageReference[]; readonly problems: readonly Problem[] }> {
  const started = clock.now()
  const limit = request.waitForMinutes * 60_000
  const pendingAtFirst = pendingImages(request, sighting.current)
  let pending = limit === 0 ? [] : pendingAtFirst
  let pause = firstPauseMilliseconds
  while (pending.length > 0 && !signal.aborted && clock.now() - started < limit) {
    const left = limit - (clock.now() - started)
    const names = pending.map((image) => image.id).join(', ')
    journal.info(
      `Waiting for ${names}: PENDING, ${spoken(clock.now() - started)} so far, ${spoken(left)} left at most.`,
    )
    await clock.sleep(Math.min(pause, left), signal)
    pause = Math.min(pause * pauseGrowth, longestPauseMilliseconds)
    pending = await stillPending(pending, service, signal)
  }
  const timedOut = limit > 0 && !signal.aborted ? pending : []
  return {
    changed: limit === 0 ? [] : pendingAtFirst.filter((image) => !pending.includes(image)),
    problems: timedOut.map((image) => notAvailableInTime(image, request.waitForMinutes)),
  }
}

function pendingImages(
  request: SharingRequest<WantedImage>,
  current: ReadonlyMap<string, CurrentImage>,
): readonly ImageReference[] {
  return request.images
    .filter((wanted) => wanted.share.length > 0)
    .map((wanted) => wanted.image)
    .filter((image) => current.get(imageKey(image))?.description.state === 'PENDING')
}

// A description that could not be read leaves the image where it was: the next look may bring it.
async function stillPending(
  images: readonly ImageReference[],
  service: ImageService,
  signal: AbortSignal,
): Promise<readonly ImageReference[]> {
  const descriptions = await describe(images, service, signal)
  return images.filter((image) => {
    const description = descriptions.get(imageKey(image))
    return description?.kind !== 'read' || description.value?.state === 'PENDING'
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

/** A duration as people say it: seconds below two minutes, whole minutes above. */
export function spoken(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}
