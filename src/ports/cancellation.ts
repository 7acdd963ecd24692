/**
 * A cancelled job is killed 10 seconds after it was told (SIGINT, 7.5 s later SIGTERM, 2.5 s later the end).
 * So a cancel comes as three signals, one after the other.
 */
export interface Cancellation {
  /** The cancel itself: nothing new is started. */
  readonly requested: AbortSignal
  /** Calls that are still under way are given up. */
  readonly callsEnd: AbortSignal
  /** The proving read is given up, so that the report is still written in time. */
  readonly verificationEnd: AbortSignal
}
