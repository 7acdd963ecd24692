import type { InputName } from './input-texts.ts'
import { quoted, type InputProblems } from './input-problems.ts'

// YAML 1.2 core schema, as in GitHub's own getBooleanInput.
const trueTexts: ReadonlySet<string> = new Set(['true', 'True', 'TRUE'])
const falseTexts: ReadonlySet<string> = new Set(['false', 'False', 'FALSE'])

/** Returns whether a boolean is explicitly false. */
export function isFalse(text: string): boolean {
  return falseTexts.has(text)
}

/** Reads a boolean of YAML 1.2's core schema. Any other text, `yes` and `1` included, is a problem. */
export function readBoolean(input: InputName, text: string, problems: InputProblems): boolean {
  if (trueTexts.has(text)) return true
  if (!isFalse(text)) {
    problems.add(input, `${quoted(text)} is neither true nor false`, 'Write true or false.')
  }
  return false
}

/** Reads a whole number in decimal digits, between two bounds (both included). */
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

/** Returns whether a text can be sent as a token: visible ASCII without white space. */
export function canBeToken(text: string): boolean {
  return /^[!-~]*$/.test(text)
}
