import { labelOf, type AccountNames } from '../sharing/account-names.ts'
import { imageKey, type AccountId, type ImageReference } from '../sharing/identifiers.ts'
import type { Plan } from '../sharing/plan.ts'
import { readRecord } from './temporary-record.ts'

/**
 * A sentence for every share that a plan wants and that ends with the job all the same, because an earlier step of the
 * job has made it for the time of the job.
 * @param notes what earlier steps left; whatever is no record of theirs is passed over
 */
export function temporaryWarnings(
  plan: Plan,
  notes: readonly string[],
  names: AccountNames,
): readonly string[] {
  const records = notes.flatMap((note) => readRecord(note) ?? [])
  const temporary = new Set(records.flatMap(({ shares }) => shares).map(keyOf))
  return plan.images.flatMap(({ wanted: { image, share } }) =>
    share
      .filter((account) => temporary.has(keyOf({ image, account })))
      .map(
        (account) =>
          `${image.id} is shared with ${labelOf(account, names)} by an earlier step of this job that has temporary: true: the job's end unshares it. To keep the share, run this step before that one, or in another job.`,
      ),
  )
}

function keyOf({ image, account }: { readonly image: ImageReference; readonly account: AccountId }): string {
  return `${imageKey(image)} ${account}`
}
