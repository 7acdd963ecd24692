import { labelOf, type AccountNames } from './account-names.ts'
import { imageKey } from './identifiers.ts'
import type { Origins } from './origins.ts'
import type { Outcome } from './outcome.ts'
import type { Problem } from './problem.ts'
import type { Wanted } from './request.ts'
import type { RunResult } from './result.ts'
import type { SourcePosition } from './source-position.ts'

/**
 * Adds to every problem of a result the name of its account and the group or unit by which it came, after the id, and
 * the position in a file that asks for its image. A problem that many changes share stays one.
 * @param wanted the images that were asked for
 */
export function annotate(result: RunResult, wanted: readonly Wanted[]): RunResult {
  const byImage = new Map(wanted.flatMap((one) => ('image' in one ? [[imageKey(one.image), one]] : [])))
  const names: AccountNames = result.accountNames ?? new Map()
  const annotated = new Map<Problem, Problem>()
  const annotateOne = (problem: Problem): Problem => {
    const known = annotated.get(problem)
    if (known !== undefined) return known
    const of = problem.image === undefined ? undefined : byImage.get(imageKey(problem.image))
    const one = withPosition(withName(problem, names, of?.origins), of?.where)
    annotated.set(problem, one)
    return one
  }
  return {
    ...result,
    problems: result.problems.map(annotateOne),
    images: result.images.map((image) => ({
      ...image,
      changes: image.changes.map((settled) => ({
        ...settled,
        outcome: withProblem(settled.outcome, annotateOne),
      })),
    })),
  }
}

function withProblem(outcome: Outcome, annotateOne: (problem: Problem) => Problem): Outcome {
  switch (outcome.kind) {
    case 'planned':
    case 'done':
    case 'unchanged':
    case 'undone':
      return outcome
    case 'failed':
    case 'undo-failed':
      return { ...outcome, problem: annotateOne(outcome.problem) }
    case 'not-attempted':
      return { ...outcome, because: annotateOne(outcome.because) }
  }
}

function withName(problem: Problem, names: AccountNames, origins: Origins | undefined): Problem {
  const { account, message } = problem
  if (account === undefined) return problem
  const via = origins?.via.get(account)
  const named = labelOf(account, names)
  const label = via === undefined ? named : `${named} by ${via}`
  if (message.includes(label)) return problem
  const shown = message.includes(named) ? named : account
  return { ...problem, message: message.replace(shown, () => label) }
}

function withPosition(problem: Problem, where: SourcePosition | undefined): Problem {
  return where === undefined || problem.where !== undefined ? problem : { ...problem, where }
}
