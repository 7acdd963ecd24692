import { groupBy } from '../../src/sharing/grouping.ts'
import type { FaultCase } from './fault-case.ts'
import { table } from './page.ts'
import type { Seen } from './seen.ts'

type SeenCell = Pick<FaultCase, 'call' | 'fault'> & Pick<Seen, 'ends' | 'says'>

const head = [
  'What happens',
  'exit',
  '`failure-reason`',
  'shared, unshared, unchanged, failed',
  'What a person reads',
]

const headOfJobEnds = ['What happens', 'step exits', 'job’s end exits', 'left behind', 'What a person reads']

/** How many cases there are, and a table for every call; faults with one and the same ending share a row. */
export function matrixTables(faultCases: readonly SeenCell[], jobEnds: readonly SeenCell[]): string {
  return [
    `${faultCases.length + jobEnds.length} cases.`,
    ...tablesOf(head, faultCases, rowOf),
    ...tablesOf(headOfJobEnds, jobEnds, rowOfJobEnd),
  ].join('\n\n')
}

function tablesOf(
  heads: readonly string[],
  faultCases: readonly SeenCell[],
  row: (faultCase: SeenCell) => readonly string[],
): readonly string[] {
  return [...groupBy(faultCases, ({ call }) => call)].map(([call, ofCall]) => {
    const alike = groupBy(ofCall, ({ ends, says }) => JSON.stringify([ends, says]))
    const rows = [...alike.values()].flatMap((group) => {
      const [first] = group
      const faults = group.map(({ fault }) => fault).join(';<br>')
      return first === undefined ? [] : [[faults, ...row(first)]]
    })
    return `### ${call}\n\n${table(heads, rows)}`
  })
}

function rowOf({ ends, says }: SeenCell): readonly string[] {
  const [exit = '', reason = '', counts = '', title = ''] = ends.map(String)
  return [exit, reason === '' ? '' : `\`${reason}\``, counts.replaceAll(' ', ', '), withTitle(title, says)]
}

function rowOfJobEnd({ ends, says }: SeenCell): readonly string[] {
  const [step = '', end = '', left = '', title = ''] = ends.map(String)
  return [step, end, left, withTitle(title, says)]
}

function withTitle(title: string, says: string): string {
  return title === '' ? says : `**${title}.** ${says}`
}
