import { labelOf, type AccountNames } from '../sharing/account-names.ts'
import { count } from '../sharing/count.ts'
import { imageKey, type AccountId, type ImageReference } from '../sharing/identifiers.ts'
import type { Plan } from '../sharing/plan.ts'
import { readRecord } from './temporary-record.ts'

/**
 * Returns what people should know of a plan's shares and the job's end. A step that isn't temporary: the shares that end
 * all the same, because an earlier step of the job made them for the job. A temporary one: the shares that don't end.
 * @param notes the notes of earlier steps; a note that is no record is ignored
 */
export function temporaryWarnings(
  plan: Plan,
  notes: readonly string[],
  names: AccountNames,
  isTemporary: boolean,
): readonly string[] {
  const records = notes.flatMap((note) => readRecord(note) ?? [])
  const ending = new Set(records.flatMap(({ shares }) => shares).map(keyOf))
  return isTemporary ? lastingShares(plan, ending, names) : endingShares(plan, ending, names)
}

/** @param ending the shares that end with the job, by {@link keyOf} */
function lastingShares(plan: Plan, ending: ReadonlySet<string>, names: AccountNames): readonly string[] {
  return plan.images.flatMap(({ wanted: { image, share }, unchanged }) => {
    const before = new Set(unchanged)
    const lasting = share.filter((account) => before.has(account) && !ending.has(keyOf({ image, account })))
    const [first, ...others] = lasting
    if (first === undefined) return []
    const who = others.length === 0 ? labelOf(first, names) : count(others.length + 1, 'account')
    return [
      `${image.id} was shared with ${who} before this step: the job's end leaves that. If a job that was lost left it behind, unshare it.`,
    ]
  })
}

function endingShares(plan: Plan, ending: ReadonlySet<string>, names: AccountNames): readonly string[] {
  return plan.images.flatMap(({ wanted: { image, share } }) =>
    share
      .filter((account) => ending.has(keyOf({ image, account })))
      .map(
        (account) =>
          `${image.id} is shared with ${labelOf(account, names)} by an earlier step of this job that has temporary: true: the job's end unshares it. To keep the share, run this step before that one, or in another job.`,
      ),
  )
}

function keyOf({ image, account }: { readonly image: ImageReference; readonly account: AccountId }): string {
  return `${imageKey(image)} ${account}`
}
