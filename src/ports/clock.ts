/** The clock that the job needs. */
export interface Clock {
  /** Returns milliseconds since any fixed moment; never goes back. */
  now(): number
  /** Resolves after this many milliseconds, or at once when the signal fires; never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}
