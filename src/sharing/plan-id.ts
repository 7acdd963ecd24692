import { createHash } from 'node:crypto'
import type { AccountId } from './identifiers.ts'
import type { PlannedImage } from './plan.ts'

/**
 * Returns the id of a plan: `plan-` and the 64 hexadecimal digits of a SHA-256. Equal plans have equal ids in any order
 * of the inputs, and any other plan another. The hash covers Region, image, account and kind of every change, and the
 * end dates of shares, existing ones included: an approval of a share with an end date is none of a permanent one. It
 * is not truncated: the author of a plan chooses accounts and dates, and so has many tries at two plans with one id.
 * @param temporary whether new shares end with the job
 */
export function planId(images: readonly PlannedImage[], temporary: boolean): string {
  const lines = images.flatMap((planned) => [
    ...planned.changes.map(({ account, kind }) => {
      if (kind === 'unshare') return line(planned, account, 'unshare')
      return line(planned, account, `share${end(planned, account)}${temporary ? " until the job's end" : ''}`)
    }),
    ...planned.unchanged.flatMap((account) => {
      const until = end(planned, account)
      return until === '' ? [] : [line(planned, account, `shared${until}`)]
    }),
  ])
  return `plan-${createHash('sha256').update(lines.toSorted().join('\n')).digest('hex')}`
}

/** Returns whether the text has the format of a plan id. */
export function isPlanId(text: string): boolean {
  return /^plan-[0-9a-f]{64}$/.test(text)
}

function line({ wanted: { image } }: PlannedImage, account: AccountId, what: string): string {
  return `${image.region} ${image.id} ${account} ${what}`
}

// An ended share needs no date: it is only to be removed.
function end({ wanted }: PlannedImage, account: AccountId): string {
  const box = wanted.timeBoxes?.get(account)
  return box === undefined || box.hasEnded ? '' : ` until ${box.until}`
}
