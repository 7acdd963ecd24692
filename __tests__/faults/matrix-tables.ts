import { groupBy } from '../../src/sharing/grouping.ts'
import type { Cell } from './cell.ts'
import { table } from './page.ts'
import type { Seen } from './seen.ts'

type SeenCell = Pick<Cell, 'call' | 'fault'> & Pick<Seen, 'ends' | 'says'>

const head = [
  'What happens',
  'exit',
  '`failure-reason`',
  'shared, unshared, unchanged, failed',
  'What a person reads',
]

/** How many cells there are, and a table for every call; faults with one and the same ending share a row. */
export function matrixTables(cells: readonly SeenCell[]): string {
  const tables = [...groupBy(cells, ({ call }) => call)].map(
    ([call, ofCall]) => `### ${call}\n\n${table(head, rowsOf(ofCall))}`,
  )
  return [`${cells.length} cells.`, ...tables].join('\n\n')
}

function rowsOf(cells: readonly SeenCell[]): readonly (readonly string[])[] {
  const alike = groupBy(cells, ({ ends, says }) => JSON.stringify([ends, says]))
  return [...alike.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const [exit = '', reason = '', counts = '', title = ''] = first.ends.map(String)
    const faults = group.map(({ fault }) => fault).join(';<br>')
    const reads = title === '' ? first.says : `**${title}.** ${first.says}`
    return [[faults, exit, reason === '' ? '' : `\`${reason}\``, counts.replaceAll(' ', ', '), reads]]
  })
}
