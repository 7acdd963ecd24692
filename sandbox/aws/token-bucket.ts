/** A token bucket that refills at a steady rate, which is how AWS throttles. */
export class TokenBucket {
  readonly #perSecond: number
  readonly #burst: number
  #tokens: number
  #filledAt: number | undefined

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#tokens = burst
  }

  /** Takes a token at this time (in milliseconds of a steady clock); returns `false` if there is none. */
  take(now: number): boolean {
    const seconds = (now - (this.#filledAt ?? now)) / 1000
    this.#filledAt = now
    this.#tokens = Math.min(this.#burst, this.#tokens + seconds * this.#perSecond)
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}
