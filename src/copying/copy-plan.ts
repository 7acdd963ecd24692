import type { Problem } from '../sharing/problem.ts'
import type { ImageDescription } from '../sharing/state.ts'
import type { Bundle } from './bundle.ts'
import { checkBundles, checkCopy, checkExisting, checkOwner, checkSource } from './copy-checks.ts'
import type { CopyRequest } from './copy-request.ts'
import type { CopyState } from './copy-state.ts'
import { existingCopies } from './existing-copy.ts'
import { originOf, type Origin } from './origin.ts'
import type { OwnImage } from './own-image.ts'

/** The call that makes a copy. */
export interface CopyOrder extends Origin {
  readonly region: CopyRequest['region']
  readonly name: string
}

/** A plan: an existing copy to use, or a copy to make, and every reason against it. */
export interface CopyPlan {
  readonly source: ImageDescription | undefined
  readonly existing: OwnImage | undefined
  /** The copy to make; `undefined` if there is one or none can be made. */
  readonly order: CopyOrder | undefined
  readonly bundles: readonly Bundle[]
  /** Every reason why nothing may be written; empty if there is none. */
  readonly refusals: readonly Problem[]
  readonly warnings: readonly string[]
}

/** Computes what a request takes: nothing but bundles if the copy exists. A copy that can't be used refuses it. */
export function planCopy(request: CopyRequest, state: CopyState): CopyPlan {
  const { source, owned, bundles } = state
  const name = request.name ?? source?.name
  const [existing, ...others] = existingCopies(owned, request.source, name)
  // Both have to say it: who may make images in the account can give one the description of a copy.
  const owners = [
    ...(source === undefined ? [] : [source.owner]),
    ...(existing === undefined ? [] : [originOf(existing)?.owner]),
  ]
  const ofSource =
    owners.length > 0
      ? [...new Set(owners)].flatMap((owner) => checkOwner(request, owner))
      : checkSource(request, state)
  const ofExisting = existing === undefined ? [] : checkExisting(existing)
  const ofCopy =
    existing === undefined && source !== undefined ? checkCopy(request, source, name ?? '', owned) : []
  const refusals = [...ofSource, ...ofExisting, ...ofCopy, ...checkBundles(request, state)]
  const canCopy = existing === undefined && source !== undefined && refusals.length === 0
  return {
    source,
    existing,
    order: canCopy
      ? { source: request.source, owner: source.owner, region: request.region, name: name ?? '' }
      : undefined,
    bundles,
    refusals,
    warnings: existing === undefined ? [] : warningsAbout(existing, others, request),
  }
}

function warningsAbout(
  { image, name }: OwnImage,
  others: readonly OwnImage[],
  request: CopyRequest,
): readonly string[] {
  const isOtherName = request.name !== undefined && request.name !== name
  return [
    ...(isOtherName
      ? [
          `${image.id}, named "${name}", is a copy of ${request.source.id} already: it is used, and no copy named "${request.name}" is made.`,
        ]
      : []),
    ...(others.length > 0
      ? [
          `There are more copies of ${request.source.id}, which are not used: ${others.map((other) => `${other.image.id} (${other.state})`).join(', ')}.`,
        ]
      : []),
  ]
}
