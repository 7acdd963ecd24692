import type { Ports } from '../ports/ports.ts'
import pMap from 'p-map'
import { groupBy } from '../sharing/grouping.ts'
import { imageKey, type AccountId, type ImageReference } from '../sharing/identifiers.ts'
import { isInEffect, type Attempted, type Verification } from '../sharing/outcome.ts'
import type { Change, Plan } from '../sharing/plan.ts'
import { reading } from '../sharing/reading.ts'
import { nameImages } from './name-images.ts'
import { inEachRegion } from './in-each-region.ts'
import { ReadsUntilOutage } from './reads-until-outage.ts'

// Per Region: AWS counts requests by Region.
const readsAtATime = 10
// As long as a run usually takes. After a run with many throttled calls, the reads before them are out of date.
const freshMilliseconds = 60_000
// AWS doesn't document how soon a read shows a write: read at once, then again after these pauses.
const pausesMilliseconds = [500, 1000, 2000, 4000, 8000]

/**
 * Reads the accounts that can copy the images after the changes, by `imageKey`. Reads again for a while if an accepted
 * change doesn't show yet, or if something else is unexpected; after a cancel it reads only once.
 * @param isUnexpected whether a read shows something that was neither there before nor changed by this run
 * @param others images without changes that are to be read too
 */
export async function verify(
  attempted: readonly Attempted[],
  ports: Ports,
  isUnexpected: (image: ImageReference, recipients: ReadonlySet<AccountId>) => boolean = () => false,
  others: readonly ImageReference[] = [],
): Promise<ReadonlyMap<string, Verification>> {
  const accepted = groupBy(
    attempted.flatMap(({ change, attempt }) => (attempt.kind === 'accepted' ? [change] : [])),
    (change) => imageKey(change.image),
  )
  const verifications = new Map<string, Verification>()
  let images = distinctImages([...attempted.map(({ change }) => change.image), ...others])
  for (const pause of [...pausesMilliseconds, undefined]) {
    for (const [key, verification] of await readBack(images, ports)) verifications.set(key, verification)
    images = images.filter((image) => {
      const verification = verifications.get(imageKey(image))
      if (verification?.kind !== 'read') return false
      const recipients = verification.value
      return !showsAll(accepted.get(imageKey(image)), recipients) || isUnexpected(image, recipients)
    })
    if (images.length === 0 || pause === undefined) break
    if (ports.cancellation.requested.aborted) return markedEarly(verifications, images)
    ports.log.info(`Not all is as expected yet; reading ${nameImages(images)} again.`)
    await ports.clock.sleep(pause, ports.cancellation.requested)
  }
  return verifications
}

/**
 * Returns the images of a plan that were not changed and were read so long ago that somebody may have changed them.
 * @param changes the changes that were sent
 * @param milliseconds the age of the read
 */
export function staleImages(
  plan: Plan,
  changes: readonly Change[],
  milliseconds: number,
): readonly ImageReference[] {
  if (milliseconds < freshMilliseconds) return []
  const changed = new Set(changes.map(({ image }) => imageKey(image)))
  return plan.images.flatMap(({ wanted: { image } }) => (changed.has(imageKey(image)) ? [] : [image]))
}

function markedEarly(
  verifications: ReadonlyMap<string, Verification>,
  images: readonly ImageReference[],
): ReadonlyMap<string, Verification> {
  const early = new Set(images.map(imageKey))
  return new Map(
    [...verifications].map(([key, verification]) => [
      key,
      verification.kind === 'read' && early.has(key) ? { ...verification, isEarly: true } : verification,
    ]),
  )
}

function showsAll(accepted: readonly Change[] = [], recipients: ReadonlySet<AccountId>): boolean {
  return accepted.every((change) => isInEffect(change, recipients))
}

/** Reads the accounts that can copy the images, once, by `imageKey`. Only the last signal of a cancel aborts it. */
export async function readBack(
  images: readonly ImageReference[],
  { service, cancellation }: Pick<Ports, 'service' | 'cancellation'>,
): Promise<readonly (readonly [string, Verification])[]> {
  const reads = new ReadsUntilOutage(service)
  const readOne = async (image: ImageReference): Promise<readonly [string, Verification]> => {
    const recipients = await reading(reads.readRecipients(image, cancellation.verificationEnd))
    const verification =
      recipients.kind === 'read' ? { ...recipients, value: new Set(recipients.value) } : recipients
    return [imageKey(image), verification]
  }
  return inEachRegion(
    images,
    ({ region }) => region,
    async (ofRegion) => pMap(ofRegion, readOne, { concurrency: readsAtATime }),
  )
}

/** Returns the images, each once. */
export function distinctImages(images: readonly ImageReference[]): readonly ImageReference[] {
  return [...new Map(images.map((image) => [imageKey(image), image])).values()]
}
