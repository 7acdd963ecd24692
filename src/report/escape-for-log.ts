// U+200B, zero width space: splits a command and is invisible.
const seam = '\u200B'
// The runner treats each of these as a line end, or a terminal might.
const lineEnds = /[\r\n\u0085\u2028\u2029]+/g
// Control characters, and the marks that change the text direction.
const unseen = /[\p{Cc}\p{Bidi_Control}]/gu

/**
 * Escapes a line for the log, so that the runner treats it as text whatever it holds. Commands are `::name::` at a
 * line's start and, in the old format, `##[name]` anywhere in a line. Invisible characters become their code points.
 */
export function escapeForLog(text: string): string {
  const line = text
    .toWellFormed()
    .replace(lineEnds, ' ')
    .replace(unseen, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
    .replaceAll('##[', `##${seam}[`)
  return line.trimStart().startsWith('::') ? `${seam}${line}` : line
}
