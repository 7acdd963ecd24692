import { createHash } from 'node:crypto'
import type { AccountId } from './identifiers.ts'
import type { PlannedImage } from './plan.ts'

/**
 * A text that is the same for the same plan, in whatever order it was asked for, and another for any other plan: `plan-`
 * and the 64 hexadecimal digits of a SHA-256 over Region, image, account and change of everything that changes, and over
 * when shares end, also those that exist: who approved a share for a time didn't approve one for ever. It is not cut
 * short: the writer of a plan chooses accounts and dates, and so has many tries at two plans of one id.
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

/** Whether the text is formed like a plan's id. */
export function isPlanId(text: string): boolean {
  return /^plan-[0-9a-f]{64}$/.test(text)
}

function line({ wanted: { image } }: PlannedImage, account: AccountId, what: string): string {
  return `${image.region} ${image.id} ${account} ${what}`
}

// An ended share says no more than that it is to be gone.
function end({ wanted }: PlannedImage, account: AccountId): string {
  const box = wanted.timeBoxes?.get(account)
  return box === undefined || box.hasEnded ? '' : ` until ${box.until}`
}
