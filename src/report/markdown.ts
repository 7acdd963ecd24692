const lineEnds = /[\r\n\u0085\u2028\u2029]+/g
const unseen = /[\p{Cc}\p{Cf}]/gu
// What means something anywhere in a line of GitHub's Markdown, HTML and table cells included.
const meaningful = /[\\`*_[\]<>|~&$]/g
// What starts a list, a heading, a quotation, a rule or a fence where it stands first.
const meaningfulAtStart = /^\s*(?:[-+=>#]|[0-9]+[.)])/
// What GitHub turns into links and emoji by itself.
const linking = /:(?=\/\/|[\w+-]+:)|(?<=\bwww)\./gi

/**
 * Foreign text as Markdown that shows just that text: no markup, HTML, mention, link or end of a table's cell.
 * Characters that can't be seen are shown by their number.
 */
export function escaped(text: string): string {
  const line = text
    .toWellFormed()
    .replace(lineEnds, ' ')
    .replace(unseen, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
    .replace(meaningful, asEntity)
    .replace(linking, asEntity)
    // Mentions and issue numbers are looked for after entities were resolved; a zero width space stops them.
    .replaceAll(/@|(?<!&)#/g, (character) => `${character}&#8203;`)
  return meaningfulAtStart.test(line) ? `&#8203;${line}` : line
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
  return `\`${text.replaceAll(/[^\w\-/:.+=,@]/g, '?')}\``
}

/** Text in a block of code; the fence is longer than any run of backticks in it. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text.toWellFormed().replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (c) => (c === '\n' ? c : ' '))}\n${fence}`
}
