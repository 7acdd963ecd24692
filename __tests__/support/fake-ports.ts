import { ManualCancellation } from './cancellation.ts'
import { FakeClock } from './clock.ts'
import { InMemoryImages } from './images.ts'
import { RecordingRunner } from './runner.ts'
import { owner } from './examples.ts'

/** All that a step needs, in memory. */
export interface FakePorts {
  readonly service: InMemoryImages
  readonly clock: FakeClock
  readonly cancellation: ManualCancellation
  readonly log: RecordingRunner
}

export function fakePorts(but: Partial<FakePorts> = {}): FakePorts {
  return {
    service: new InMemoryImages(owner),
    clock: new FakeClock(),
    cancellation: new ManualCancellation(),
    log: new RecordingRunner(),
    ...but,
  }
}

export const never = new AbortController().signal

export const numbers = (length: number): number[] => Array.from({ length }, (_, index) => index + 1)
