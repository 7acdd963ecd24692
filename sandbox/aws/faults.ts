import type { Misbehaviour } from '../http/delivery.ts'
import type { ArmedFault } from '../http/fault-queue.ts'
import { isWrite, type AwsCall, type AwsService } from './call.ts'
import { TokenBucket } from './token-bucket.ts'

/** Something that goes wrong, and when. */
export interface Fault {
  /** Which calls; all of them by default. */
  on?: {
    service?: AwsService
    operation?: string
    region?: string
    /** `ImageId`, `SourceImageId`, or one of `ImageIds`. */
    image?: string
    /** `SharedAccountId`. */
    account?: string
    where?: (input: Record<string, unknown>) => boolean
  }
  /** How many matching calls to leave alone first. Default: 0. */
  after?: number
  /** How many calls it happens to. Default: for ever. */
  times?: number
  do: FaultAction
  /** Called when a call arrives that this happens to, before anything comes of it. */
  onArrival?: () => void
}

/** What goes wrong: on the way (see `Misbehaviour`), or within AWS. */
export type FaultAction =
  | Misbehaviour
  /** An AWS error; nothing takes effect. */
  | {
      kind: 'error'
      name: string
      message?: string
      /** Default: what AWS gives an error of this name. */
      status?: number
      fields?: Record<string, unknown>
      /** Where JSON answers carry the name. Default: `type`. */
      nameIn?: 'type' | 'namespaced-type' | 'header'
    }
  /** The operation takes effect; then this happens instead of its answer. */
  | { kind: 'apply-then'; then: FaultAction }
  /** The operation takes effect only once the promise settles; meanwhile this happens instead of its answer. */
  | { kind: 'late-effect'; when: Promise<void>; then: FaultAction }
  /** A write answers success and changes nothing. */
  | { kind: 'accept-without-effect' }
  /**
   * DescribeWorkspaceImagePermissions shows who could copy the image before anything was written since `addImage`,
   * `setRecipients` or `keepForStaleReads`. Only reads that differ from the truth count towards `reads`; a list that begins stale ends stale.
   */
  | { kind: 'stale'; reads?: number }
  /** A list answers its first page under the same NextToken again and again. */
  | { kind: 'repeat-token' }
  /** A list never ends: always a fresh NextToken, and empty pages after the first. */
  | { kind: 'endless-pages' }
  /** ThrottlingException (of Organizations: TooManyRequestsException) whenever the bucket is empty; otherwise the call passes. One bucket per injected fault. */
  | { kind: 'token-bucket'; perSecond: number; burst: number }
  /** Something else happens first, and the call waits for it; then all is well. */
  | { kind: 'meanwhile'; happens: () => void | Promise<void> }
  /** A success whose JSON holds numbers for lists, and objects for strings. */
  | { kind: 'wrong-types' }

/** The operations that list in pages. */
const PAGED = /^(?:DescribeWorkspace(?:Bundle|Image)|List)/u

/** The fault of an operation that takes effect and then misbehaves. */
export function applyThen(then: FaultAction): FaultAction {
  // oxlint-disable-next-line unicorn/no-thenable -- it is data, never awaited
  return { kind: 'apply-then', then }
}

/** The fault of an operation that takes effect when it is told to; its caller is never answered, unless `then` says so. */
export function lateEffect(when: Promise<void>, then: FaultAction = { kind: 'hang' }): FaultAction {
  // oxlint-disable-next-line unicorn/no-thenable -- it is data, never awaited
  return { kind: 'late-effect', when, then }
}

/** Prepares a fault for the queue. `differs` says whether a stale read of an image would show something else. */
export function arm(
  fault: Fault,
  differs: (region: string, image: string) => boolean,
): ArmedFault<AwsCall, FaultAction> {
  const limit = fault.do.kind === 'stale' ? fault.do.reads : undefined
  const act = actor(fault.do, differs)
  return {
    after: fault.after ?? 0,
    times: fault.times ?? limit ?? Number.POSITIVE_INFINITY,
    matches: (call) => matches(fault.on ?? {}, call),
    act: (call) => {
      const action = act(call)
      if (action !== undefined) fault.onArrival?.()
      return action
    },
  }
}

function matches(on: NonNullable<Fault['on']>, call: AwsCall): boolean {
  const { ImageId, ImageIds, SharedAccountId, SourceImageId } = call.input
  return (
    (on.service === undefined || on.service === call.service) &&
    (on.operation === undefined || on.operation === call.operation) &&
    (on.region === undefined || on.region === call.region) &&
    (on.image === undefined ||
      on.image === ImageId ||
      on.image === SourceImageId ||
      (Array.isArray(ImageIds) && ImageIds.includes(on.image))) &&
    (on.account === undefined || on.account === SharedAccountId) &&
    (on.where === undefined || on.where(call.input))
  )
}

/** An action passes every call that it has no bearing on, so that such a call doesn't use it up. */
function actor(
  action: FaultAction,
  differs: (region: string, image: string) => boolean,
): (call: AwsCall) => FaultAction | undefined {
  switch (action.kind) {
    case 'token-bucket': {
      const bucket = new TokenBucket(action.perSecond, action.burst)
      return () => (bucket.take(performance.now()) ? undefined : action)
    }
    case 'accept-without-effect':
      return (call) => (isWrite(call) ? action : undefined)
    case 'repeat-token':
    case 'endless-pages':
      return (call) => (PAGED.test(call.operation) ? action : undefined)
    case 'stale':
      return (call) =>
        call.operation === 'DescribeWorkspaceImagePermissions' &&
        call.input['NextToken'] === undefined &&
        differs(call.region ?? '', String(call.input['ImageId']))
          ? action
          : undefined
    case 'error':
    case 'http':
    case 'reset':
    case 'cut':
    case 'hang':
    case 'slow':
    case 'slow-loris':
    case 'content-type':
    case 'apply-then':
    case 'late-effect':
    case 'wrong-types':
    case 'meanwhile':
      break
  }
  return () => action
}
