import { labelOf, type AccountNames } from './account-names.ts'
import { count } from './count.ts'
import { groupBy } from './grouping.ts'
import type { AccountId } from './identifiers.ts'
import type { Plan, PlannedImage } from './plan.ts'

// Shares that end within a week get a warning, so that somebody can extend them in time.
const soonDays = 7

/** Returns a sentence for everything in a plan that is allowed but that people should know. */
export function planWarnings(plan: Plan, names: AccountNames): readonly string[] {
  return plan.images.flatMap((planned) => [...licenceWarnings(planned), ...timeBoxWarnings(planned, names)])
}

function licenceWarnings({ wanted, current }: PlannedImage): readonly string[] {
  if (wanted.share.length === 0 || !current.description.isBringYourOwnLicence) return []
  return [
    `${wanted.image.id} is a BYOL image: AWS lets it be shared only with BYOL-enabled accounts under the same payer account.`,
  ]
}

// The accounts of a group or a unit have one end, and one sentence.
function timeBoxWarnings({ wanted, current }: PlannedImage, names: AccountNames): readonly string[] {
  const near = [...(wanted.timeBoxes ?? [])].filter(
    ([, { daysLeft }]) => daysLeft >= 0 && daysLeft <= soonDays,
  )
  const viaOf = (account: AccountId) => wanted.origins?.via.get(account)
  const together = groupBy(near, ([account, { until }]) => `${viaOf(account) ?? account} ${until}`)
  return [...together.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return []
    const [account, { until, daysLeft }] = first
    const via = viaOf(account)
    const who =
      via === undefined ? labelOf(account, names) : `${count(others.length + 1, 'account')} by ${via}`
    const when = daysLeft === 0 ? 'today' : `in ${count(daysLeft, 'day')}`
    return [
      `The share of ${wanted.image.id} (${current.description.name}) with ${who} ends ${when}, at the end of ${until} (UTC).`,
    ]
  })
}
