import { propertyOf } from '../property-of.ts'
import { AdaptiveRetryStrategy, DefaultRateLimiter } from '@smithy/core/retry'

/** The maximum number of attempts of a call. */
export const mostAttempts = 10

type Refresh = AdaptiveRetryStrategy['refreshRetryTokenForRetry']

/**
 * The retry strategy of calls to Amazon WorkSpaces: the SDK's mode `adaptive`, in which throttling slows the calls down
 * instead of failing them. It doesn't retry when the host name doesn't exist.
 */
export class Retries extends AdaptiveRetryStrategy {
  constructor() {
    super(mostAttempts, { rateLimiter: new SteadyRateLimiter() })
  }

  override async refreshRetryTokenForRetry(...[token, failure]: Parameters<Refresh>): ReturnType<Refresh> {
    if (propertyOf(failure.error, 'code') === 'ENOTFOUND') throw new Error('No retry helps')
    return super.refreshRetryTokenForRetry(token, failure)
  }
}

// Typed with these members only: the member to override is private in TypeScript.
const RateLimiter: new () => Pick<DefaultRateLimiter, 'getSendToken' | 'updateClientSendingRate'> =
  DefaultRateLimiter

/**
 * The SDK's rate limiter with a monotonic clock. The SDK's own uses the time of day: if that is set back by an hour,
 * every call waits for an hour.
 */
class SteadyRateLimiter extends RateLimiter {
  /** Overrides the SDK's method; in seconds. */
  getCurrentTimeInSeconds(): number {
    return performance.now() / 1000
  }
}
