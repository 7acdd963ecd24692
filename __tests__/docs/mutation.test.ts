import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parseObject } from '../../sandbox/aws/json-object.ts'

const page = readFileSync('docs/mutation.md', 'utf8')
const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ')
const listed: unknown = JSON.parse(readFileSync('scripts/mutation/survivors.json', 'utf8'))
const survivors = (Array.isArray(listed) ? listed : []).map((one: unknown) => {
  const { file, line, original, replacement, reason } = parseObject(JSON.stringify(one)) ?? {}
  return [file, line, original, replacement, reason].map(String)
})

describe('the survivors of the mutation tests', () => {
  it.each(survivors)('%s: %s: %s → %s', (file = '', line, original = '', _replacement, reason = '') => {
    const source = readFileSync(file, 'utf8')
    expect(source.split('\n').map((one) => inOneLine(one).trim())).toContain(line)
    expect(inOneLine(source)).toContain(original)
    expect(reason).toMatch(/^[A-Z].*\.$/)
    expect(page).toContain(reason)
  })

  it('are as many on the page', () => {
    const [, list = ''] = page.split('## The survivors')
    const rows = list.split('\n').filter((row) => row.startsWith('| `src/'))
    expect(rows.length).toBeGreaterThan(0)
    expect(rows).toHaveLength(survivors.length)
  })
})
