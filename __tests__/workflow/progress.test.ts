import { describe, expect, it } from '@jest/globals'
import { Progress } from '../../src/workflow/progress.ts'
import { formatDuration } from '../../src/workflow/wait-while-pending.ts'
import { FakeClock } from '../support/clock.ts'
import { RecordingRunner } from '../support/runner.ts'

/** What is said when one of `total` is done after each of these pauses. */
function said(total: number, pauses: readonly number[]): readonly string[] {
  const clock = new FakeClock()
  const log = new RecordingRunner()
  const progress = new Progress(total, clock, log)
  for (const pause of pauses) {
    clock.pass(pause)
    progress.advance()
  }
  return log.lines
}

describe('progress', () => {
  it.each<[what: string, total: number, pauses: number[], lines: string[]]>([
    ['is silent on a short run', 3, [9000, 999, 0], []],
    [
      'is told after ten seconds',
      100,
      [5000, 5000],
      ['2 of 100 changes sent, 0.2 a second, about 8 min left.'],
    ],
    [
      'is told every ten seconds at most',
      50,
      [10_000, 5000, 5000, 9999, 1],
      [
        '1 of 50 changes sent, 0.1 a second, about 8 min left.',
        '3 of 50 changes sent, 0.1 a second, about 5 min left.',
        '5 of 50 changes sent, 0.2 a second, about 5 min left.',
      ],
    ],
    ['is not told of the last one', 1, [60_000], []],
  ])('%s', (_what, total, pauses, lines) => {
    expect(said(total, pauses)).toEqual(lines)
  })
})

it.each<[milliseconds: number, text: string]>([
  [0, '0 s'],
  [499, '0 s'],
  [500, '1 s'],
  [119_499, '119 s'],
  [119_500, '2 min'],
  [149_000, '2 min'],
  [150_000, '3 min'],
  [3_600_000, '60 min'],
])('speaks of %d ms as %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text)
})
