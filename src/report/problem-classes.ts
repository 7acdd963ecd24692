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

const mostExamples = 10

/** The examples of several problems. Each has to be written: the IAM statement of one image lets nobody read another. */
export interface Examples {
  /** In JSON, separated by commas; empty if there is none. */
  readonly text: string
  /** The number of those that are left out. */
  readonly left: number
}

/** Returns the different examples of problems. */
export function examplesOf(problems: readonly Problem[]): Examples {
  const different = [...new Set(problems.flatMap(({ example }) => example ?? []))]
  return {
    text: different.slice(0, mostExamples).join(',\n'),
    left: Math.max(different.length - mostExamples, 0),
  }
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
