import { existingCopies } from '../../copying/existing-copy.ts'
import type { CopyRequest } from '../../copying/copy-request.ts'
import type { CopyState } from '../../copying/copy-state.ts'
import type { OwnImage } from '../../copying/own-image.ts'
import type { ImageId } from '../../sharing/identifiers.ts'
import type { Problem } from '../../sharing/problem.ts'
import { reading } from '../../sharing/reading.ts'
import type { ImageDescription } from '../../sharing/state.ts'
import type { CopyPorts } from './copy-ports.ts'

/** What the reads show, or why they failed. */
export type CopyStateReading =
  | { readonly kind: 'read'; readonly value: CopyState }
  | { readonly kind: 'unread'; readonly problems: readonly Problem[] }

/** Reads the images and the bundles side by side. If one read failed, nothing may be written. */
export async function readCopyState(request: CopyRequest, ports: CopyPorts): Promise<CopyStateReading> {
  const { source, region, bundles: wanted } = request
  const { copies, cancellation } = ports
  const signal = cancellation.callsEnd
  const [shared, own, bundles] = await Promise.all([
    reading(copies.listSharedImages(source.region, signal)),
    reading(copies.listOwnImages(region, signal)),
    reading(wanted.length === 0 ? Promise.resolve([]) : copies.readBundles(region, wanted, signal)),
  ])
  if (shared.kind === 'unread' || own.kind === 'unread' || bundles.kind === 'unread') {
    const problems = [shared, own, bundles].flatMap((one) => (one.kind === 'unread' ? one.problem : []))
    return { kind: 'unread', problems: distinct(problems) }
  }
  const found = find(shared.value, source.id)
  const isThere = found !== undefined || existingCopies(own.value, source, undefined).length > 0
  return {
    kind: 'read',
    value: {
      account: copies.callerAccount ?? own.value[0]?.owner,
      source: found,
      owned: own.value,
      bundles: bundles.value,
      elsewhere: isThere ? undefined : await findElsewhere(request, own.value, ports),
    },
  }
}

/** Returns where else the source is, as far as that can be read. */
async function findElsewhere(
  { source, region }: CopyRequest,
  own: readonly OwnImage[],
  { copies, cancellation }: CopyPorts,
): Promise<CopyState['elsewhere']> {
  if (region === source.region) return find(own, source.id) === undefined ? undefined : 'owned'
  const [ownThere, sharedHere] = await Promise.all([
    reading(copies.listOwnImages(source.region, cancellation.callsEnd)),
    reading(copies.listSharedImages(region, cancellation.callsEnd)),
  ])
  if (ownThere.kind === 'read' && find(ownThere.value, source.id) !== undefined) return 'owned'
  return sharedHere.kind === 'read' && find(sharedHere.value, source.id) !== undefined
    ? 'other-region'
    : undefined
}

function find(images: readonly ImageDescription[], id: ImageId): ImageDescription | undefined {
  return images.find(({ image }) => image.id === id)
}

// The reads of one Region mostly fail for one reason.
function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()]
}
