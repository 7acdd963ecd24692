import { nameOf } from './outcome.ts'
import type { Change } from './plan.ts'
import type { Problem } from './problem.ts'

/** Returns the command that makes a change (AWS CLI reference: `workspaces update-workspace-image-permission`). */
export function commandFor({ image, account, kind }: Change): string {
  const flag = kind === 'share' ? '--allow-copy-image' : '--no-allow-copy-image'
  return `aws workspaces update-workspace-image-permission --region ${image.region} --image-id ${image.id} --shared-account-id ${account} ${flag}`
}

/**
 * Adds to the problem of a change the command that makes it. This is for changes that no further run makes, because it
 * would take the state they leave as wanted. A remedy with an example is kept, as it says what to allow first.
 */
export function byHand(problem: Problem, change: Change): Problem {
  const { remedy, example } = problem
  const advice = `${change.kind === 'share' ? 'Share it again by hand' : 'Unshare it by hand'}: ${commandFor(change)}`
  return {
    ...problem,
    remedy: example === undefined ? advice : `${remedy} ${advice}`,
    image: change.image,
    account: change.account,
  }
}

/**
 * Does the same as {@link byHand} for a change that was not sent. Many such changes share one reason.
 * @param wasSent whether it was sent before, and only not once more
 */
export function notSentByHand({ reason, message }: Problem, change: Change, wasSent = false): Problem {
  const what = wasSent ? 'Nothing more was sent to' : 'Nothing was sent to'
  return byHand({ reason, message: `${what} ${nameOf(change)}. ${message}`, remedy: '' }, change)
}
