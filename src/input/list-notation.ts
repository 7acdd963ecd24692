import { count } from '../sharing/count.ts'
import { isAccountId, isImageId } from '../sharing/identifiers.ts'
import { quoted, shortened, type InputProblems } from './input-problems.ts'
import type { InputName } from './input-texts.ts'

// A whole line, or the rest of a line after an entry.
const comments = /(?<![^\s,;])#[^\n]*/g
const jsonMarks = /^\s*\[|\]\s*$|"/g
// Ids as people write them: 1111 2222 3333, wsi- 0123456789abc. Longer groups of digits are entries of their own.
const groupsOfDigits = /(?<![^\s,])[0-9]{1,8}(?:[ \t]+[0-9]{1,8})+(?![^\s,])/g
const splitImageId = /(?<![^\s,])wsi-[0-9a-z]{0,8}[ \t]+[0-9a-z]{1,63}(?![^\s,])/g

/**
 * Reports the ways to write a list that this action doesn't read: JSON, semicolons, comments, spaces within an id. Each
 * is one problem, not one for every piece.
 * @returns the list as it should have been written, to find its other problems
 */
export function plainList(input: InputName, text: string, problems: InputProblems): string {
  const uncommented = withoutComments(input, text, problems)
  const separated = withoutSemicolons(input, withoutJson(input, uncommented, problems), problems)
  return withoutSpaces(input, separated, problems)
}

function withoutComments(input: InputName, text: string, problems: InputProblems): string {
  const [comment] = text.match(comments) ?? []
  if (comment === undefined) return text
  problems.add(
    input,
    `${quoted(comment.trim())} is not a comment here: in a block of text, YAML takes # as a part of the text`,
    `Remove it, or move it to a line above ${input}.`,
  )
  return text.replaceAll(comments, '')
}

function withoutJson(input: InputName, text: string, problems: InputProblems): string {
  if (!/^\s*\[[\s\S]*\]\s*$/.test(text)) return text
  const plain = text.replaceAll(jsonMarks, ' ').trim()
  const example = plain === '' ? '' : `, such as ${shortened(plain.replaceAll(/\s*,\s*|\s+/g, ', '))}`
  problems.add(
    input,
    'is a list in JSON, with brackets',
    `Write the entries alone${example}. In an expression: \${{ join(fromJSON(...), ' ') }}.`,
  )
  return plain
}

function withoutSemicolons(input: InputName, text: string, problems: InputProblems): string {
  if (!text.includes(';')) return text
  problems.add(
    input,
    `${quoted(text.trim())} has semicolons between entries`,
    'Separate the entries by new lines, commas or spaces.',
  )
  return text.replaceAll(';', ' ')
}

function withoutSpaces(input: InputName, text: string, problems: InputProblems): string {
  const found: { readonly written: string; readonly ids: readonly string[] }[] = []
  const join = (written: string, ids: readonly string[]): string => {
    if (ids.length === 0) return written
    found.push({ written, ids })
    return ids.join(' ')
  }
  const joined = text
    .replaceAll(groupsOfDigits, (written) => join(written, accountIdsIn(written)))
    .replaceAll(splitImageId, (written) => join(written, [written.replaceAll(/\s/g, '')].filter(isImageId)))
  const [first] = found
  if (first === undefined) return joined
  const others = found.length === 1 ? '' : ` (and ${count(found.length - 1, 'more such place')})`
  problems.add(
    input,
    `${quoted(first.written)}${others} has spaces within an id, and a space separates entries`,
    `Write it without them: ${shortened(first.ids.join(', '))}.`,
  )
  return joined
}

/** Returns the account ids that groups of digits make up; none if they don't come out even. */
function accountIdsIn(written: string): readonly string[] {
  const ids: string[] = []
  let id = ''
  for (const group of written.split(/\s/)) {
    id += group
    // Testing an ever longer text takes time proportional to the square of its length.
    if (id.length > 12) break
    if (isAccountId(id)) {
      ids.push(id)
      id = ''
    }
  }
  return id === '' ? ids : []
}
