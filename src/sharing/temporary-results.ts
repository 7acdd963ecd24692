import { notSentByHand } from './by-hand.ts'
import { recipientsIn } from './execution.ts'
import { groupBy } from './grouping.ts'
import { imageKey } from './identifiers.ts'
import type { Verification } from './outcome.ts'
import type { Problem } from './problem.ts'
import { resultWithoutPlan, type ImageResult, type RunResult, type SettledChange } from './result.ts'
import type { Rollback, RollbackExecution } from './rollback.ts'
import { imageAlone } from './state.ts'

/** Returns the result of a post step that sent its unshares. */
export function unsharedResult({ settled, verifications }: RollbackExecution): RunResult {
  return { ...resultWithoutPlan('apply', []), images: imagesOf(settled, verifications) }
}

/**
 * Returns the result of a post step that could send nothing.
 * @param problems the reasons, at least one
 */
export function notUnshared(unshares: readonly Rollback[], problems: readonly Problem[]): RunResult {
  const [first] = problems
  if (first === undefined) throw new Error('A job ends without its unshares for at least one reason.')
  const settled = unshares.map(({ change }) => ({
    change,
    outcome: { kind: 'not-attempted' as const, because: notSentByHand(first, change) },
  }))
  return { ...resultWithoutPlan('apply', problems.map(withoutRunningAgain)), images: imagesOf(settled) }
}

// The next run would find everything as it wants it. A remedy that says what to allow first is kept.
function withoutRunningAgain(problem: Problem): Problem {
  const { remedy, example } = problem
  return {
    ...problem,
    remedy: `${example === undefined ? '' : `${remedy} `}Run the command that is given for each account.`,
  }
}

function imagesOf(
  settled: readonly SettledChange[],
  verifications: ReadonlyMap<string, Verification> = new Map(),
): readonly ImageResult[] {
  return [...groupBy(settled, ({ change }) => imageKey(change.image))].flatMap(([key, changes]) => {
    const image = changes[0]?.change.image
    if (image === undefined) return []
    const verification = verifications.get(key)
    const recipients = verification === undefined ? undefined : recipientsIn(verification)
    return [{ image, description: imageAlone(image), changes, unchanged: [], recipients }]
  })
}
