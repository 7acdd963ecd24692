import { ProblemError, type Problem } from '../sharing/problem.ts'

/** A call that was to change a permission and didn't end well. */
export class ChangeError extends ProblemError {
  override readonly name = 'ChangeError'
  /** No answer of AWS says that nothing was changed, so the change may be in effect all the same. */
  readonly mayHaveTakenEffect: boolean

  constructor(problem: Problem, mayHaveTakenEffect: boolean, cause?: unknown) {
    super(problem, cause)
    this.mayHaveTakenEffect = mayHaveTakenEffect
  }
}
