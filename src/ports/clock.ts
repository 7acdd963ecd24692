/** The clock that the job needs. */
export interface Clock {
  /** Returns milliseconds since any fixed moment; never goes back. */
  now(): number
  /** Returns the current date, for shares that have an end date. */
  today(): Date
  /** Resolves after this many milliseconds, or at once when the signal fires; never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}
