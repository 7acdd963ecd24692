import { isAccountId, isImageId, type AccountId, type ImageId } from '../sharing/identifiers.ts'
import { quoted, type InputProblems } from './input-problems.ts'
import type { InputName } from './input-texts.ts'

/** The word that stands for every account in `account-id`. */
export const everyone = 'all'

/** The entries of a list that is separated by new lines, commas or spaces; none is empty. */
export function splitList(text: string): readonly string[] {
  return text.split(/[\s,]/u).filter((entry) => entry !== '')
}

/** Reads `image-id`: at least one image id, each kept once. */
export function readImageIds(text: string, problems: InputProblems): readonly ImageId[] {
  const entries = splitList(text)
  if (entries.length === 0) {
    problems.add(
      'image-id',
      'is empty, at least one image id is needed',
      'Give the id of the image, such as wsi-0123456789abc.',
    )
  }
  return unique(
    entries.filter((entry): entry is ImageId => {
      if (isImageId(entry)) return true
      problems.add(
        'image-id',
        `${quoted(entry)} is not a WorkSpaces image id (wsi- and 9 to 63 lower-case letters or digits)`,
        entry.startsWith('ami-')
          ? 'That is the id of an EC2 image; this action shares WorkSpaces images, whose ids start with wsi-.'
          : 'Copy the id from the WorkSpaces console, under Images.',
      )
      return false
    }),
  )
}

/** Reads `account-id`: at least one account id, each kept once, or {@link everyone} alone. */
export function readAccountIds(
  text: string,
  problems: InputProblems,
): readonly AccountId[] | typeof everyone {
  const entries = splitList(text)
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
        '"all" stands beside other entries',
        'Write all alone, or list the accounts without it.',
      )
    }
    return everyone
  }
  return keepAccountIds('account-id', entries, problems)
}

/** The entries that are account ids, each once; the others are noted as problems of the input. */
export function keepAccountIds(
  input: InputName,
  entries: readonly string[],
  problems: InputProblems,
): readonly AccountId[] {
  return unique(
    entries.filter((entry): entry is AccountId => {
      if (isAccountId(entry)) return true
      problems.add(input, `${quoted(entry)} ${accountIdRule(entry)}`, accountIdRemedy(entry))
      return false
    }),
  )
}

function accountIdRule(entry: string): string {
  const rule = 'an AWS account id has exactly 12 digits'
  if (/^[0-9]+$/.test(entry)) return `has ${entry.length} digits, ${rule}`
  if (/^[\p{Nd}]+$/u.test(entry)) return `has digits other than 0 to 9, ${rule}`
  return `is not an account id, ${rule}`
}

function accountIdRemedy(entry: string): string {
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

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}
