import type { FailureReason, Problem } from '../sharing/problem.ts'
import type { AwsVariable } from './aws-variables.ts'
import type { InputName } from './input-texts.ts'

const longestQuote = 80

/** Collects what is wrong with the inputs, so that a person can mend all of it in one go. */
export class InputProblems {
  readonly found: Problem[] = []

  /**
   * Notes one problem.
   * @param name the input, or the variable of the job's environment
   * @param rule what is wrong, to follow the name: `"x" is not ...`
   * @param remedy what to write instead, a sentence
   */
  add(
    name: InputName | AwsVariable,
    rule: string,
    remedy: string,
    reason: FailureReason = 'invalid-input',
  ): void {
    this.found.push({ reason, message: `${name}: ${rule}.`, remedy })
  }
}

/** A value as a person typed it, in quotes, cut where it is too long to read. */
export function quoted(text: string): string {
  return JSON.stringify(shortened(text))
}

/** A text cut where it is too long to read. */
export function shortened(text: string, longest = longestQuote): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
