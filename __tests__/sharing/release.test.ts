import { describe, expect, it } from '@jest/globals'
import { changesOf } from '../../src/sharing/plan.ts'
import { releaseOf } from '../../src/sharing/release.ts'
import { account, change, imageNumber, planOf, problem, standing, wanting } from '../support/examples.ts'

const other = imageNumber(1)
const box = (hasEnded: boolean) => ({ until: '2027-03-14', daysLeft: hasEnded ? -1 : 9, hasEnded })
const timeBoxes = new Map([
  [account(1), box(false)],
  [account(2), box(true)],
  [account(3), box(true)],
])
// Of the first image, everyone else is to be unshared; of the second, an account that is named, whose share has no end.
const plan = planOf(
  [{ ...wanting([1], 'everyone-else'), timeBoxes }, wanting([2], [4], other)],
  [standing([2, 5]), standing([4], other)],
)
const [refusal, guard] = [problem({ reason: 'image-not-found' }), problem({ reason: 'plan-changed' })]

describe('of a plan', () => {
  it('goes on what there is where nothing is wrong', () => {
    expect(releaseOf(plan, [], [])).toEqual({ changes: changesOf(plan), heldBecause: undefined })
    expect(changesOf(plan)).toHaveLength(5)
  })

  it('goes on what has ended where something is refused', () => {
    expect(releaseOf(plan, [refusal, problem()], [])).toEqual({
      changes: [change('unshare', 2)],
      heldBecause: refusal,
    })
  })

  it('holds a share, whatever its end says', () => {
    const late = planOf([{ ...wanting([3]), timeBoxes }], [standing([])])
    expect(changesOf(late)).toEqual([change('share', 3)])
    expect(releaseOf(late, [refusal], []).changes).toEqual([])
  })

  it.each([
    [[], guard],
    [[refusal], refusal],
  ])('goes on nothing where a guard or a cancel holds it: %j', (refusals, heldBecause) => {
    expect(releaseOf(plan, refusals, [guard])).toEqual({ changes: [], heldBecause })
  })
})
