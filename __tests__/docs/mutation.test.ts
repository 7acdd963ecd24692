import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import survivors from '../../scripts/mutation/survivors.json' with { type: 'json' }

const page = readFileSync('docs/mutation.md', 'utf8')
const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ')

describe('the survivors of the mutation tests', () => {
  it.each(survivors)('$file: $original → $replacement', ({ file, line, original, reason }) => {
    const source = readFileSync(file, 'utf8')
    expect(source.split('\n').map((one) => inOneLine(one).trim())).toContain(line)
    expect(inOneLine(source)).toContain(original)
    expect(page).toContain(reason)
  })

  it('are as many on the page', () => {
    const [, list = ''] = page.split('## The survivors')
    const rows = list.split('\n').filter((row) => row.startsWith('| `src/'))
    expect(rows).toHaveLength(survivors.length)
  })
})
