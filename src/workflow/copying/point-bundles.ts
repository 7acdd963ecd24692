import { usesCopy, type BundleOutcome, type SettledBundle } from '../../copying/copy-result.ts'
import type { Bundle } from '../../copying/bundle.ts'
import { checkSincePlan } from '../../copying/copy-checks.ts'
import type { ImageReference } from '../../sharing/identifiers.ts'
import { isOutage } from '../../sharing/outages.ts'
import { problemOf, type Problem } from '../../sharing/problem.ts'
import { reading, type Reading } from '../../sharing/reading.ts'
import { cancelledProblem, lostCredentialsReasons } from '../apply.ts'
import type { CopyPorts } from './copy-ports.ts'

// AWS doesn't document how soon a read shows a change: read at once, then again after these pauses.
const pausesMilliseconds = [500, 1000, 2000, 4000, 8000]

/** The calls of a run. */
interface Calls {
  /** `undefined` for a bundle whose call was accepted, otherwise why it failed. */
  readonly sent: ReadonlyMap<Bundle, Problem | undefined>
  /** Why the other bundles were not sent. */
  readonly stopped: Problem | undefined
}

/**
 * Points the bundles that use another image at the copy, then reads them again: the read decides. One bundle's error
 * stops no other; a Region that doesn't answer and lost credentials do. The plan may be hours old, so it reads them
 * before, too: a bundle that somebody gave another image since then is left as it is.
 */
export async function pointBundles(
  planned: readonly Bundle[],
  copy: ImageReference,
  ports: CopyPorts,
): Promise<readonly SettledBundle[]> {
  const before = await readBefore(planned, copy, ports)
  const bundles = planned.map((bundle) => {
    const read = before.kind === 'read' ? before.value.find(({ id }) => id === bundle.id) : undefined
    // AWS refuses the call for a bundle that is not there any more.
    const now = read ?? bundle
    return { bundle: now, changed: checkSincePlan(bundle, now, copy) }
  })
  const others = bundles.flatMap(({ bundle, changed }) =>
    changed === undefined && !usesCopy(bundle, copy.id) ? bundle : [],
  )
  const calls =
    before.kind === 'read'
      ? await sendAll(others, copy, ports)
      : { sent: new Map<Bundle, Problem | undefined>(), stopped: before.problem }
  const after = calls.sent.size === 0 ? undefined : await readBack(calls, copy, ports)
  const isCancelled = ports.cancellation.requested.aborted
  return bundles.map(({ bundle, changed }) => ({
    bundle,
    outcome:
      changed === undefined
        ? settle(bundle, copy, calls, after, isCancelled)
        : { kind: 'not-attempted', because: changed },
  }))
}

/** Reads the bundles that are to be pointed at the copy. */
async function readBefore(
  planned: readonly Bundle[],
  copy: ImageReference,
  { copies, cancellation }: CopyPorts,
): Promise<Reading<readonly Bundle[]>> {
  const ids = planned.flatMap((bundle) => (usesCopy(bundle, copy.id) ? [] : bundle.id))
  if (ids.length === 0) return { kind: 'read', value: [] }
  return reading(copies.readBundles(copy.region, ids, cancellation.requested))
}

async function sendAll(
  bundles: readonly Bundle[],
  copy: ImageReference,
  { copies, cancellation, log }: CopyPorts,
): Promise<Calls> {
  const sent = new Map<Bundle, Problem | undefined>()
  let stopped: Problem | undefined
  for (const bundle of bundles) {
    if (cancellation.requested.aborted) stopped = cancelledProblem
    if (stopped !== undefined) break
    const problem = await problemIn(copies.pointBundle(bundle.id, copy, cancellation.callsEnd))
    sent.set(bundle, problem)
    log.info(
      `Point bundle ${bundle.id} at ${copy.id}: ${problem === undefined ? 'accepted' : `failed, ${problem.message}`}`,
    )
    if (problem !== undefined && (isOutage(problem) || lostCredentialsReasons.has(problem.reason))) {
      stopped = problem
    }
  }
  return { sent, stopped }
}

async function problemIn(call: Promise<void>): Promise<Problem | undefined> {
  try {
    await call
    return undefined
  } catch (error) {
    return problemOf(error)
  }
}

async function readBack(
  { sent }: Calls,
  copy: ImageReference,
  { copies, cancellation, clock, log }: CopyPorts,
): Promise<Reading<readonly Bundle[]>> {
  const ids = [...sent.keys()].map(({ id }) => id)
  for (const pause of pausesMilliseconds) {
    const after = await reading(copies.readBundles(copy.region, ids, cancellation.verificationEnd))
    if (after.kind === 'unread') return after
    const isShown = [...sent].every(
      ([bundle, problem]) => problem !== undefined || isAt(bundle, copy, after.value),
    )
    if (isShown || cancellation.requested.aborted) return after
    log.info('Not every bundle shows the copy yet; reading again.')
    await clock.sleep(pause, cancellation.requested)
  }
  return reading(copies.readBundles(copy.region, ids, cancellation.verificationEnd))
}

function isAt({ id }: Bundle, copy: ImageReference, after: readonly Bundle[]): boolean {
  return after.some((bundle) => bundle.id === id && usesCopy(bundle, copy.id))
}

function settle(
  bundle: Bundle,
  copy: ImageReference,
  { sent, stopped }: Calls,
  after: Reading<readonly Bundle[]> | undefined,
  isCancelled: boolean,
): BundleOutcome {
  if (usesCopy(bundle, copy.id)) return { kind: 'unchanged' }
  if (!sent.has(bundle))
    return stopped === undefined ? { kind: 'not-attempted' } : { kind: 'not-attempted', because: stopped }
  if (after?.kind === 'read' && isAt(bundle, copy, after.value)) return { kind: 'updated' }
  const problem = sent.get(bundle) ?? notShown(bundle, copy, after, isCancelled)
  return { kind: 'failed', problem }
}

function notShown(
  { id }: Bundle,
  copy: ImageReference,
  after: Reading<unknown> | undefined,
  isCancelled: boolean,
): Problem {
  const said = `AWS accepted to point bundle ${id} at ${copy.id}`
  return {
    reason: isCancelled ? 'cancelled' : 'not-proven',
    message:
      after?.kind === 'unread'
        ? `${said}, but reading back failed: ${after.problem.message}`
        : `${said}, but reading back does not show it.`,
    remedy: 'Run this step again: what is in effect already is left as it is.',
    image: copy,
  }
}
