import { ProblemError, type Problem } from '../sharing/problem.ts'

/** The error of a call that was to change a permission. */
export class ChangeError extends ProblemError {
  override readonly name = 'ChangeError'
  /** Whether the change may be in effect all the same, because no answer of AWS says that nothing was changed. */
  readonly mayHaveTakenEffect: boolean

  constructor(problem: Problem, mayHaveTakenEffect: boolean, cause?: unknown) {
    super(problem, cause)
    this.mayHaveTakenEffect = mayHaveTakenEffect
  }
}
