import { setTimeout } from 'node:timers/promises'
import type { Clock } from './ports/clock.ts'

/** Real time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  today: () => new Date(),
  async sleep(milliseconds, signal) {
    try {
      await setTimeout(milliseconds, undefined, { signal })
    } catch {
      // The signal ended the sleep, as intended.
    }
  },
}
