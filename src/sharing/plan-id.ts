import { createHash } from 'node:crypto'
import { changesOf, type Plan } from './plan.ts'

/**
 * A short text that is the same for the same changes, in whatever order they were asked for, and another for any
 * other changes: `plan-` and the first 32 hexadecimal digits of a SHA-256 over Region, image, account and change.
 */
export function planId(plan: Plan): string {
  const lines = changesOf(plan).map(
    (change) => `${change.image.region} ${change.image.id} ${change.account} ${change.kind}`,
  )
  const digest = createHash('sha256').update(lines.toSorted().join('\n')).digest('hex')
  return `plan-${digest.slice(0, 32)}`
}
