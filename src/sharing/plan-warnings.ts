import { labelOf, type AccountNames } from './account-names.ts'
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

function timeBoxWarnings({ wanted, current }: PlannedImage, names: AccountNames): readonly string[] {
  return [...(wanted.timeBoxes ?? [])]
    .filter(([, { daysLeft }]) => daysLeft >= 0 && daysLeft <= soonDays)
    .map(([account, { until, daysLeft }]) => {
      const when = daysLeft === 0 ? 'today' : `in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`
      return `The share of ${wanted.image.id} (${current.description.name}) with ${labelOf(account, names)} ends ${when}, at the end of ${until} (UTC).`
    })
}
