import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { array, assert, asyncProperty, constantFrom, integer, oneof, string } from '../support/fast-check.ts'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseFileCommand } from '../../sandbox/runner/files.ts'
import { ActionsRunner } from '../../src/github/actions-runner.ts'
import { anyCharacter } from '../support/any-character.ts'

let folder: string
const before = process.env['GITHUB_OUTPUT']
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outputs-'))
})
afterAll(async () => {
  if (before === undefined) delete process.env['GITHUB_OUTPUT']
  else process.env['GITHUB_OUTPUT'] = before
  await rm(folder, { recursive: true })
})

// All code points, halves of pairs included, and much of what the file's format is made of.
const codeUnits = array(integer({ min: 0, max: 0xff_ff })).map((units) =>
  units.map((unit) => String.fromCharCode(unit)).join(''),
)
const syntax = array(
  constantFrom(
    '\n',
    '\r',
    '\r\n',
    '=',
    '<<',
    'EOF',
    'name',
    'ghadelimiter_',
    ' ',
    '\u2028',
    '::',
    '%0A',
    '\uFEFF',
  ),
).map((parts) => parts.join(''))
const text = oneof(string({ unit: anyCharacter }), string({ unit: 'grapheme' }), codeUnits, syntax)

describe('outputs', () => {
  it('come back as they were, whatever is in them', async () => {
    await assert(
      asyncProperty(array(text, { minLength: 1, maxLength: 4 }), async (values) => {
        const file = join(folder, 'output')
        await writeFile(file, '')
        process.env['GITHUB_OUTPUT'] = file
        const runner = new ActionsRunner()
        const given = Object.fromEntries(values.map((value, index) => [`output-${index}`, value]))
        for (const [name, value] of Object.entries(given)) runner.setOutput(name, value)
        const wellFormed = Object.entries(given).map(([name, value]) => [name, value.toWellFormed()])
        expect(parseFileCommand(await readFile(file, 'utf8'))).toEqual(Object.fromEntries(wellFormed))
      }),
      { numRuns: 300 },
    )
  })
})
