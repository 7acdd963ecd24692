import { cut, joint } from '../sharing/account-texts.ts'
import { groupBy } from '../sharing/grouping.ts'
import type { AccountId } from '../sharing/identifiers.ts'
import type { Outcome } from '../sharing/outcome.ts'
import { settledChanges, type ImageResult, type RunResult, type SettledChange } from '../sharing/result.ts'

// A table is easier to read than a larger graph.
const mostEdges = 16
const mostNodes = 16
const longestLabel = 60
// Nearly all ids, Regions and names match. Unicode classes cost V8 milliseconds, so ASCII text is tested first.
const plainWords = /^[A-Za-z0-9]+(?:[ ._-][A-Za-z0-9]+)*$/
// Punctuation in a word and in an account id, which no mask would fit otherwise; then all other characters to escape.
const marks = String.raw`(?<=[\p{L}\p{N}])[._-](?=[\p{L}\p{N}])|(?<=\p{Nd})${joint}(?=\p{Nd})|([^\p{L}\p{N} ])`

/**
 * Returns the changes as a Mermaid graph, with images on the left and accounts on the right. GitHub draws it in
 * summaries and comments. Returns `''` if there are no changes, or too many for a graph.
 */
export function graphOf(result: RunResult): string {
  const settled = settledChanges(result)
  const accounts = [...groupBy(settled, ({ change }) => change.account).keys()]
  const images = result.images.filter(({ changes }) => changes.length > 0)
  if (settled.length === 0 || settled.length > mostEdges || accounts.length + images.length > mostNodes)
    return ''
  const nodeOf = new Map(accounts.map((account, index): [AccountId, string] => [account, `account${index}`]))
  return [
    '```mermaid',
    'graph LR',
    ...images.map((image, index) => `  image${index}["${imageLabel(image)}"]`),
    ...accounts.map((account) => `  ${nodeOf.get(account)}(["${accountLabel(account, result)}"])`),
    ...images.flatMap((image, index) =>
      image.changes.map((one) => `  image${index} ${arrow(one)} ${nodeOf.get(one.change.account)}`),
    ),
    '```',
  ].join('\n')
}

// A share is a solid line. An unshare is a dotted line with a cross.
function arrow({ change, outcome }: SettledChange): string {
  const label = [change.kind, ending(outcome)].filter((part) => part !== '').join(' ')
  return change.kind === 'share' ? `-->|${label}|` : `-. ${label} .-x`
}

function ending(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'planned':
    case 'done':
    case 'unchanged':
      return ''
    case 'failed':
      return 'failed'
    case 'not-attempted':
      return 'not attempted'
    case 'undone':
      return 'undone'
    case 'undo-failed':
      return 'not undone'
  }
}

function imageLabel({ description, image }: ImageResult): string {
  return [description.name, image.id, image.region]
    .filter((part) => part !== '')
    .map(asLabel)
    .join('<br>')
}

function accountLabel(account: AccountId, { accountNames }: RunResult): string {
  const name = accountNames?.get(account)
  return name === undefined ? account : `${asLabel(name)}<br>${account}`
}

/**
 * Escapes text for a Mermaid label: special characters become their numbers. So does punctuation outside of words and
 * account ids, because Mermaid reads some of it as Markdown.
 */
function asLabel(text: string): string {
  if (text.length <= longestLabel && plainWords.test(text)) return text
  const line = text
    .toWellFormed()
    .replaceAll(/\p{Zs}/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
  const shown = line.length > longestLabel ? `${cut(line, longestLabel)}…` : line
  return shown.replaceAll(new RegExp(marks, 'gu'), (found: string, meaningful?: string) =>
    meaningful === undefined ? found : asNumber(meaningful),
  )
}

// Mermaid reads formulas ($$x$$) and icons (fa:fa-x) after it resolves the numbers; a zero width space prevents that.
function asNumber(character: string): string {
  return `#${character.codePointAt(0)};${character === '$' || character === ':' ? '#8203;' : ''}`
}
