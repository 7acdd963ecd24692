import { wasRefused } from './problems.ts'
import { Retries } from './retries.ts'

type Refresh = Retries['refreshRetryTokenForRetry']

/**
 * The retry strategy of a call that must not take effect twice: it repeats a call only if AWS has refused it, as when
 * there are too many calls or the runner's clock is wrong.
 */
export class RetriesOfRefusedCalls extends Retries {
  override async refreshRetryTokenForRetry(...[token, failure]: Parameters<Refresh>): ReturnType<Refresh> {
    if (!wasRefused(failure.error)) throw new Error('A repeated call could take effect twice')
    return super.refreshRetryTokenForRetry(token, failure)
  }
}
