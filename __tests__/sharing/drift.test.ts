import { describe, expect, it } from '@jest/globals'
import { driftIn, driftProblems, driftOf, driftSince } from '../../src/sharing/drift.ts'
import type { PlannedImage } from '../../src/sharing/plan.ts'
import {
  account,
  accounts,
  change,
  image,
  imageNumber,
  planOf,
  standing,
  wanting,
} from '../support/examples.ts'

it('names accounts as people know them', () => {
  const names = new Map([[account(2), 'workplace']])
  expect(driftOf([change('share', 1), change('unshare', 2)], names)).toMatchObject([
    {
      message:
        "Who can copy the images is not as wanted: 000000000002 (workplace) can copy wsi-0123456789abc and should not; 000000000001 can't copy wsi-0123456789abc and should.",
    },
  ])
})

it('names a stranger among three hundred that can not copy yet', () => {
  const shares = Array.from({ length: 300 }, (_, number) => change('share', number + 1))
  const [drift] = driftOf([...shares, change('unshare', 999)], new Map())
  expect(drift?.message).toContain(': 000000000999 can copy wsi-0123456789abc and should not; 000000000001 ')
  expect(drift?.message).toMatch(/; and 281 more\.$/)
})

it('is none without changes', () => {
  expect(driftOf([], new Map())).toEqual([])
})

describe('drift while a plan is carried out', () => {
  const plan = planOf([wanting([1, 2], [8])], [standing([2, 9])])
  const exclusive = planOf([wanting([1, 2], 'everyone-else')], [standing([2, 9])])
  const only = ({ images: [first] }: typeof plan): PlannedImage => {
    if (first === undefined) throw new Error('The plan has no image')
    return first
  }

  it.each<[what: string, of: typeof plan, now: number[], drift: readonly unknown[]]>([
    ['nothing where all is as planned', plan, [1, 2, 9], []],
    ['nothing where the changes themselves have no effect', plan, [2, 9], []],
    ['nothing of accounts that nobody named', plan, [1, 2, 7], []],
    ['who can not copy any more', plan, [1, 9], [change('share', 2)]],
    ['who can copy again', plan, [1, 2, 8, 9], [change('unshare', 8)]],
    ['nothing where everyone else is still unshared', exclusive, [1, 2, 9], []],
    ['a stranger where nobody else may', exclusive, [1, 2, 7], [change('unshare', 7)]],
  ])('is %s', (_what, of, now, drift) => {
    expect(driftSince(only(of), accounts(...now))).toEqual(drift)
    expect(driftIn(of)(image, new Set(accounts(...now)))).toBe(drift.length > 0)
  })

  it('is none of an image that is not in the plan', () => {
    expect(driftIn(plan)(imageNumber(5), new Set())).toBe(false)
  })

  it('is told of with the accounts by name', () => {
    const names = new Map([[account(2), 'workplace']])
    expect(driftProblems([change('share', 2), change('unshare', 7)], names)).toEqual([
      {
        reason: 'drift',
        message:
          "While this run was at work, somebody else changed who can copy the images: 000000000007 can copy wsi-0123456789abc and should not; 000000000002 (workplace) can't copy wsi-0123456789abc and should.",
        remedy: 'Run it again, and give workflows that share the same images one concurrency group.',
      },
    ])
    expect(driftProblems([], names)).toEqual([])
  })
})
