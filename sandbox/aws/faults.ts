import type { Misbehaviour } from '../http/delivery.ts'
import type { ArmedFault } from '../http/fault-queue.ts'
import { isWrite, type AwsCall, type AwsService } from './call.ts'
import { TokenBucket } from './token-bucket.ts'

/** A fault and its conditions. */
export interface Fault {
  /** The matching calls. Default: all. */
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
  /** The number of matching calls to skip first. Default: 0. */
  after?: number
  /** The number of calls to affect. Default: no limit. */
  times?: number
  do: FaultAction
  /** Called when an affected call arrives, before it takes effect. */
  onArrival?: () => void
}

/** A fault in transit (see `Misbehaviour`) or within AWS. */
export type FaultAction =
  | Misbehaviour
  /** An AWS error; the operation has no effect. */
  | {
      kind: 'error'
      name: string
      message?: string
      /** Default: the status that AWS gives an error of this name. */
      status?: number
      fields?: Record<string, unknown>
      /** The position of the name in JSON responses. Default: `type`. */
      nameIn?: 'type' | 'namespaced-type' | 'header'
    }
  /** The operation takes effect; then this fault replaces its response. */
  | { kind: 'apply-then'; then: FaultAction }
  /** The operation takes effect once the promise settles; meanwhile this fault replaces its response. */
  | { kind: 'late-effect'; when: Promise<void>; then: FaultAction }
  /** A write returns success without effect. */
  | { kind: 'accept-without-effect' }
  /**
   * DescribeWorkspaceImagePermissions returns the permissions from before all writes since `addImage`, `setRecipients`
   * or `keepForStaleReads`. Only reads that differ from the current state count towards `reads`. A list that starts
   * stale stays stale.
   */
  | { kind: 'stale'; reads?: number }
  /** A list returns its first page under the same NextToken again and again. */
  | { kind: 'repeat-token' }
  /** A list never ends: it always returns a fresh NextToken, and empty pages after the first. */
  | { kind: 'endless-pages' }
  /**
   * A ThrottlingException (Organizations: TooManyRequestsException) if the bucket is empty; otherwise the call passes.
   * Each injected fault has its own bucket.
   */
  | { kind: 'token-bucket'; perSecond: number; burst: number }
  /** An event happens first and the call waits for it; then the call succeeds. */
  | { kind: 'meanwhile'; happens: () => void | Promise<void> }
  /** A success whose JSON has numbers instead of lists, and objects instead of strings. */
  | { kind: 'wrong-types' }

/** The operations that return pages. */
const PAGED = /^(?:DescribeWorkspace(?:Bundle|Image)|List)/u

/** Returns the fault of an operation that takes effect and then misbehaves. */
export function applyThen(then: FaultAction): FaultAction {
  // oxlint-disable-next-line unicorn/no-thenable -- it is data, never awaited
  return { kind: 'apply-then', then }
}

/**
 * Returns the fault of an operation that takes effect when the promise settles. The caller gets no response unless
 * `then` provides one.
 */
export function lateEffect(when: Promise<void>, then: FaultAction = { kind: 'hang' }): FaultAction {
  // oxlint-disable-next-line unicorn/no-thenable -- it is data, never awaited
  return { kind: 'late-effect', when, then }
}

/**
 * Prepares a fault for the queue. `differs` returns whether a stale read of an image would differ from the current
 * state.
 */
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

/** An action passes every call that it can't affect, so that such a call doesn't use it up. */
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
