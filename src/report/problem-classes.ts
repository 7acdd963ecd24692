import { groupBy } from '../sharing/grouping.ts'
import type { Problem } from '../sharing/problem.ts'
import { formatPosition } from '../sharing/source-position.ts'
import { allProblems, type RunResult } from '../sharing/result.ts'

/** Problems with the same reason and the same AWS error. People fix them together. */
export interface ProblemClass {
  readonly first: Problem
  /** At least one, `first` included. */
  readonly problems: readonly Problem[]
}

/** Returns a run's problems by class, in the order of their first occurrence. */
export function problemClasses(result: RunResult): readonly ProblemClass[] {
  return classesOf(allProblems(result))
}

/** Groups problems by class, in the order of their first occurrence. */
export function classesOf(problems: readonly Problem[]): readonly ProblemClass[] {
  return classesBy(problems, ({ reason, aws }) => `${reason} ${aws?.name ?? ''}`)
}

/** Groups as {@link classesOf} does, but makes each position in a file a class of its own, as it is fixed there. */
export function classesByPlace(problems: readonly Problem[]): readonly ProblemClass[] {
  return classesBy(problems, ({ reason, aws, where }) => {
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
