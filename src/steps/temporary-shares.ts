import { groupBy } from '../sharing/grouping.ts'
import {
  imageKey,
  isAccountId,
  isImageId,
  isRegion,
  type AccountId,
  type ImageReference,
  type Region,
} from '../sharing/identifiers.ts'
import type { Change } from '../sharing/plan.ts'
import type { Problem } from '../sharing/problem.ts'
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

// A record comes back as one environment variable, which holds 32,767 characters on Windows and 131,072 on Linux.
const longestRecord = 32_000

/** What the post step has to know. */
export interface TemporaryRecord {
  /** Where the main step signed in. */
  readonly signInRegion: Region
  readonly shares: readonly TemporaryShare[]
}

/** Leaves the shares for the post step; none leaves it nothing to do. */
export function rememberShares(
  record: TemporaryRecord,
  runner: { saveState(name: string, value: string): void },
): void {
  runner.saveState(stateName, writeRecord(record))
}

/** Why so many shares can't be made for the time of a job: what the post step isn't told of, stays. */
export function refuseTooMany(record: TemporaryRecord): readonly Problem[] {
  const { length } = writeRecord(record)
  if (length <= longestRecord) return []
  return [
    {
      reason: 'invalid-input',
      message: `temporary: ${record.shares.length} shares are more than the job's end can be told of (${length} characters, ${longestRecord} at most).`,
      remedy:
        'Share with fewer accounts in one step, or set temporary: false and unshare in a step of its own.',
    },
  ]
}

/** The record as text, empty without shares: the Region of the sign-in, then a line for each image. */
export function writeRecord({ signInRegion, shares }: TemporaryRecord): string {
  if (shares.length === 0) return ''
  const images = groupBy(shares, ({ image }) => imageKey(image))
  const lines = [...images].map(([key, all]) => `${key}/${all.map(({ account }) => account).join(',')}`)
  return [signInRegion, ...lines].join('\n')
}

/**
 * Reads what {@link writeRecord} wrote.
 * @throws Error when the text is not that: who keeps access is not known then, and must not be passed over
 */
export function readRecord(text: string): TemporaryRecord {
  const [signInRegion = '', ...lines] = text.split('\n')
  if (!isRegion(signInRegion) || lines.length === 0) throw unreadable()
  return { signInRegion, shares: lines.flatMap(sharesOfImage) }
}

function sharesOfImage(line: string): readonly TemporaryShare[] {
  const [region = '', id = '', accounts = '', ...others] = line.split('/')
  if (!isRegion(region) || !isImageId(id) || others.length > 0) throw unreadable()
  return accounts.split(',').map((account) => {
    if (!isAccountId(account)) throw unreadable()
    return { image: { region, id }, account }
  })
}

function unreadable(): Error {
  return new Error("The record of what was shared for the time of this job can't be read.")
}
