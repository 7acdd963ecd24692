import { lateEffect, type FaultAction } from '../../../sandbox/aws/aws.ts'
import { IMAGE, REGION } from '../../support/fixture.ts'
import { READ, WRITE } from '../aws-call.ts'
import type { FaultFixture } from '../fault-fixture.ts'

const told = new WeakMap<FaultFixture, () => void>()

/**
 * Lets every share of the run take effect only when {@link takeEffect} says so.
 * @param then what happens to the calls meanwhile
 */
export function sharesWhenTold(fixture: FaultFixture, then: FaultAction, onArrival?: () => void): void {
  const when = new Promise<void>((resolve) => {
    told.set(fixture, resolve)
  })
  fixture.aws.inject({
    on: { where: ({ AllowCopyImage }) => AllowCopyImage === true },
    do: lateEffect(when, then),
    ...(onArrival === undefined ? {} : { onArrival }),
  })
}

/** Lets the first attempt of every share fail, and take effect only when {@link takeEffect} says so. */
export function firstAttemptsWhenTold(fixture: FaultFixture): void {
  const seen = new Set<unknown>()
  const isFirst = ({ AllowCopyImage, SharedAccountId }: Record<string, unknown>): boolean => {
    const isNew = AllowCopyImage === true && !seen.has(SharedAccountId)
    seen.add(SharedAccountId)
    return isNew
  }
  const when = new Promise<void>((resolve) => {
    told.set(fixture, resolve)
  })
  fixture.aws.inject({ on: { operation: WRITE, where: isFirst }, do: lateEffect(when, { kind: 'reset' }) })
}

/** Lets the shares take effect now. */
export function takeEffect(fixture: FaultFixture): void {
  told.get(fixture)?.()
}

/** Lets the shares take effect just before the read is answered that comes after so many others from now on. */
export function takeEffectAtRead(fixture: FaultFixture, after: number): void {
  const happens = (): void => takeEffect(fixture)
  fixture.aws.inject({ on: { operation: READ }, after, times: 1, do: { kind: 'meanwhile', happens } })
}

/** Lets reads show from now on what is now, so many of those that would show something else. */
export function readsLate(fixture: FaultFixture, reads?: number): void {
  fixture.aws.keepForStaleReads(REGION, IMAGE)
  fixture.aws.inject({ do: { kind: 'stale', ...(reads === undefined ? {} : { reads }) } })
}

/** Lets reads show for ever what was before the step. */
export function readsShowBefore(fixture: FaultFixture): void {
  fixture.aws.inject({ do: { kind: 'stale' } })
}
