import { groupBy } from '../sharing/grouping.ts'
import type { Problem } from '../sharing/problem.ts'
import { spokenPosition } from './positions.ts'
import { allProblems, type RunResult } from '../sharing/result.ts'

/** Problems of one kind: the same reason and the same AWS error. People mend a kind, not each case of it. */
export interface ProblemClass {
  readonly first: Problem
  /** At least one, `first` included. */
  readonly problems: readonly Problem[]
}

/** A run's problems by class, in the order in which they first occurred. */
export function problemClasses(result: RunResult): readonly ProblemClass[] {
  const groups = groupBy(allProblems(result), classKey)
  return [...groups.values()].flatMap((problems) => {
    const [first] = problems
    return first === undefined ? [] : [{ first, problems }]
  })
}

// What is wrong in a file is mended at its line, so every place is a class of its own.
function classKey({ reason, aws, where }: Problem): string {
  return `${reason} ${aws?.name ?? ''} ${reason === 'invalid-policy' ? spokenPosition(where) : ''}`
}
