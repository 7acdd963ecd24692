import type { CancelGrace } from '../../sandbox/runner/process.ts'
import { endsByItself, type Signal } from '../support/signals.ts'
import type { Moment } from './cancel-moments.ts'
import { FaultFixture } from './fault-fixture.ts'
import { whatIsSeen, type Seen } from './seen.ts'

/** How a run is told that it was cancelled. */
export interface Signals {
  readonly name: string
  readonly grace: CancelGrace
  /** The last signal while the run is to go on. */
  readonly last: Signal
}

/**
 * GitHub's runner sends SIGTERM 7.5 seconds after SIGINT, and kills the process 2.5 seconds later. Here the run has a
 * minute, and no wait of it but those of a cancel ever ends: see {@link endsByItself}.
 */
export const signals: readonly Signals[] = [
  { name: 'SIGINT', grace: endsByItself.cancelGraceMs, last: 'SIGINT' },
  { name: 'SIGINT and SIGTERM', grace: { interrupt: 500, terminate: 60_000 }, last: 'SIGTERM' },
]

/** What was seen of a run that was cancelled. */
export interface CancelledSeen extends Seen {
  /** How many writes were sent. */
  readonly writes: number
}

/** Cancels a run at a moment. */
export async function cancelled({ arrange }: Moment, { grace, last }: Signals): Promise<CancelledSeen> {
  const fixture = await FaultFixture.open()
  try {
    const cancel = new AbortController()
    arrange(fixture, () => cancel.abort(), last)
    fixture.nodeArguments.push(...endsByItself.nodeArguments)
    const step = await fixture.run({ cancel: { signal: cancel.signal }, cancelGraceMs: grace })
    if (step.conclusion !== 'cancelled') throw new Error('The run was over before it was cancelled.')
    return { ...whatIsSeen(fixture, step), writes: fixture.aws.writes().length }
  } finally {
    await fixture.close()
  }
}
