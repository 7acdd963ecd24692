import { groupBy } from '../sharing/grouping.ts'
import type { Problem } from '../sharing/problem.ts'
import { formatPosition } from './positions.ts'
import { allProblems, type RunResult } from '../sharing/result.ts'

/** Problems of one kind: the same reason and the same AWS error. People mend a kind, not each case of it. */
export interface ProblemClass {
  readonly first: Problem
  /** At least one, `first` included. */
  readonly problems: readonly Problem[]
}

/** A run's problems by class, in the order in which they first occurred. */
export function problemClasses(result: RunResult): readonly ProblemClass[] {
  return classesBy(allProblems(result), ({ reason, aws }) => `${reason} ${aws?.name ?? ''}`)
}

/** As {@link problemClasses}, but what is wrong in a file is a class at each place: that is where it is mended. */
export function problemClassesByPlace(result: RunResult): readonly ProblemClass[] {
  return classesBy(allProblems(result), ({ reason, aws, where }) => {
    const place = reason === 'invalid-policy' ? formatPosition(where) : ''
    return `${reason} ${aws?.name ?? ''} ${place}`
  })
}

function classesBy(
  problems: readonly Problem[],
  keyOf: (problem: Problem) => string,
): readonly ProblemClass[] {
  return [...groupBy(problems, keyOf).values()].flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [{ first, problems: group }]
  })
}
