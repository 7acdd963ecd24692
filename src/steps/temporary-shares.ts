import {
  isAccountId,
  isImageId,
  isRegion,
  type AccountId,
  type ImageReference,
} from '../sharing/identifiers.ts'
import type { Change } from '../sharing/plan.ts'
import type { SettledChange } from '../sharing/result.ts'

/** One account that was given permission for the time of the job. */
export interface TemporaryShare {
  readonly image: ImageReference
  readonly account: AccountId
}

/** The name under which the job's main step leaves its shares for the post step. */
export const stateName = 'temporary-shares'

/** Shares that are about to be made: whatever ends this process, the post step looks after them. */
export function sharesIn(changes: readonly Change[]): readonly TemporaryShare[] {
  return changes.filter(({ kind }) => kind === 'share')
}

/** Shares that this run made, or may have made; not those that someone else made meanwhile. */
export function sharesLeft(settled: readonly SettledChange[]): readonly TemporaryShare[] {
  return settled
    .filter(({ change, outcome }) => {
      if (change.kind !== 'share') return false
      if (outcome.kind === 'failed') return outcome.mayBeInEffect
      return outcome.kind === 'done' || outcome.kind === 'undo-failed'
    })
    .map(({ change }) => change)
}

/** Leaves the shares for the post step; none leaves it nothing to do. */
export function rememberShares(
  shares: readonly TemporaryShare[],
  runner: { saveState(name: string, value: string): void },
): void {
  runner.saveState(stateName, writeShares(shares))
}

/** The shares as text; empty for none. */
export function writeShares(shares: readonly TemporaryShare[]): string {
  return shares.map(({ image, account }) => `${image.region}/${image.id}/${account}`).join('\n')
}

/**
 * Reads what {@link writeShares} wrote.
 * @throws Error when the text is not that: who keeps access is not known then, and must not be passed over
 */
export function readShares(text: string): readonly TemporaryShare[] {
  return text.split('\n').map((line) => {
    const [region = '', id = '', account = '', ...others] = line.split('/')
    if (!isRegion(region) || !isImageId(id) || !isAccountId(account) || others.length > 0) {
      throw new Error("The record of what was shared for the time of this job can't be read.")
    }
    return { image: { region, id }, account }
  })
}
