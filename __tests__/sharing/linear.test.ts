import { describe, expect, it } from '@jest/globals'
import { driftSince } from '../../src/sharing/drift.ts'
import { imageKey } from '../../src/sharing/identifiers.ts'
import { checkStillWanted } from '../../src/sharing/later-changes.ts'
import type { Verification } from '../../src/sharing/outcome.ts'
import { settledResult } from '../../src/sharing/plan-results.ts'
import { releaseOf } from '../../src/sharing/release.ts'
import { rollbacksOf } from '../../src/sharing/undo-results.ts'
import { changesOf, makePlan, type Plan } from '../../src/sharing/plan.ts'
import { totalsOf } from '../../src/sharing/result.ts'
import { attempted, byKey, image, imageNumber, standing, wanting } from '../support/examples.ts'

/** Counts how often anything is read of lists: that doesn't depend on the machine, as time does. */
class Tally {
  reads = 0

  of<Item>(list: readonly Item[]): readonly Item[] {
    return new Proxy(list, {
      get: (target, key, receiver) => {
        this.reads += 1
        const value: unknown = Reflect.get(target, key, receiver)
        return value
      },
    })
  }
}

function numbers(count: number, from: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index)
}

/** A plan for so many accounts, half of which have the image already, and as many others that are to lose it. */
function planFor(size: number, tally: Tally): Plan {
  const wanted = wanting(numbers(size, 0), 'everyone-else')
  const current = standing(numbers(size, size / 2))
  const counted = { ...wanted, share: tally.of(wanted.share) }
  return makePlan([counted], byKey([{ ...current, recipients: tally.of(current.recipients) }]))
}

function countedPlan(plan: Plan, tally: Tally): Plan {
  return {
    ...plan,
    images: plan.images.map((planned) => ({
      ...planned,
      changes: tally.of(planned.changes),
      unchanged: tally.of(planned.unchanged),
    })),
  }
}

const cases: Readonly<Record<string, (size: number, tally: Tally) => void>> = {
  'a plan': (size, tally) => {
    expect(changesOf(planFor(size, tally))).toHaveLength(size)
  },
  'a plan, by a later policy': (size, tally) => {
    const images = numbers(size, 0).map((number) => wanting([1], [], imageNumber(number)))
    const current = byKey(images.map((wanted) => standing([], wanted.image)))
    const run = { event: 'push', ref: 'refs/heads/main', commit: 'decade', attempt: 1 }
    const later = images.map((wanted) => ({ ...wanted, share: tally.of(wanted.share) }))
    checkStillWanted(makePlan(images, current), run, { path: 'x', wanted: tally.of(later) })
    const longer = wanting(numbers(size, 0), [])
    const plan = makePlan([longer], byKey([standing([])]))
    checkStillWanted(plan, run, { path: 'x', wanted: [{ ...longer, share: tally.of(longer.share) }] })
    expect(changesOf(plan)).toHaveLength(size)
  },
  'what became of a plan': (size, tally) => {
    const plan = countedPlan(planFor(size, new Tally()), tally)
    const all = attempted(changesOf(plan), { kind: 'accepted' })
    const share = plan.images[0]?.wanted.share ?? []
    const verifications = new Map<string, Verification>([
      [imageKey(image), { kind: 'read', value: new Set(share) }],
    ])
    const header = { mode: 'apply', warnings: [], accountNames: new Map() } as const
    const result = settledResult(
      plan,
      releaseOf(plan, [], []),
      { attempted: tally.of(all), verifications },
      [],
      header,
    )
    expect(totalsOf(result)).toEqual({ shared: size / 2, unshared: size / 2, unchanged: size / 2, failed: 0 })
    const counted = result.images.map((one) => ({ ...one, changes: tally.of(one.changes) }))
    expect(rollbacksOf({ ...result, images: counted })).toHaveLength(size)
  },
  'drift beside a plan': (size, tally) => {
    const [planned] = countedPlan(planFor(size, new Tally()), tally).images
    if (planned === undefined) throw new Error('The plan has no image')
    expect(driftSince(planned, tally.of(planned.current.recipients))).toEqual([])
  },
}

describe('twice as many accounts take no more than twice the work for', () => {
  it.each(Object.entries(cases))('%s', (_what, work) => {
    const [once, twice] = [new Tally(), new Tally()]
    work(500, once)
    work(1000, twice)
    expect(once.reads).toBeGreaterThan(500)
    expect(twice.reads / once.reads).toBeLessThan(2.01)
  })
})
