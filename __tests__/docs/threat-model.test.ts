import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { marked } from 'marked'

const text = readFileSync('docs/threat-model.md', 'utf8')

/** Every test that is named, as `folder/file: name`. */
const named = [...text.matchAll(/`([\w/-]+): ([^`]+)`/g)].map(([, file = '', name = '']) => ({ file, name }))

/** Whether a file of tests has one of this name, spelt as in its source. */
function hasTest(source: string, name: string): boolean {
  const titles = source.matchAll(/(?:^|\W)(?:describe|it)\b[^]*?\(\s*(['"`])(.*?)(?<!\\)\1\s*,/g)
  const eachTitles = source.matchAll(/^\s*\]\)?\(\s*(['"`])(.*?)(?<!\\)\1\s*,/gm)
  return [...titles, ...eachTitles].some(([, , title = '']) => title.replaceAll('\\', '') === name)
}

/** The first and the third cell of every row of every table. */
function claims(): readonly (readonly [what: string, shown: string])[] {
  const tables = marked.lexer(text).flatMap((token) => (token.type === 'table' ? [token.raw] : []))
  const rows = tables.flatMap((table) => table.trim().split('\n').slice(2))
  return rows
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .map(([, what = '', , shown = '']) => [what, shown])
}

describe('docs/threat-model.md', () => {
  it('is read as it is', () => {
    expect(named.length).toBeGreaterThan(40)
    const source = `it('has this one', () => {})\n  it.each([\n    ['x'],\n  ])("has %s's too", () => {})`
    expect(
      ['has this one', "has %s's too", 'has', 'has another'].map((name) => hasTest(source, name)),
    ).toEqual([true, true, false, false])
  })

  it.each(named)('names a test that is there: $file: $name', ({ file, name }) => {
    const kind = file.startsWith('faults/') ? 'faults' : 'test'
    expect(hasTest(readFileSync(`__tests__/${file}.${kind}.ts`, 'utf8'), name)).toBe(true)
  })

  it('names a test behind every claim', () => {
    expect(claims().length).toBeGreaterThan(25)
    expect(claims().filter(([, shown]) => !/^`[\w/-]+: /.test(shown))).toEqual([])
  })
})
