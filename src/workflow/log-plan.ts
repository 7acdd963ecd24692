import type { Settings } from '../input/read-inputs.ts'
import type { AccountNames } from '../sharing/account-names.ts'
import { imageKey } from '../sharing/identifiers.ts'
import type { Organization } from '../sharing/organization.ts'
import { reasonsFor } from '../sharing/origins.ts'
import { nameOf } from '../sharing/outcome.ts'
import { unsharesFirst, type Change, type Plan, type PlannedImage } from '../sharing/plan.ts'
import type { Release } from '../sharing/release.ts'
import { regionOf } from '../sharing/request.ts'
import { BoundedLog } from '../report/bounded-log.ts'
import { count, countChanges } from '../sharing/count.ts'
import { isSuccess, type RunResult } from '../sharing/result.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import type { Log } from '../ports/log.ts'

/** Logs the request of the run. */
export function logRequest({ request, signIn }: Settings, log: Log): void {
  log.group(`Reading ${count(request.images.length, 'image')} ${places(request.images)}, ${callerOf(signIn)}`)
}

/** Logs the organization that was read. */
export function logOrganization({ id, accounts }: Organization, log: Log): void {
  log.info(`Read organization ${id}: ${count(accounts.length, 'account')}.`)
}

/** Logs what the post step is about to unshare. */
export function logUnshares(unshares: readonly Change[], signIn: SignIn, log: Log): void {
  const images = new Set(unshares.map(({ image }) => imageKey(image)))
  log.group(
    `Ending ${count(unshares.length, 'temporary share')} of ${count(images.size, 'image')}, ${callerOf(signIn)}`,
  )
}

function callerOf({ role }: SignIn): string {
  return role === undefined ? "with the job's own credentials" : `as ${role.arn}`
}

function places(images: Settings['request']['images']): string {
  const regions = new Set(images.map(regionOf))
  return regions.size === 1 ? `in ${[...regions].join('')}` : `in ${regions.size} Regions`
}

/**
 * Logs the read after the writes, one line per image.
 * @param sent the changes that were sent; images without any are not logged
 */
export function logVerification(result: RunResult, sent: readonly Change[], target: Log): void {
  const read = new Set(sent.map(({ image }) => imageKey(image)))
  const log = new BoundedLog(target)
  for (const { image, changes, recipients } of result.images) {
    if (!read.has(imageKey(image))) continue
    const inEffect = changes.filter(({ outcome }) => isSuccess(outcome)).length
    const who =
      recipients === undefined
        ? 'who can copy it now is not known'
        : `${count(recipients.length, 'account')} can copy it now`
    log.info(`Read back ${image.id}: ${inEffect} of ${count(changes.length, 'change')} in effect, ${who}.`)
  }
  log.finish()
}

// GitHub folds the groups of a log. More unshares than this would hide the rest of it.
const mostOpen = 50

/**
 * Logs the changes of a plan, one line per change, in a group for each image. The first unshares precede the groups, so
 * that people see who loses access.
 */
export function logPlan(plan: Plan, names: AccountNames, target: Log): void {
  const log = new BoundedLog(target)
  const line = (change: Change, { wanted }: PlannedImage): string =>
    `${nameOf(change, names)}${reasonsFor(change, wanted)}`
  const unshares = plan.images.flatMap((planned) =>
    planned.changes.flatMap((change) => (change.kind === 'unshare' ? [{ change, planned }] : [])),
  )
  const open = new Set(unshares.slice(0, mostOpen).map(({ change }) => change))
  if (open.size > 0) target.endGroup()
  for (const { change, planned } of unshares.slice(0, mostOpen)) log.info(line(change, planned))
  for (const planned of plan.images) {
    const { image, name, state } = planned.current.description
    const ofImage = planned.changes.filter(({ kind }) => kind === 'unshare').length
    const counts = countChanges(planned.changes.length - ofImage, ofImage).join(', ') || 'no change'
    log.group(
      `Plan for ${image.id} (${name}, ${image.region}, ${state}): ${counts}, ${planned.unchanged.length} already as wanted`,
    )
    const folded = planned.changes.filter((change) => !open.has(change))
    for (const change of unsharesFirst(folded, ({ kind }) => kind)) log.info(line(change, planned))
  }
  log.finish()
  target.endGroup()
}

/** Logs the released changes of a plan whose other changes are held. */
export function logRelease({ changes, heldBecause }: Release, log: Log): void {
  if (heldBecause === undefined || changes.length === 0) return
  log.info(`The plan is refused. Only shares that have ended are unshared: ${changes.length}.`)
}
