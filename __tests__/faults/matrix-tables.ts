import { groupBy } from '../../src/sharing/grouping.ts'
import type { FaultCase } from './fault-case.ts'
import { andAlso, table, type Row } from './page.ts'
import type { Seen } from './seen.ts'

/** What was seen of a case, as it stands in the row of the case behind its name. */
export interface SeenCase extends Pick<FaultCase, 'call' | 'fault'> {
  readonly cells: Row
}

const head = [
  'What happens',
  'exit',
  '`failure-reason`',
  'shared, unshared, unchanged, failed',
  'What a person reads',
]

const headOfJobEnds = ['What happens', 'step exits', 'job’s end exits', 'left behind', 'What a person reads']

/** How many cases there are, and a table for every call. Faults with one and the same ending share a row. */
export function matrixTables(faultCases: readonly SeenCase[], jobEnds: readonly SeenCase[]): string {
  return [
    `${faultCases.length + jobEnds.length} cases.`,
    ...tablesOf(head, faultCases),
    ...tablesOf(headOfJobEnds, jobEnds),
  ].join('\n\n')
}

/** Returns the cells of the row of a case, behind its name. */
export function cellsOf({ ends, title, says }: Seen): Row {
  return [...ends, title === '' ? says : `**${title}.** ${says}`]
}

/** Returns a table for every call. */
export function tablesOf(heads: Row, seen: readonly SeenCase[]): readonly string[] {
  return [...groupBy(seen, ({ call }) => call)].map(([call, ofCall]) => {
    const alike = groupBy(ofCall, ({ cells }) => JSON.stringify(cells))
    const rows = [...alike.values()].map((group) => {
      const faults = group.map(({ fault }) => fault).join(andAlso)
      return [faults, ...(group[0]?.cells ?? [])]
    })
    return `### ${call}\n\n${table(heads, rows)}`
  })
}
