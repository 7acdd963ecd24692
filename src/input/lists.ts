import {
  isAccountId,
  isImageId,
  isUnitId,
  type AccountId,
  type ImageId,
  type UnitId,
} from '../sharing/identifiers.ts'
import { quoted, type InputProblems } from './input-problems.ts'
import type { InputName } from './input-texts.ts'
import { plainList } from './list-notation.ts'
import { unitIdRemedy, unitIdRule } from './unit-ids.ts'

/** The word for every account in `account-id`. */
export const everyone = 'all'

// The log names each problem up to this number, which is as many as people want to see.
const mostNamed = 1000
const mostPositions = 10

/**
 * Reads a list separated by new lines, commas or spaces. White space around a comma, line ends included, belongs to the
 * comma. An empty entry between two commas, before the first or after the last is a problem: a missing variable must
 * not drop an account silently. Returns no empty entry.
 */
export function readList(input: InputName, text: string, problems: InputProblems): readonly string[] {
  const plain = plainList(input, text, problems)
  const entries = plain.split(',').flatMap((part) => part.trim().split(/\s+/u))
  const given = entries.filter((entry) => entry !== '')
  // The caller judges a list without any entry.
  if (given.length > 0 && given.length < entries.length) noteEmpty(input, entries, problems)
  return given
}

function noteEmpty(input: InputName, entries: readonly string[], problems: InputProblems): void {
  const positions = entries.flatMap((entry, index) => (entry === '' ? [String(index + 1)] : []))
  const left = positions.length - mostPositions
  const named = [...positions.slice(0, mostPositions), ...(left > 0 ? [`${left} more`] : [])]
  const [what, are] = positions.length === 1 ? ['entry', 'is'] : ['entries', 'are']
  problems.add(
    input,
    `${what} ${new Intl.ListFormat('en-GB').format(named)} ${are} empty`,
    'A variable or a job output that is missing arrives as an empty text: give it a value, or remove the comma.',
  )
}

/** Reads `image-id`: one or more image ids, without duplicates. */
export function readImageIds(text: string, problems: InputProblems): readonly ImageId[] {
  const entries = readList('image-id', text, problems)
  if (entries.length === 0) {
    problems.add(
      'image-id',
      'is empty, at least one image id is needed',
      'Give the id of the image, such as wsi-0123456789abc.',
    )
  }
  return keepIds('image-id', entries, isImageId, noteNoImageId, problems)
}

function noteNoImageId(entry: string, problems: InputProblems): void {
  problems.add(
    'image-id',
    `${quoted(entry)} is not a WorkSpaces image id (wsi- and 9 to 63 lower-case letters or digits)`,
    imageIdRemedy(entry),
  )
}

function imageIdRemedy(entry: string): string {
  if (entry.startsWith('ami-'))
    return 'That is the id of an EC2 image; this action shares WorkSpaces images, whose ids start with wsi-.'
  if (isAccountId(entry) || isUnitId(entry))
    return 'Accounts belong into account-id; give the id of an image here, which starts with wsi-.'
  return 'Copy the id from the WorkSpaces console, under Images.'
}

/** Reads `account-id`: one or more ids of accounts and units without duplicates, or {@link everyone} alone. */
export function readAccountIds(
  text: string,
  problems: InputProblems,
): readonly (AccountId | UnitId)[] | typeof everyone {
  const entries = readList('account-id', text, problems)
  if (entries.length === 0) {
    problems.add(
      'account-id',
      'is empty, at least one account id is needed',
      'Give the 12-digit ids of the accounts, in quotes.',
    )
  }
  if (entries.includes(everyone)) {
    if (entries.length > 1) {
      problems.add(
        'account-id',
        `"all" can't be combined with other entries`,
        'Write all alone, or list the accounts without it.',
      )
    }
    return everyone
  }
  return keepRecipientIds('account-id', entries, problems)
}

/** Returns the entries that are ids of accounts or units, without duplicates. Reports the others as problems. */
export function keepRecipientIds(
  input: InputName,
  entries: readonly string[],
  problems: InputProblems,
): readonly (AccountId | UnitId)[] {
  return keepIds(input, entries, isAccountOrUnit, noteNoAccountId(input, problems), problems)
}

/** Returns the entries that are ids of accounts, without duplicates. Reports the others as problems. */
export function keepAccountIds(
  input: InputName,
  entries: readonly string[],
  problems: InputProblems,
): readonly AccountId[] {
  return keepIds(input, entries, isAccountId, noteNoAccountId(input, problems), problems)
}

function noteNoAccountId(input: InputName, problems: InputProblems): (entry: string) => void {
  return (entry) => {
    problems.add(input, `${quoted(entry)} ${accountIdRule(entry)}`, accountIdRemedy(entry))
  }
}

function isAccountOrUnit(entry: string): entry is AccountId | UnitId {
  return isAccountId(entry) || isUnitId(entry)
}

/**
 * Returns the entries that are ids, without duplicates. Reports the others once each up to a limit, and counts the
 * rest.
 */
export function keepIds<Id extends string>(
  input: InputName,
  entries: readonly string[],
  isId: (entry: string) => entry is Id,
  note: (entry: string, problems: InputProblems) => void,
  problems: InputProblems,
): readonly Id[] {
  const different = [...new Set(entries)]
  const wrong = different.filter((entry) => !isId(entry))
  for (const entry of wrong.slice(0, mostNamed)) note(entry, problems)
  const left = wrong.length - mostNamed
  if (left > 0) {
    const [what, them] = left === 1 ? ['1 more entry is', 'it is'] : [`${left} more entries are`, 'they are']
    problems.add(input, `${what} wrong and not named here`, `Correct the others, and ${them} named.`)
  }
  return different.filter((entry) => isId(entry))
}

function accountIdRule(entry: string): string {
  const unitRule = isUnitId(entry) ? undefined : unitIdRule(entry)
  if (unitRule !== undefined) return unitRule
  const rule = 'an AWS account id has exactly 12 digits'
  if (/^[0-9]+$/.test(entry)) return `has ${entry.length} digits, ${rule}`
  if (/^[\p{Nd}]+$/u.test(entry)) return `has digits other than 0 to 9, ${rule}`
  return `is not an account id, ${rule}`
}

function accountIdRemedy(entry: string): string {
  if (isUnitId(entry))
    return 'This is the id of an organization, a root or an organizational unit: give the id of an account.'
  if (unitIdRule(entry) !== undefined) return unitIdRemedy
  const digits = entry.replaceAll('-', '')
  if (isAccountId(digits)) return `Write it without dashes: "${digits}".`
  if (/^[0-9]{9,11}$/.test(entry)) {
    return `YAML drops the leading zero of a number without quotes; if that happened here, write "${entry.padStart(12, '0')}" in quotes.`
  }
  if (entry.toLowerCase() === everyone) return 'Write all in lower case.'
  if (/^[\p{Nd}]+$/u.test(entry) && !/^[0-9]+$/.test(entry))
    return 'Type the digits 0 to 9; copied text may hold look-alikes.'
  return 'Copy the id from the account menu of the AWS console and write it in quotes.'
}
