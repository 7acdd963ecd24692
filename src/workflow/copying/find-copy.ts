import { existingCopies } from '../../copying/existing-copy.ts'
import type { CopyOrder } from '../../copying/copy-plan.ts'
import type { OwnImage } from '../../copying/own-image.ts'
import type { ImageId } from '../../sharing/identifiers.ts'
import { reading, type Reading } from '../../sharing/reading.ts'
import type { CopyPorts } from './copy-ports.ts'

// AWS doesn't document how soon a read shows a copy: read at once, then again after these pauses.
const pausesMilliseconds = [500, 1000, 2000, 4000, 8000]

/**
 * Looks for a copy among the account's images, by its id or else by its origin. Looks again for a while if it isn't
 * there yet; after a cancel it reads only once.
 * @param id the id of the copy, if AWS has told it
 * @param isOnce whether there is no reason to expect the copy later
 */
export async function findCopy(
  order: CopyOrder,
  id: ImageId | undefined,
  { copies, cancellation, clock, log }: CopyPorts,
  isOnce = false,
): Promise<Reading<OwnImage | undefined>> {
  const { requested, verificationEnd } = cancellation
  for (const pause of [...pausesMilliseconds, undefined]) {
    const own = await reading(copies.listOwnImages(order.region, verificationEnd))
    if (own.kind === 'unread') return own
    const found =
      id === undefined
        ? existingCopies(own.value, order.source, order.name)[0]
        : own.value.find(({ image }) => image.id === id)
    if (found !== undefined || pause === undefined || isOnce || requested.aborted) {
      return { kind: 'read', value: found }
    }
    log.info(`No read shows the copy of ${order.source.id} yet; reading again.`)
    await clock.sleep(pause, requested)
  }
  return { kind: 'read', value: undefined }
}
