import type { Ports } from '../ports/ports.ts'
import type { Guards } from '../sharing/guards.ts'
import { nameOf } from '../sharing/outcome.ts'
import type { Change } from '../sharing/plan.ts'
import type { Problem } from '../sharing/problem.ts'
import { allProblems, type RunResult } from '../sharing/result.ts'
import type { Rollback, RolledBack } from '../sharing/rollback.ts'
import { rolledBackResult, rollbacksOf } from '../sharing/undo-results.ts'
import { rollBack } from './carry-out-rollback.ts'

/**
 * Rolls back a run's changes, in reverse, if something in it failed, and verifies that too. Access is not given back to
 * an account that isn't trusted, or whose share has ended. After a cancel there is no time for any of it: the result is
 * returned unchanged.
 */
export async function undoOnFailure(
  result: RunResult,
  ports: Ports,
  { trustedAccounts }: Pick<Guards, 'trustedAccounts'>,
): Promise<RunResult> {
  // Changes by somebody else are no failure of this run's changes.
  const hasFailed = allProblems(result).some(({ reason }) => reason !== 'drift')
  const rollbacks = rollbacksOf(result)
  if (!hasFailed || rollbacks.length === 0 || ports.cancellation.requested.aborted) return result
  const isHeld = ({ kind, account }: Change) =>
    kind === 'share' && trustedAccounts !== 'any' && !trustedAccounts.has(account)
  const held = rollbacks.filter(({ change }) => isHeld(change)).map(notGivenBack)
  const sent = rollbacks.filter(({ change }) => !isHeld(change))
  const { settled, verifications } = await rollBack(sent, ports, 'Undoing')
  return rolledBackResult(result, { settled: [...settled, ...held], verifications })
}

function notGivenBack({ change }: Rollback): RolledBack {
  const because: Problem = {
    reason: 'refused-by-guard',
    message: `To undo would be to ${nameOf(change)}, which is refused: the account is not in trusted-account-ids.`,
    remedy:
      'Check whether the account is to have access; if it is, add it to trusted-account-ids and share again.',
    image: change.image,
    account: change.account,
  }
  return { change, outcome: { kind: 'not-attempted', because } }
}
