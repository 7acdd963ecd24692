import type { InputName } from './input-texts.ts'
import { quoted, type InputProblems } from './input-problems.ts'

// YAML 1.2 core schema, as GitHub's own getBooleanInput has it.
const trueTexts: ReadonlySet<string> = new Set(['true', 'True', 'TRUE'])
const falseTexts: ReadonlySet<string> = new Set(['false', 'False', 'FALSE'])

/** Whether a boolean is off in so many words. */
export function isFalse(text: string): boolean {
  return falseTexts.has(text)
}

/** Reads a boolean by YAML 1.2's core schema. Anything else, `yes` and `1` included, is a problem. */
export function readBoolean(input: InputName, text: string, problems: InputProblems): boolean {
  if (trueTexts.has(text)) return true
  if (!isFalse(text)) {
    problems.add(input, `${quoted(text)} is neither true nor false`, 'Write true or false.')
  }
  return false
}

/** Reads a whole number, in decimal digits alone, between two bounds (both included). */
export function readWholeNumber(
  input: InputName,
  text: string,
  bounds: { readonly least: number; readonly most: number; readonly unit: string },
  problems: InputProblems,
): number {
  const { least, most, unit } = bounds
  const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  problems.add(
    input,
    `${quoted(text)} is not a whole number of ${unit} from ${least} to ${most}`,
    `Write a whole number from ${least} to ${most}, in digits.`,
  )
  return least
}

/** Reads one of a few words. */
export function readChoice<Choice extends string>(
  input: InputName,
  text: string,
  choices: readonly [Choice, ...Choice[]],
  problems: InputProblems,
): Choice {
  const choice = choices.find((candidate) => candidate === text)
  if (choice !== undefined) return choice
  problems.add(input, `${quoted(text)} is not one of ${choices.join(', ')}`, `Write ${choices.join(' or ')}.`)
  return choices[0]
}

/** Whether a text can be sent as a token: ASCII that can be seen, without white space. */
export function canBeToken(text: string): boolean {
  return /^[!-~]*$/.test(text)
}
