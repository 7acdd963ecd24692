import type { Cancellation } from '../../src/ports/cancellation.ts'

/** A cancellation whose three signals a test fires by hand. */
export class ManualCancellation implements Cancellation {
  readonly #requested = new AbortController()
  readonly #callsEnd = new AbortController()
  readonly #verificationEnd = new AbortController()
  readonly requested = this.#requested.signal
  readonly callsEnd = this.#callsEnd.signal
  readonly verificationEnd = this.#verificationEnd.signal

  /** The cancel itself. */
  request(): void {
    this.#requested.abort()
  }

  /** Calls under way are given up. */
  endCalls(): void {
    this.#callsEnd.abort()
  }

  /** The proving read is given up. */
  endProof(): void {
    this.#verificationEnd.abort()
  }
}
