import { undoneResult, undoOf } from '../sharing/plan-results.ts'
import { problemOfOutcome, settledChanges, type RunResult } from '../sharing/result.ts'
import { apply, type Applying } from './apply.ts'
import { prove } from './prove.ts'

/**
 * Takes back what a run changed, in reverse, if something in it failed; proves that as well. After a cancel there is
 * no time for it: the result is left as it is.
 */
export async function undoOnFailure(result: RunResult, doing: Applying): Promise<RunResult> {
  const hasFailed = settledChanges(result).some(({ outcome }) => problemOfOutcome(outcome) !== undefined)
  const undo = undoOf(result)
  if (!hasFailed || undo.length === 0 || doing.cancellation.requested.aborted) return result
  const attempts = await apply(undo, doing, 'Taking back')
  const proofs = await prove(undo, attempts, doing)
  return undoneResult(result, undo, { attempts, proofs })
}
