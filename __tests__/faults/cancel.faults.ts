import { describe, expect, it } from '@jest/globals'
import { cancelled, signals } from './cancelled.ts'
import { moments } from './cancel-moments.ts'
import { onPage, rowsOnPage, table } from './page.ts'
import { sideBySide } from './side-by-side.ts'

const cases = moments.flatMap((moment) => signals.map((signal) => ({ moment, signal })))
// Fewer than in the matrix: here it matters how long they take.
const all = sideBySide(cases, 6, async ({ moment, signal }) => cancelled(moment, signal))
const rowOnPage = rowsOnPage('cancel', 1)

describe.each(moments)('a cancel while $moment', (moment) => {
  it.each(cases.filter((one) => one.moment === moment))('by $signal.name', async (one) => {
    const { brokenRule, title, writes, ends, says } = await all(one)
    expect(brokenRule).toBeUndefined()
    expect(title).toBe(moment.title)
    expect(writes).toBeLessThanOrEqual(moment.writes)
    const row = [moment.moment, ...ends, says]
    expect(row).toEqual(rowOnPage(row))
  })
})

it('docs/faults.md says of every moment what was seen', async () => {
  const rows = await Promise.all(
    cases
      .filter(({ signal }) => signal === signals[0])
      .map(async (one) => {
        const { ends, says } = await all(one)
        return [one.moment.moment, ...ends, says]
      }),
  )
  const head = ['Cancelled while', 'exit', '`failure-reason`', 'shared, unshared, unchanged, failed']
  const page = onPage('cancel', table([...head, 'What a person reads'], rows))
  expect(page.stands).toBe(page.seen)
})
