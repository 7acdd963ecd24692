import { readFileSync, writeFileSync } from 'node:fs'

const isBeingWritten = process.env['FAULTS_PAGE'] === 'write'

/** The cells of a table's row. */
export type Row = readonly string[]

/** Stands between the names of several cases that share a row. */
export const andAlso = ';<br>'

/**
 * Puts a table into its place on the page when jest was told to update (`-u`).
 * @returns what stands there, and what should
 */
export function onPage(
  place: string,
  tables: string,
  path = 'docs/faults.md',
): { stands: string; seen: string } {
  const { text, from, to } = find(place, path)
  const seen = `<!-- begin ${place} -->\n<!-- prettier-ignore-start -->\n\n${tables}\n\n<!-- prettier-ignore-end -->\n`
  if (isBeingWritten) {
    writeFileSync(path, text.slice(0, from) + seen + text.slice(to))
    return { stands: seen, seen }
  }
  return { stands: text.slice(from, to), seen }
}

/**
 * Reads the tables of a place on the page.
 * @param names how many cells name a case: the heading of its table, if the table has one, and then the first of its row
 * @returns a function that finds the row on the page for the case of a row that was seen. If the page is being written,
 *   it returns the row that was seen.
 */
export function rowsOnPage(
  place: string,
  names: number,
  path = 'docs/faults.md',
): (seen: Row) => Row | undefined {
  if (isBeingWritten) return (seen) => seen
  const nameOf = (row: Row): string => JSON.stringify(row.slice(0, names))
  const { text, from, to } = find(place, path)
  const rows = new Map(rowsIn(text.slice(from, to)).map((row) => [nameOf(row), row]))
  return (seen) => rows.get(nameOf(seen))
}

/** A table in Markdown. */
export function table(head: Row, rows: readonly Row[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')
}

function find(place: string, path: string): { text: string; from: number; to: number } {
  const text = readFileSync(path, 'utf8')
  const from = text.indexOf(`<!-- begin ${place} -->`)
  const to = text.indexOf(`<!-- end ${place} -->`)
  if (from < 0 || to < from) throw new Error(`${path} has no place for ${place}`)
  return { text, from, to }
}

/** Returns a row for every case: the heading above the table, if there is one, and the cells. */
function rowsIn(tables: string): readonly Row[] {
  const rows: Row[] = []
  let heading: Row = []
  for (const line of tables.split('\n')) {
    if (line.startsWith('### ')) heading = [line.slice('### '.length)]
    else if (line.startsWith('| ')) {
      const cells = line.slice('| '.length, -' |'.length).split(' | ')
      const [cases = '', ...others] = cells.map((cell) => cell.replaceAll('\\|', '|'))
      for (const name of cases.split(andAlso)) rows.push([...heading, name, ...others])
    }
  }
  return rows
}
