import { describe, expect, it } from '@jest/globals'
import { cases, runCase } from '../../sandbox/pictures/cases.ts'

// The cases are those of the pictures: what a snapshot holds as Markdown was looked at in a browser too.
describe('the summary', () => {
  it.each(cases.map((one) => [one.name, one] as const))('of the case %s', async (_name, one) => {
    const { summary, annotations } = await runCase(one)
    expect(stable(summary)).toMatchSnapshot('summary')
    expect(
      annotations
        .map(({ level, title, message }) => stable(`${level}: ${title ?? '(the verdict)'}\n${message}`))
        .join('\n\n'),
    ).toMatchSnapshot('annotations')
  })
})

const oneLike = 3

/** What is the same in every run; of many rows alike, and of long lists, the first few. */
function stable(text: string): string {
  const lines = text.replaceAll(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'REQUEST-ID').split('\n')
  return lines
    .filter(
      (line, index) => !isRow(line) || lines.slice(index - oneLike * 2, index).some((one) => !isRow(one)),
    )
    .map((line) => line.replace(/^((?:`\d{12}`, ){3}).{200,}$/, '$1 (and so on)'))
    .join('\n')
}

function isRow(line: string): boolean {
  return /^\| `\d{12}` \|/.test(line)
}
