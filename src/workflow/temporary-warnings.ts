import { labelOf, type AccountNames } from '../sharing/account-names.ts'
import { imageKey, type AccountId, type ImageReference } from '../sharing/identifiers.ts'
import type { Plan } from '../sharing/plan.ts'
import { readRecord } from './temporary-record.ts'

/**
 * Returns a sentence for every share that a plan wants but that ends with the job, because an earlier step of the job
 * made it for the duration of the job.
 * @param notes the notes of earlier steps; a note that is no record is ignored
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
