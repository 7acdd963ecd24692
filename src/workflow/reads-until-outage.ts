import type { ImageId, ImageReference, Region } from '../sharing/identifiers.ts'
import { isOutage } from '../sharing/outages.ts'
import { ProblemError, type Problem } from '../sharing/problem.ts'
import type { ImageService } from '../ports/image-service.ts'
import { reading } from '../sharing/reading.ts'

/** The read methods of an image service. */
export type ImageReads = Omit<ImageService, 'changePermission' | 'close'>

/**
 * The reads of an image service up to a Region's first outage: then those under way there are aborted, and no more are
 * sent there. All of these reads end with the problem of the first. A new instance queries every Region again.
 *
 * A Region that could not be queried for one of its images fails all of them, so it needn't be queried for the others.
 * Thousands of images that each end in a time-out would take hours.
 */
export class ReadsUntilOutage implements ImageReads {
  readonly #service: ImageReads
  readonly #regions = new Map<Region, RegionReads>()

  constructor(service: ImageReads) {
    this.#service = service
  }

  get callerAccount(): ImageReads['callerAccount'] {
    return this.#service.callerAccount
  }

  async describeImages(
    region: Region,
    ids: readonly ImageId[],
    signal: AbortSignal,
  ): ReturnType<ImageReads['describeImages']> {
    return this.#in(region).read(signal, async (end) => this.#service.describeImages(region, ids, end))
  }

  async listOwnedImages(region: Region, signal: AbortSignal): ReturnType<ImageReads['listOwnedImages']> {
    return this.#in(region).read(signal, async (end) => this.#service.listOwnedImages(region, end))
  }

  async isSharedWithCaller(image: ImageReference, signal: AbortSignal): Promise<boolean> {
    return this.#in(image.region).read(signal, async (end) => this.#service.isSharedWithCaller(image, end))
  }

  async readRecipients(image: ImageReference, signal: AbortSignal): ReturnType<ImageReads['readRecipients']> {
    return this.#in(image.region).read(signal, async (end) => this.#service.readRecipients(image, end))
  }

  #in(region: Region): RegionReads {
    const reads = this.#regions.get(region) ?? new RegionReads()
    this.#regions.set(region, reads)
    return reads
  }
}

/** The reads in one Region. */
class RegionReads {
  readonly #end = new AbortController()
  #outage: Problem | undefined

  async read<Value>(signal: AbortSignal, ask: (end: AbortSignal) => Promise<Value>): Promise<Value> {
    if (this.#outage !== undefined) throw new ProblemError(this.#outage)
    const answer = await reading(ask(AbortSignal.any([signal, this.#end.signal])))
    if (answer.kind === 'read') return answer.value
    throw new ProblemError(this.#problemOf(answer.problem))
  }

  #problemOf(problem: Problem): Problem {
    if (isOutage(problem) && this.#outage === undefined) {
      this.#outage = problem
      this.#end.abort()
    }
    // Aborted reads report "cancelled". Refusals from before the abort are kept.
    const isOfOutage = isOutage(problem) || problem.reason === 'cancelled'
    return (isOfOutage ? this.#outage : undefined) ?? problem
  }
}
