import { expect, it } from '@jest/globals'
import { onPage, table } from './page.ts'
import { sideBySide } from './side-by-side.ts'
import { cross, exclusively, share, unshare, type Crossing } from './two-runs.ts'

const [A, B, C] = ['000000000001', '000000000002', '000000000003']

/** `after` and `ends` are what has to come of it. */
const crossings: readonly Crossing[] = [
  {
    first: share(A),
    heldAt: 'its first write',
    second: share(A),
    before: [],
    after: [A],
    ends: ['green: 1, 0, 0, 0', 'green: 1, 0, 0, 0'],
  },
  {
    first: share(A),
    heldAt: 'its proof',
    second: share(A),
    before: [],
    after: [A],
    ends: ['green: 1, 0, 0, 0', 'green: 0, 0, 1, 0'],
  },
  {
    first: share(A),
    heldAt: 'its first write',
    second: unshare(A),
    before: [],
    after: [A],
    ends: ['green: 1, 0, 0, 0', 'green: 0, 0, 1, 0'],
  },
  {
    first: share(A),
    heldAt: 'its proof',
    second: unshare(A),
    before: [],
    after: [],
    ends: ['not-proven: 0, 0, 0, 1', 'green: 0, 1, 0, 0'],
  },
  {
    first: unshare(A),
    heldAt: 'its first write',
    second: share(A),
    before: [A],
    after: [],
    ends: ['green: 0, 1, 0, 0', 'green: 0, 0, 1, 0'],
  },
  {
    first: unshare(A),
    heldAt: 'its proof',
    second: share(A),
    before: [A],
    after: [A],
    ends: ['not-proven: 0, 0, 0, 1', 'green: 1, 0, 0, 0'],
  },
  {
    first: unshare(A),
    heldAt: 'its first write',
    second: unshare(A),
    before: [A],
    after: [],
    ends: ['green: 0, 1, 0, 0', 'green: 0, 1, 0, 0'],
  },
  {
    first: share(A, B),
    heldAt: 'its first write',
    second: unshare(B),
    before: [B],
    after: [A],
    ends: ['drift: 1, 0, 0, 0', 'green: 0, 1, 0, 0'],
  },
  {
    first: exclusively(A),
    heldAt: 'its first write',
    second: share(B),
    before: [C],
    after: [A, B],
    ends: ['drift: 1, 1, 0, 0', 'green: 1, 0, 0, 0'],
  },
  {
    first: exclusively(A),
    heldAt: 'its proof',
    second: share(B),
    before: [C],
    after: [A, B],
    ends: ['drift: 1, 1, 0, 0', 'green: 1, 0, 0, 0'],
  },
  {
    first: share(B),
    heldAt: 'its proof',
    second: exclusively(A),
    before: [],
    after: [A],
    ends: ['not-proven: 0, 0, 0, 1', 'green: 1, 1, 0, 0'],
  },
  {
    first: exclusively(A),
    heldAt: 'its first write',
    second: exclusively(B),
    before: [],
    after: [A, B],
    ends: ['drift: 1, 0, 0, 0', 'green: 1, 0, 0, 0'],
  },
]
const all = sideBySide(crossings, 12, cross)

it.each(crossings)('$first.says, and at $heldAt: $second.says', async (crossing) => {
  const { after, ends } = crossing
  expect(await all.get(crossing)).toEqual({ after, ends })
})

it('docs/faults.md says of every crossing what was seen', async () => {
  const rows = await Promise.all(
    crossings.map(async (crossing) => {
      const { first, heldAt, second, before } = crossing
      const { ends = [], after = [] } = (await all.get(crossing)) ?? {}
      const recipients = `${spoken(before)} → ${spoken(after)}`
      return [first.says, heldAt, second.says, recipients, ...ends].map(shortened)
    }),
  )
  const head = ['First run', 'held at', 'Second run', 'Who can copy the image', 'First ends', 'Second ends']
  const page = onPage('two-runs', table(head, rows))
  expect(page.stands).toBe(page.seen)
})

function spoken(accounts: readonly string[]): string {
  return accounts.length === 0 ? 'nobody' : accounts.join(', ')
}

/** `000000000001` is A. */
function shortened(text: string): string {
  return text.replaceAll(/0{11}(\d)/g, (_, digit: string) => 'ABC'.charAt(Number(digit) - 1))
}
