import type { AccountId, ImageReference, Region } from '../sharing/identifiers.ts'
import type { FailureReason } from '../sharing/problem.ts'

/** The failed call, in the words of the report. */
export interface Call {
  /** A clause that follows "Could not": `read who can copy wsi-...`. */
  readonly doing: string
  /** The IAM action, as a policy names it. */
  readonly action: string
  readonly service: 'Amazon WorkSpaces' | 'AWS STS' | 'AWS Organizations'
  /** The Region of a call that isn't about a single image. */
  readonly region?: Region | undefined
  readonly image?: ImageReference | undefined
  readonly account?: AccountId | undefined
}

/** The reason why a call failed, and the remedy. */
export interface Explanation {
  readonly reason: FailureReason
  /** A clause that follows the colon. */
  readonly why: string
  readonly remedy: string
  readonly example?: string | undefined
}

/** Explains that AWS limits the rate of calls. */
export const throttled = ({ service }: Call): Explanation => ({
  reason: 'throttled',
  why: `${service} answered "too many requests" again and again, although the action had slowed down`,
  remedy:
    'Run it again when less else is going on in this account; what is in effect already is left as it is.',
})

/**
 * Explains that AWS itself is at fault. Doesn't tell how often the call was repeated: the SDK stops repeating calls once
 * too many have failed, so the number says nothing about this one.
 */
export const serviceUnavailable = (
  { service }: Call,
  { httpStatus }: { readonly httpStatus: number | undefined },
): Explanation => ({
  reason: 'service-unavailable',
  why: `${service} answered with a fault of its own (HTTP status ${httpStatus ?? 'unknown'})`,
  remedy: 'Look at health.aws.amazon.com and run it again later; what is in effect already is left as it is.',
})
