import { readFileSync, writeFileSync } from 'node:fs'

const path = 'docs/faults.md'

/**
 * Puts a table into its place on the page when jest was told to update (`-u`).
 * @returns what stands there, and what should
 */
export function onPage(place: string, tables: string): { stands: string; seen: string } {
  const [begin, end] = [`<!-- begin ${place} -->`, `<!-- end ${place} -->`]
  const text = readFileSync(path, 'utf8')
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from < 0 || to < from) throw new Error(`${path} has no place for ${place}`)
  const seen = `${begin}\n<!-- prettier-ignore-start -->\n\n${tables}\n\n<!-- prettier-ignore-end -->\n`
  if (process.env['FAULTS_PAGE'] === 'write') {
    writeFileSync(path, text.slice(0, from) + seen + text.slice(to))
    return { stands: seen, seen }
  }
  return { stands: text.slice(from, to), seen }
}

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((faultCases) => `| ${faultCases.map((faultCase) => faultCase.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')
}
