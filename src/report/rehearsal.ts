import { imageKey, isAccountId, isImageId, isRegion } from '../sharing/identifiers.ts'
import { settledResult } from '../sharing/plan-results.ts'
import { makePlan } from '../sharing/plan.ts'
import { releaseOf } from '../sharing/release.ts'
import type { RunResult } from '../sharing/result.ts'
import { annotationsOf } from './annotations.ts'
import { outputsOf } from './outputs.ts'
import { summaryOf } from './summary.ts'

/**
 * Plans and reports an imagined share that nobody hears of, for when the network is waited for anyway: what V8 runs for
 * the first time takes it several times as long, and after AWS's last answer everybody waits for the report.
 * @returns what was reported
 */
export async function rehearseReport(): Promise<RunResult> {
  const result = imaginedShare('no-where-1', 'wsi-000000000', '000000000000')
  outputsOf(result, summaryOf(result))
  annotationsOf(result)
  return result
}

function imaginedShare(region: string, id: string, account: string): RunResult {
  if (!isRegion(region) || !isImageId(id) || !isAccountId(account)) throw new Error('Nothing was imagined.')
  const image = { region, id }
  const key = imageKey(image)
  const description = {
    image,
    name: 'nothing',
    state: 'AVAILABLE',
    owner: undefined,
    isBringYourOwnLicence: false,
    errors: [],
  }
  const wanted = [{ image, share: [account], unshare: [] }]
  const plan = makePlan(wanted, new Map([[key, { description, recipients: [] }]]))
  const release = releaseOf(plan, [], [])
  const attempted = release.changes.map((change) => ({ change, attempt: { kind: 'accepted' as const } }))
  const proofs = new Map([[key, { kind: 'read' as const, recipients: new Set([account]) }]])
  const told = { mode: 'apply' as const, warnings: [], accountNames: new Map() }
  return settledResult(plan, release, { attempted, proofs }, [], told)
}
