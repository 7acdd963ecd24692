import type { Ports } from '../ports/ports.ts'

// The first pauses are short, because most images that are waited for are nearly ready.
const firstPauseMilliseconds = 2000
const longestPauseMilliseconds = 30_000
const pauseGrowth = 1.5

/**
 * Waits until nothing is PENDING any more, the time is up or the job is cancelled. Logs before every read how long it
 * has waited.
 * @param limit the time to wait, in milliseconds
 * @param named names the things that are waited for
 * @param stillPending reads them, and returns those that are PENDING
 * @returns the things that were still PENDING at the end
 */
export async function waitWhilePending<Thing>(
  things: readonly Thing[],
  limit: number,
  { clock, log, cancellation }: Pick<Ports, 'clock' | 'log' | 'cancellation'>,
  named: (pending: readonly Thing[]) => string,
  stillPending: (pending: readonly Thing[]) => Promise<readonly Thing[]>,
): Promise<readonly Thing[]> {
  const signal = cancellation.requested
  const started = clock.now()
  let pending = things
  let pause = firstPauseMilliseconds
  while (pending.length > 0 && !signal.aborted && clock.now() - started < limit) {
    const left = limit - (clock.now() - started)
    log.info(
      `Waiting for ${named(pending)}: PENDING, ${formatDuration(clock.now() - started)} so far, ${formatDuration(left)} left at most.`,
    )
    await clock.sleep(Math.min(pause, left), signal)
    pause = Math.min(pause * pauseGrowth, longestPauseMilliseconds)
    pending = await stillPending(pending)
  }
  return pending
}

/** Formats a duration for people: seconds below two minutes, whole minutes above. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}
