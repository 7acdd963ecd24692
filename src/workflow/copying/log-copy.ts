import type { CopyPlan } from '../../copying/copy-plan.ts'
import type { CopyRequest } from '../../copying/copy-request.ts'
import { usesCopy } from '../../copying/copy-result.ts'
import type { CopySettings } from '../../input/copying/read-copy-inputs.ts'
import type { Log } from '../../ports/log.ts'
import { count } from '../../sharing/count.ts'

/** Logs the request of the run. */
export function logCopyRequest({ request, signIn }: CopySettings, log: Log): void {
  const { source, region } = request
  const who = signIn.role === undefined ? "with the job's own credentials" : `as ${signIn.role.arn}`
  log.group(`Reading the images shared in ${source.region} and those of the account in ${region}, ${who}`)
}

/** Logs what a plan has to do. */
export function logCopyPlan(
  { source, existing, order, bundles }: CopyPlan,
  request: CopyRequest,
  log: Log,
): void {
  log.group(`Plan for ${request.source.id} (${source?.name ?? 'not shared now'}, ${request.source.region})`)
  if (existing !== undefined)
    log.info(`The copy is there: ${existing.image.id} (${existing.name}, ${existing.state}).`)
  if (order !== undefined) log.info(`Copy to ${order.region} as ${order.name}.`)
  const others = bundles.filter((bundle) => existing === undefined || !usesCopy(bundle, existing.image.id))
  if (bundles.length > 0) {
    log.info(
      `Point ${count(others.length, 'bundle')} at the copy, ${bundles.length - others.length} already as wanted.`,
    )
  }
  log.endGroup()
}
