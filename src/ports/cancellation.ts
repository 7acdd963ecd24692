/**
 * The three stages of a cancel, as signals in this order. GitHub kills a cancelled job 10 seconds after it starts the
 * cancel (SIGINT, 7.5 s later SIGTERM, 2.5 s later the end).
 */
export interface Cancellation {
  /** The cancel itself: nothing new is started. */
  readonly requested: AbortSignal
  /** The end of calls: those still under way are aborted. */
  readonly callsEnd: AbortSignal
  /** The end of the verification: its read is aborted, so that the report is still written in time. */
  readonly verificationEnd: AbortSignal
}
