// U+200B, zero width space: takes a command apart and isn't seen.
const seam = '\u200B'
// The runner takes each of these for the end of a line, or a terminal might.
const lineEnds = /[\r\n\u0085\u2028\u2029]+/g
// Controls, and the marks that turn text around.
const unseen = /[\p{Cc}\p{Bidi_Control}]/gu

/**
 * A line for the log that the runner takes for text whatever is in it. Commands are `::name::` at a line's start and,
 * in the old form, `##[name]` anywhere in a line. Characters that can't be seen are shown by their number.
 */
export function escapeForLog(text: string): string {
  const line = text
    .toWellFormed()
    .replace(lineEnds, ' ')
    .replace(unseen, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
    .replaceAll('##[', `##${seam}[`)
  return line.trimStart().startsWith('::') ? `${seam}${line}` : line
}
