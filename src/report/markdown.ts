const unseen = /[\p{Cc}\p{Cf}]/gu
// JavaScript's \s includes U+FEFF, which is invisible, and excludes U+0085, the next line.
const whiteSpace = /(?:[^\S\uFEFF]|\u0085)+/gu
// Characters that keep their meaning after a backslash: HTML, entities, the end of a table cell, mathematics.
const meaningful = /[\\<>|&$]/g
// Emphasis, code, links, the end of a heading.
const emphatic = /[`*[\]~]|#$/g
// An underscore within a word is plain text. Unicode classes cost V8 milliseconds, so only text with an underscore is
// tested.
const emphaticUnderscore = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu
// Marks that start a list, a heading, a quotation, a rule or a fence at the start of a text.
const meaningfulAtStart = /^(?:[-+=>#]|[0-9]+[.)])/
// Text that GitHub's Markdown turns into links.
const linking = /:(?=\/\/)|(?<=www)\./gi
// Text that GitHub links after it resolves entities: mentions, issue numbers, emoji. An ARN stays as it is: it holds no
// emoji, and people copy it.
const linkedByGitHub =
  /(arn:aws(?:-cn|-us-gov)?:(?:iam|sts|workspaces):(?:[a-z]{2}(?:-[a-z]+)+-[0-9])?:[0-9]{12}(?=:))|@|(?<!&)#(?=[0-9])|\bGH-(?=[0-9])|:(?=[\w+-]+:)/gi

/**
 * Escapes foreign text for Markdown: no markup, HTML, mention, link, emoji or end of a table cell takes effect. White
 * space becomes one space. Invisible characters become their numbers.
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
    // A zero width space breaks the pattern that GitHub looks for.
    .replace(linkedByGitHub, (found: string, arn?: string) => (arn === undefined ? `${found}&#8203;` : found))
  return meaningfulAtStart.test(shown) ? `&#8203;${shown}` : shown
}

function asEntity(character: string): string {
  return `&#${character.codePointAt(0)};`
}

/** Returns a row of a Markdown table. The cells are Markdown already. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** Returns an id or a name as code. The text must hold only letters, digits, `-`, `/`, `:` or `.`. */
export function code(text: string): string {
  return `\`${text.replaceAll(/[^\w\-/:.+=,@]/g, '?') || '?'}\``
}

/** Returns text in a code block, whose fence is longer than any run of backticks in the text. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text.toWellFormed().replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (c) => (c === '\n' ? c : ' '))}\n${fence}`
}
