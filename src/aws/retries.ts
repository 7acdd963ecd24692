import { AdaptiveRetryStrategy, DefaultRateLimiter } from '@smithy/core/retry'

/** How often a call is tried at most. */
export const mostAttempts = 10

type Refresh = AdaptiveRetryStrategy['refreshRetryTokenForRetry']

/**
 * How calls to Amazon WorkSpaces are repeated: as the SDK does it in its mode `adaptive`, where throttling slows the calls
 * down instead of failing them. A name that doesn't exist is not looked up again.
 */
export class Retries extends AdaptiveRetryStrategy {
  constructor() {
    super(mostAttempts, { rateLimiter: new SteadyRateLimiter() })
  }

  override async refreshRetryTokenForRetry(...[token, failure]: Parameters<Refresh>): ReturnType<Refresh> {
    if (codeOf(failure.error) === 'ENOTFOUND') throw new Error('No retry helps')
    return super.refreshRetryTokenForRetry(token, failure)
  }
}

// As a class without members of its own: the one to override is private in TypeScript.
const RateLimiter: new () => Pick<DefaultRateLimiter, 'getSendToken' | 'updateClientSendingRate'> =
  DefaultRateLimiter

/**
 * The SDK's rate limiter on a clock that never goes back. The SDK's takes the time of day: once that is set back by an
 * hour, every call waits for an hour.
 */
class SteadyRateLimiter extends RateLimiter {
  /** Overrides the SDK's; in seconds. */
  getCurrentTimeInSeconds(): number {
    return performance.now() / 1000
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
}
