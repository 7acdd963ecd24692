import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import { copyOutputNames } from '../../src/report/copying/copy-outputs.ts'
import { outputNames } from '../../src/report/outputs.ts'
import { failureReasons } from '../../src/sharing/problem.ts'

const readme = readFileSync('README.md', 'utf8')
const manifest = z.object({
  inputs: z.record(z.string(), z.object({ default: z.string().optional() })),
  outputs: z.record(z.string(), z.unknown()),
})
const action = manifest.parse(parse(readFileSync('action.yml', 'utf8')))

/** The rows of the table below a heading, as cells without padding. */
function rowsBelow(heading: string, page = readme): string[][] {
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `') && !/^\| `(?:failure-reason` +\| what|input)/.test(line))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

it('the README names the inputs of action.yml in their order, with their defaults', () => {
  const rows = rowsBelow('Inputs')
  expect(rows.map(([name]) => name)).toEqual(Object.keys(action.inputs).map((name) => `\`${name}\``))
  // Inputs without a default say in words what is taken instead.
  const told = rows.filter(([name = '']) => action.inputs[name.replaceAll('`', '')]?.default !== undefined)
  const given = Object.entries(action.inputs).flatMap(([name, input]) =>
    input.default === undefined ? [] : [[`\`${name}\``, `\`${input.default}\``]],
  )
  expect(told.map((cells) => cells.slice(0, 2))).toEqual(given)
})

it('the README names the outputs of action.yml and of the code', () => {
  const named = rowsBelow('Outputs').map(([name]) => name)
  expect(named).toEqual(Object.keys(action.outputs).map((name) => `\`${name}\``))
  expect(named).toEqual(outputNames.map((name) => `\`${name}\``))
})

it('the README names every failure reason once', () => {
  const named = rowsBelow('Failure reasons').map(([name]) => name ?? '')
  expect(named.toSorted()).toEqual(failureReasons.map((reason) => `\`${reason}\``).toSorted())
})

it('the README is short, and so are its paragraphs and the cells of its tables', () => {
  const lines = readme.trimEnd().split('\n')
  const rows = lines.filter((line) => line.startsWith('|') && !/^[| -]+$/.test(line))
  // Links between sections and pages are no prose.
  const prose = lines.filter((line) => !line.startsWith('|') && !line.startsWith('['))
  expect(lines.length).toBeLessThanOrEqual(270)
  expect(prose.filter((line) => line.length > 420)).toEqual([])
  expect(rows.flatMap((row) => row.split('|')).filter((cell) => cell.trim().length > 120)).toEqual([])
})

it('the README begins with a step that has no more than six lines', () => {
  const [, step = ''] = /```yaml\n([^]*?)```/.exec(readme) ?? []
  expect(step).toMatch(/^- uses: [^\n]+\n {2}with:\n(?: {4}[^\n]+\n){1,4}$/)
})

it('docs/copy.md names the inputs and outputs of copy/action.yml in their order, with their defaults', () => {
  const { inputs, outputs } = manifest.parse(parse(readFileSync('copy/action.yml', 'utf8')))
  const page = readFileSync('docs/copy.md', 'utf8')
  const rows = rowsBelow('Inputs', page)
  expect(rows.map(([name]) => name)).toEqual(Object.keys(inputs).map((name) => `\`${name}\``))
  const told = rows.filter(([name = '']) => inputs[name.replaceAll('`', '')]?.default !== undefined)
  const given = Object.entries(inputs).flatMap(([name, input]) =>
    input.default === undefined ? [] : [[`\`${name}\``, `\`${input.default}\``]],
  )
  expect(told.map((cells) => cells.slice(0, 2))).toEqual(given)
  const named = rowsBelow('Outputs', page).map(([name]) => name)
  expect(named).toEqual(Object.keys(outputs).map((name) => `\`${name}\``))
  expect(named).toEqual(copyOutputNames.map((name) => `\`${name}\``))
})
