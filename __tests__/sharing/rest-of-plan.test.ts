import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import type { AccountId } from '../../src/sharing/identifiers.ts'
import { changesOf, makePlan, type Change, type Plan } from '../../src/sharing/plan.ts'
import type { WantedImage } from '../../src/sharing/request.ts'
import { restOfPlan } from '../../src/sharing/rest-of-plan.ts'
import type { RunResult } from '../../src/sharing/result.ts'
import {
  account,
  accounts,
  byKey,
  imageNumber,
  planOf,
  problem,
  standing,
  wanting,
} from '../support/examples.ts'
import { imageResult, runResult } from '../support/results.ts'

/** The result of a plan after which these accounts can copy its images; unknown ones where `undefined`. */
function resultOf(plan: Plan, recipients: readonly (readonly AccountId[] | undefined)[]): RunResult {
  return runResult({
    images: plan.images.map((planned, index) =>
      imageResult({
        image: planned.wanted.image,
        changes: planned.changes.map((change) => ({ change, outcome: { kind: 'done' } })),
        recipients: recipients[index],
      }),
    ),
  })
}

const keyOf = ({ image, account: id, kind }: Change) => `${image.id} ${id} ${kind}`
const numbers = fc.uniqueArray(fc.nat(6), { maxLength: 5 })

/** What is wanted of an image, its recipients before, and which accounts of its changes take effect. */
const anyImage = fc.record({
  share: numbers,
  isExclusive: fc.boolean(),
  before: numbers,
  until: fc.constantFrom(undefined, '2099-01-01'),
  failing: numbers,
})

describe('what is left of a plan', () => {
  it('has the id of the plan that a later run makes, whatever took effect', () => {
    fc.assert(
      fc.property(fc.array(anyImage, { maxLength: 3 }), fc.boolean(), (images, temporary) => {
        const wanted = images.map(({ share, isExclusive, until }, index): WantedImage => ({
          ...wanting(share, isExclusive && !temporary ? 'everyone-else' : [], imageNumber(index)),
          timeBoxes:
            until === undefined || share.length === 0
              ? undefined
              : new Map([[account(share[0] ?? 0), { until, daysLeft: 9, hasEnded: false }]]),
        }))
        const before = images.map(({ before: those }, index) => standing(those, imageNumber(index)))
        const plan = makePlan(wanted, byKey(before), temporary)
        const after = plan.images.map(({ changes, current }, index) => {
          const now = new Set(current.recipients)
          const failing = new Set(accounts(...(images[index]?.failing ?? [])))
          for (const change of changes.filter((one) => !failing.has(one.account))) {
            if (change.kind === 'share') now.add(change.account)
            else now.delete(change.account)
          }
          return [...now]
        })
        const rest = restOfPlan(plan, resultOf(plan, after), temporary)
        const current = before.map((one, index) => ({ ...one, recipients: after[index] ?? [] }))
        const later = makePlan(wanted, byKey(current), temporary)
        expect(rest.planId).toBe(later.id)
        expect(rest.changes).toEqual(changesOf(later))
      }),
    )
  })

  it('is never more than the plan', () => {
    fc.assert(
      fc.property(fc.array(anyImage, { maxLength: 3 }), fc.array(numbers), (images, seen) => {
        const wanted = images.map(({ share, isExclusive }, index) =>
          wanting(share, isExclusive ? 'everyone-else' : [], imageNumber(index)),
        )
        const plan = planOf(
          wanted,
          images.map(({ before }, index) => standing(before, imageNumber(index))),
        )
        // Whatever others do meanwhile: the read shows any accounts.
        const after = plan.images.map((_, index) => accounts(...(seen[index] ?? [])))
        const approved = new Set(changesOf(plan).map(keyOf))
        const { changes } = restOfPlan(plan, resultOf(plan, after), false)
        expect(changes.filter((change) => !approved.has(keyOf(change)))).toEqual([])
      }),
    )
  })

  it.each([
    [{ kind: 'done' }, 0],
    [{ kind: 'unchanged' }, 0],
    [{ kind: 'planned' }, 1],
    [{ kind: 'undone' }, 1],
    [{ kind: 'undo-failed', problem: problem() }, 1],
    [{ kind: 'failed', problem: problem(), mayBeInEffect: true }, 1],
    [{ kind: 'not-attempted', because: problem() }, 1],
  ] as const)('without a read, %j leaves %d', (outcome, left) => {
    const plan = planOf([wanting([1])], [standing([])])
    const changes = changesOf(plan).map((change) => ({ change, outcome }))
    const result = runResult({ images: [imageResult({ changes, recipients: undefined })] })
    expect(restOfPlan(plan, result, false).changes).toHaveLength(left)
  })

  it('without a read, is what its own outcome says of each change', () => {
    const plan = planOf([wanting([1, 2, 3])], [standing([])])
    const changes = changesOf(plan).map((change, index) => ({
      change,
      outcome: index === 1 ? ({ kind: 'undone' } as const) : ({ kind: 'done' } as const),
    }))
    const result = runResult({ images: [imageResult({ changes, recipients: undefined })] })
    expect(restOfPlan(plan, result, false).changes).toMatchObject([{ account: account(2) }])
  })

  it('is the whole plan where the result holds nothing of its image', () => {
    const plan = planOf([wanting([1])], [standing([])])
    expect(restOfPlan(plan, runResult({ images: [] }), false)).toEqual({
      changes: changesOf(plan),
      planId: plan.id,
    })
  })
})
