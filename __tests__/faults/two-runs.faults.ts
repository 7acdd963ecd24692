import { expect, it } from '@jest/globals'
import { onPage, rowsOnPage, table, type Row } from './page.ts'
import { sideBySide } from './side-by-side.ts'
import { cross, exclusively, share, unshare, type Crossing } from './two-runs.ts'

const [A, B, C] = ['000000000001', '000000000002', '000000000003']

const crossings: readonly Crossing[] = [
  { first: share(A), heldAt: 'its first write', second: share(A), before: [] },
  { first: share(A), heldAt: 'its proof', second: share(A), before: [] },
  { first: share(A), heldAt: 'its first write', second: unshare(A), before: [] },
  { first: share(A), heldAt: 'its proof', second: unshare(A), before: [] },
  { first: unshare(A), heldAt: 'its first write', second: share(A), before: [A] },
  { first: unshare(A), heldAt: 'its proof', second: share(A), before: [A] },
  { first: unshare(A), heldAt: 'its first write', second: unshare(A), before: [A] },
  { first: share(A, B), heldAt: 'its first write', second: unshare(B), before: [B] },
  { first: exclusively(A), heldAt: 'its first write', second: share(B), before: [C] },
  { first: exclusively(A), heldAt: 'its proof', second: share(B), before: [C] },
  { first: share(B), heldAt: 'its proof', second: exclusively(A), before: [] },
  { first: exclusively(A), heldAt: 'its first write', second: exclusively(B), before: [] },
]
const all = sideBySide(crossings, 12, cross)
const rowOnPage = rowsOnPage('two-runs', 3)

it.each(crossings)('$first.says, and at $heldAt: $second.says', async (crossing) => {
  const row = await rowOf(crossing)
  expect(row).toEqual(rowOnPage(row))
})

it('docs/faults.md says of every crossing what was seen', async () => {
  const rows = await Promise.all(crossings.map(rowOf))
  const head = ['First run', 'held at', 'Second run', 'Who can copy the image', 'First ends', 'Second ends']
  const page = onPage('two-runs', table(head, rows))
  expect(page.stands).toBe(page.seen)
})

async function rowOf(crossing: Crossing): Promise<Row> {
  const { first, heldAt, second, before } = crossing
  const { ends, after } = await all(crossing)
  const recipients = `${spoken(before)} → ${spoken(after)}`
  return [first.says, heldAt, second.says, recipients, ...ends].map(shortened)
}

function spoken(accounts: readonly string[]): string {
  return accounts.length === 0 ? 'nobody' : accounts.join(', ')
}

/** `000000000001` is A. */
function shortened(text: string): string {
  return text.replaceAll(/0{11}(\d)/g, (_, digit: string) => 'ABC'.charAt(Number(digit) - 1))
}
