import { cut } from '../sharing/account-texts.ts'
import type { FailureReason, Problem } from '../sharing/problem.ts'
import type { AwsVariable } from './aws-variables.ts'
import type { InputName } from './input-texts.ts'

const longestQuote = 80

/** Collects the problems of the inputs, so that a person can fix all of them at once. */
export class InputProblems {
  readonly found: Problem[] = []

  /**
   * Adds a problem.
   * @param name the input or environment variable
   * @param rule the broken rule, as a continuation of the name: `"x" is not ...`
   * @param remedy a sentence that says what to write instead
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

/** Quotes a value as it was typed, cut if it is too long to read. */
export function quoted(text: string): string {
  return JSON.stringify(shortened(text))
}

/** Cuts a text that is too long to read. */
export function shortened(text: string, longest = longestQuote): string {
  return text.length > longest ? `${cut(text, longest)}…` : text
}
