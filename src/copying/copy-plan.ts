import type { Problem } from '../sharing/problem.ts'
import type { ImageDescription } from '../sharing/state.ts'
import type { Bundle } from './bundle.ts'
import { checkBundles, checkCopy, checkExisting, checkOwner, checkSource } from './copy-checks.ts'
import type { CopyRequest } from './copy-request.ts'
import type { CopyState } from './copy-state.ts'
import { existingCopy } from './existing-copy.ts'
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
  const existing = existingCopy(owned, request.source, name)
  const owner = source === undefined ? existing && originOf(existing)?.owner : source.owner
  const isThere = source !== undefined || existing !== undefined
  const ofSource = isThere ? checkOwner(request, owner) : checkSource(request, state)
  const ofExisting = existing === undefined ? [] : checkExisting(existing)
  const ofCopy =
    existing === undefined && source !== undefined ? checkCopy(request, source, name ?? '', owned) : []
  const refusals = [...ofSource, ...ofExisting, ...ofCopy, ...checkBundles(request, state)]
  const canCopy = existing === undefined && source !== undefined && refusals.length === 0
  return {
    source,
    existing,
    order: canCopy ? { source: request.source, owner, region: request.region, name: name ?? '' } : undefined,
    bundles,
    refusals,
    warnings: existing === undefined ? [] : warningsAbout(existing, request),
  }
}

function warningsAbout({ image, name }: OwnImage, request: CopyRequest): readonly string[] {
  if (request.name === undefined || request.name === name) return []
  return [
    `${image.id}, named "${name}", is a copy of ${request.source.id} already: it is used, and no copy named "${request.name}" is made.`,
  ]
}
