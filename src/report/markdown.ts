const unseen = /[\p{Cc}\p{Cf}]/gu
// JavaScript counts U+FEFF, which can't be seen, and doesn't count U+0085, the next line.
const whiteSpace = /(?:[^\S\uFEFF]|\u0085)+/gu
// What means something even where a backslash stands before it: HTML, entities, ends of a table's cell, mathematics.
const meaningful = /[\\<>|&$]/g
// Emphasis, code, links, the end of a heading.
const emphatic = /[`*[\]~]|#$/g
// An underscore within a word is plain text. To learn what a letter is takes V8 milliseconds, so only texts that have
// an underscore are asked.
const emphaticUnderscore = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu
// What starts a list, a heading, a quotation, a rule or a fence where it stands first.
const meaningfulAtStart = /^(?:[-+=>#]|[0-9]+[.)])/
// What GitHub's Markdown turns into links by itself.
const linking = /:(?=\/\/)|(?<=www)\./gi
// What GitHub looks for after entities were resolved: mentions, numbers of issues, emoji. An ARN holds no emoji, and
// people copy it.
const linkedByGitHub =
  /(arn:aws(?:-cn|-us-gov)?:(?:iam|sts|workspaces):(?:[a-z]{2}(?:-[a-z]+)+-[0-9])?:[0-9]{12}:)|@|(?<!&)#(?=[0-9])|\bGH-(?=[0-9])|:(?=[\w+-]+:)/gi

/**
 * Foreign text as Markdown that shows just that text: no markup, HTML, mention, link, emoji or end of a table's cell.
 * White space becomes one space; characters that can't be seen are shown by their number.
 */
export function escaped(text: string): string {
  const line = text
    .toWellFormed()
    .replace(whiteSpace, ' ')
    .replace(unseen, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
    .trim()
    .replace(meaningful, asEntity)
    .replace(emphatic, String.raw`\$&`)
  const shown = (line.includes('_') ? line.replace(emphaticUnderscore, String.raw`\$&`) : line)
    .replace(linking, asEntity)
    // A zero width space takes apart what is looked for.
    .replace(linkedByGitHub, (found: string, arn?: string) => (arn === undefined ? `${found}&#8203;` : found))
  return meaningfulAtStart.test(shown) ? `&#8203;${shown}` : shown
}

function asEntity(character: string): string {
  return `&#${character.codePointAt(0)};`
}

/** A row of a Markdown table; the cells are Markdown already. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** An id or a name that the code made sure holds only letters, digits, `-`, `/`, `:` or `.`. */
export function code(text: string): string {
  return `\`${text.replaceAll(/[^\w\-/:.+=,@]/g, '?') || '?'}\``
}

/** Text in a block of code; the fence is longer than any run of backticks in it. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text.toWellFormed().replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (c) => (c === '\n' ? c : ' '))}\n${fence}`
}
