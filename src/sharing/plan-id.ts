import { createHash } from 'node:crypto'
import type { Change, Plan, PlannedImage } from './plan.ts'

/**
 * A short text that is the same for the same changes, in whatever order they were asked for, and another for any
 * other changes: `plan-` and the first 32 hexadecimal digits of a SHA-256 over Region, image, account, change and, for
 * shares that end by themselves, when they end: who approved a share for a time didn't approve one for ever.
 */
export function planId(plan: Plan): string {
  const lines = plan.images.flatMap((planned) =>
    planned.changes.map(
      (change) =>
        `${change.image.region} ${change.image.id} ${change.account} ${change.kind}${ending(change, planned, plan)}`,
    ),
  )
  const digest = createHash('sha256').update(lines.toSorted().join('\n')).digest('hex')
  return `plan-${digest.slice(0, 32)}`
}

function ending({ kind, account }: Change, { wanted }: PlannedImage, { isTemporary }: Plan): string {
  if (kind === 'unshare') return ''
  const box = wanted.timeBoxes?.get(account)
  return `${box === undefined ? '' : ` until ${box.until}`}${isTemporary === true ? " until the job's end" : ''}`
}
