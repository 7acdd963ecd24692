import { describe, expect, it } from '@jest/globals'
import { signals } from '../cancelled.ts'
import { cellsOf, tablesOf } from '../matrix-tables.ts'
import { onPage, rowsOnPage, table } from '../page.ts'
import { inSharedRuns } from '../shared-runs.ts'
import { sideBySide } from '../side-by-side.ts'
import { copyCalls, copyCallsTogether, copyFaultCases } from './copy-cases.ts'
import { copyMoments } from './copy-moments.ts'
import { seeCancelledCopy, seeCopy } from './see-copy.ts'

const page = 'docs/copy-faults.md'
const head = [
  'What happens',
  'exit',
  '`failure-reason`',
  '`copied`, `state`, `updated-bundle-count`',
  'What a person reads',
]

const all = inSharedRuns(copyFaultCases, copyCallsTogether, 32, seeCopy)
const rowOfCase = rowsOnPage('matrix', 2, page)

describe.each(copyCalls)('%s', (call) => {
  it.each(copyFaultCases.filter((one) => one.call === call))('$fault', async (one) => {
    const seen = await all(one)
    // Such as a second copy.
    expect(seen.brokenRule).toBeUndefined()
    const row = [call, one.fault, ...cellsOf(seen)]
    expect(row).toEqual(rowOfCase(row))
  })
})

const cancels = copyMoments.flatMap((moment) => signals.map((signal) => ({ moment, signal })))
// Fewer than above: here it matters how long they take.
const cancelled = sideBySide(cancels, 6, async ({ moment, signal }) => seeCancelledCopy(moment, signal))
const rowOfMoment = rowsOnPage('cancel', 1, page)

describe.each(copyMoments)('a cancel while $moment', (moment) => {
  it.each(cancels.filter((one) => one.moment === moment))('by $signal.name', async (one) => {
    const { brokenRule, title, writes, ends, says } = await cancelled(one)
    expect(brokenRule).toBeUndefined()
    expect(title).toBe(moment.title)
    expect(writes).toBeLessThanOrEqual(moment.writes)
    const row = [moment.moment, ...ends, says]
    expect(row).toEqual(rowOfMoment(row))
  })
})

describe('docs/copy-faults.md', () => {
  it('says of every case what was seen', async () => {
    const seen = await Promise.all(
      copyFaultCases.map(async (one) => ({ ...one, cells: cellsOf(await all(one)) })),
    )
    const tables = onPage('matrix', [`${seen.length} cases.`, ...tablesOf(head, seen)].join('\n\n'), page)
    expect(tables.stands).toBe(tables.seen)
  })

  it('says of every moment what was seen', async () => {
    const bySigint = cancels.filter(({ signal }) => signal === signals[0])
    const rows = await Promise.all(
      bySigint.map(async (one) => {
        const { ends, says } = await cancelled(one)
        return [one.moment.moment, ...ends, says]
      }),
    )
    const tables = onPage('cancel', table(['Cancelled while', ...head.slice(1)], rows), page)
    expect(tables.stands).toBe(tables.seen)
  })
})
