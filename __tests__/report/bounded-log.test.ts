import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { escapeForLog } from '../../src/report/escape-for-log.ts'
import { BoundedLog } from '../../src/report/bounded-log.ts'
import { anyCharacter } from '../support/any-character.ts'
import { RecordingRunner } from '../support/runner.ts'

const most = 1_900_000

/** What a list leaves in the log, of these lines each so often. */
function written(lines: readonly string[], times = 1): readonly string[] {
  const runner = new RecordingRunner()
  const log = new BoundedLog(runner)
  for (let index = 0; index < times; index += 1) for (const line of lines) log.info(line)
  log.finish()
  return runner.lines
}

/** How many bytes the log has of them. */
function bytes(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(escapeForLog(line)) + 1, 0)
}

describe('a list in the log', () => {
  it('is whole where it is as long as that of 45,000 accounts', () => {
    const lines = written([`share wsi-0123456789abc with ${'1'.repeat(12)}`], 45_000)
    expect(lines).toHaveLength(45_000)
  })

  it('ends where it becomes too long, with a count of what is left out', () => {
    const lines = written(['x'.repeat(99), 'y'], most / 100)
    expect(lines.at(-1)).toBe(`… and ${(most / 100) * 2 - lines.length + 1} more lines left out of the log.`)
    expect(lines.length).toBeGreaterThan(37_000)
    // What comes later is not in it, however short: the list has no gaps.
    expect(lines.slice(0, -1)).toEqual(
      written(['x'.repeat(99), 'y'], lines.length).slice(0, lines.length - 1),
    )
  })

  it('leaves out groups as well', () => {
    const runner = new RecordingRunner()
    const log = new BoundedLog(runner)
    for (let index = 0; index < 30_000; index += 1) log.group('x'.repeat(75))
    log.finish()
    expect(runner.groups).toHaveLength(most / 100)
    expect(runner.lines).toEqual([`… and ${30_000 - most / 100} more lines left out of the log.`])
  })

  it('has nothing of a line that is too long by itself', () => {
    expect(written(['x'.repeat(most)])).toEqual(['… and 1 more line left out of the log.'])
  })

  it.each(['\u200E', '\u0001', '\u0085', 'ü', '🖼', '\uD800', '##[', 'a'])(
    'is no longer for what is shown by its number: %j',
    (character) => {
      const lines = written([character.repeat(1000)], 4000)
      expect(lines.length).toBeGreaterThan(50)
      expect(bytes(lines)).toBeLessThan(2_000_000)
    },
  )

  it('is never longer than that, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: anyCharacter, maxLength: 60 }), { minLength: 1 }), (lines) => {
        expect(bytes(written(lines, 200))).toBeLessThan(2_000_000)
      }),
      { numRuns: 20 },
    )
  })
})
