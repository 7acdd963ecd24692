import type { RecordKeeper } from '../ports/runner.ts'
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

/** An account that was given permission for the duration of the job. */
export interface TemporaryShare {
  readonly image: ImageReference
  readonly account: AccountId
  /** Whether AWS never answered the call that shares, as far as is known: it may take effect at any time. */
  readonly isUnanswered: boolean
}

/** The name under which the main step saves its shares for the post step. */
export const stateName = 'temporary-shares'

/** Returns the shares that are about to be made: the post step ends them, however this process ends. */
export function sharesIn(changes: readonly Change[]): readonly TemporaryShare[] {
  return changes
    .filter(({ kind }) => kind === 'share')
    .map(({ image, account }) => ({ image, account, isUnanswered: true }))
}

/**
 * Returns the shares that this run made, or may have made; not those that someone else made meanwhile. Keeps a share
 * that AWS never answered even if it was rolled back: it may take effect after that.
 */
export function sharesLeft(settled: readonly SettledChange[]): readonly TemporaryShare[] {
  return settled
    .filter(({ change, outcome, isUnanswered }) => {
      if (change.kind !== 'share') return false
      if (isUnanswered === true) return true
      if (outcome.kind === 'failed') return outcome.mayBeInEffect
      return outcome.kind === 'done' || outcome.kind === 'undo-failed'
    })
    .map(({ change: { image, account }, isUnanswered }) => ({
      image,
      account,
      isUnanswered: isUnanswered === true,
    }))
}

// The post step gets it as one environment variable, at most 32,767 characters on Windows and 131,072 on Linux.
const longestRecord = 32_000

/** The data that the post step needs. */
export interface TemporaryRecord {
  /** The Region in which the main step signed in. */
  readonly signInRegion: Region
  readonly shares: readonly TemporaryShare[]
}

/** Saves the shares for the post step, and for later steps that want the same. An empty record ends nothing. */
export function rememberShares(record: TemporaryRecord, runner: RecordKeeper): void {
  const text = writeRecord(record)
  runner.saveState(stateName, text)
  runner.leaveNote(text)
}

/** Returns a problem if the record is too long: the post step can only end shares that it knows of. */
export function refuseTooMany(record: TemporaryRecord): readonly Problem[] {
  const { length } = writeRecord(record)
  if (length <= longestRecord) return []
  return [
    {
      reason: 'invalid-input',
      message: `temporary: the record of ${record.shares.length} shares has ${length} characters, and the job's end can be given ${longestRecord} at most.`,
      remedy:
        'Share with fewer accounts in one step, or set temporary: false and unshare in a step of its own.',
    },
  ]
}

/**
 * Formats the record as text, empty without shares: the sign-in Region, then one line per image with the accounts whose
 * calls AWS answered, and those whose calls it didn't. `eu-west-1/wsi-.../111122223333/444455556666,777788889999`.
 */
export function writeRecord({ signInRegion, shares }: TemporaryRecord): string {
  if (shares.length === 0) return ''
  const images = groupBy(shares, ({ image }) => imageKey(image))
  const lines = [...images].map(([key, all]) => {
    const accounts = (unanswered: boolean) =>
      all.flatMap(({ account, isUnanswered }) => (isUnanswered === unanswered ? [account] : [])).join(',')
    return `${key}/${accounts(false)}/${accounts(true)}`
  })
  return [signInRegion, ...lines].join('\n')
}

/**
 * Reads a record of {@link writeRecord}.
 * @returns `undefined` if the text is none: the accounts that keep access are unknown then, which must be reported
 */
export function readRecord(text: string): TemporaryRecord | undefined {
  const [signInRegion = '', ...lines] = text.split('\n')
  if (!isRegion(signInRegion) || lines.length === 0) return undefined
  const shares: TemporaryShare[] = []
  for (const line of lines) {
    const ofImage = sharesOfImage(line)
    if (ofImage === undefined) return undefined
    shares.push(...ofImage)
  }
  return { signInRegion, shares }
}

function sharesOfImage(line: string): readonly TemporaryShare[] | undefined {
  const [region = '', id = '', answered = '', unanswered, ...others] = line.split('/')
  if (!isRegion(region) || !isImageId(id) || unanswered === undefined || others.length > 0) return undefined
  const listed = [...entriesOf(answered, false), ...entriesOf(unanswered, true)]
  const shares = listed.flatMap(({ account, isUnanswered }) =>
    isAccountId(account) ? [{ image: { region, id }, account, isUnanswered }] : [],
  )
  return shares.length === 0 || shares.length < listed.length ? undefined : shares
}

function entriesOf(list: string, isUnanswered: boolean) {
  return list === '' ? [] : list.split(',').map((account) => ({ account, isUnanswered }))
}
