import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { parseCommand } from '../../sandbox/runner/commands.ts'
import { LineSplitter } from '../../sandbox/runner/lines.ts'
import { escapeForLog } from '../../src/report/escape-for-log.ts'
import { anyCharacter } from '../support/any-character.ts'

const commands = new Set([
  'error',
  'warning',
  'notice',
  'debug',
  'add-mask',
  'group',
  'endgroup',
  'stop-commands',
  'set-output',
])

/** The lines the runner makes of a text. */
function linesOf(text: string): readonly string[] {
  const lines: string[] = []
  const splitter = new LineSplitter(
    () => {},
    (line) => lines.push(line),
  )
  splitter.write(Buffer.from(text))
  splitter.end()
  return lines
}

describe('a line for the log', () => {
  it.each<[text: string, line: string]>([
    ['plain text: 100 % ::', 'plain text: 100 % ::'],
    ['', ''],
    ['::error::x', '\u200B::error::x'],
    [' \t::error::x', ' \\u{9}::error::x'],
    ['  ::error::x', '\u200B  ::error::x'],
    ['##[error]x', '##\u200B[error]x'],
    ['a ##[error]x ##[group]', 'a ##\u200B[error]x ##\u200B[group]'],
    ['a\n::error::x', 'a ::error::x'],
    ['\n::error::x', '\u200B ::error::x'],
    ['a\r\n\u0085\u2028\u2029b', 'a b'],
    ['\u001B[31mred', '\\u{1b}[31mred'],
    ['\u202Edeliver', '\\u{202e}deliver'],
    ['\u2066x', '\\u{2066}x'],
    ['\uDC00', '\uFFFD'],
    ['日本 😀', '日本 😀'],
  ])('%j becomes %j', (text, line) => {
    expect(escapeForLog(text)).toBe(line)
  })

  const tricky = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.string({
      unit: fc.constantFrom(
        '::',
        ':',
        '##',
        '#',
        '[',
        ']',
        'error',
        'add-mask',
        ' ',
        '\t',
        '\r',
        '\n',
        '\u0085',
        '\u2028',
        '\uFEFF',
        '\u00A0',
        '\u000B',
        '\u200B',
        'x',
      ),
      maxLength: 12,
    }),
  )

  it('is one line, and never a command', () => {
    fc.assert(
      fc.property(tricky, (text) => {
        const lines = linesOf(escapeForLog(text))
        expect(lines.length).toBeLessThanOrEqual(1)
        expect(lines.filter((line) => parseCommand(line, commands) !== undefined)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('is escaped once, however often that is asked for', () => {
    fc.assert(
      fc.property(tricky, (text) => {
        const line = escapeForLog(text)
        expect(escapeForLog(line)).toBe(line)
      }),
    )
  })
})
