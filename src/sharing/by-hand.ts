import { nameOf } from './outcome.ts'
import type { Change } from './plan.ts'
import type { Problem } from './problem.ts'

/** The command that makes a change (AWS CLI reference: `workspaces update-workspace-image-permission`). */
export function commandFor({ image, account, kind }: Change): string {
  const flag = kind === 'share' ? '--allow-copy-image' : '--no-allow-copy-image'
  return `aws workspaces update-workspace-image-permission --region ${image.region} --image-id ${image.id} --shared-account-id ${account} ${flag}`
}

/**
 * A problem of a change with the command that makes it. For changes that no further run makes: to a run anew, what is
 * left of them is as wanted. Advice with an example stays, as it says what has to be allowed first.
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

/** As {@link byHand}, for a change that nothing was sent for: why is one and the same for many of them. */
export function notSentByHand({ reason, message }: Problem, change: Change): Problem {
  return byHand({ reason, message: `Nothing was sent to ${nameOf(change)}. ${message}`, remedy: '' }, change)
}
