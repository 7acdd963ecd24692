/** A character that may stand between the digits of an account id, as the source of a regular expression. */
export const joint = String.raw`[\p{Zs}\p{Pd}\p{Pc}.,'’·/−．，]`
// Digits of every script: a keyboard may be set to another one, and full-width digits look like 0 to 9.
const digits = new RegExp(String.raw`\p{Nd}(?:${joint}?\p{Nd}){8,}`, 'gu')
// Readers take ids that lost zeros or have too many digits for account ids, and several ids in a row as well.
const fewestDigits = 9
// Separated digits may also be dates and times, which have ten.
const fewestSeparatedDigits = 11
const idLength = 12
const spaced = String.raw`\p{Nd}${joint}?`
const fewDigits = `(?:${spaced}){1,${fewestSeparatedDigits - 1}}`
// People need the ids of images and requests, and hashes. Those contain letters, which no account id does.
const readable =
  /(?<![\p{L}\p{N}])(?:wsi-[0-9a-z]{9,63}|(?=[0-9-]*[a-f])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,64}))(?![\p{L}\p{N}])/giu

/**
 * Returns every part of a text that somebody may take for an account id: digits in a row or in groups, one id or
 * several, in the digits of any script. Ids of images and requests are left out.
 */
export function accountTextsIn(text: string): readonly string[] {
  return [...new Set(matches(withoutReadable(text), digits).flatMap(waysToShow))]
}

function waysToShow(found: string): readonly string[] {
  const groups = matches(found, /\p{Nd}+/gu)
  return [
    // Reports turn white space into plain spaces.
    ...(groups.join('').length >= fewestSeparatedDigits ? [found, found.replaceAll(/\p{Zs}/gu, ' ')] : []),
    ...groups.filter(({ length }) => length >= fewestDigits).flatMap((group) => [group, ...idsIn(group)]),
  ]
}

/** Returns the ids in a group of several ids in a row. */
function idsIn(group: string): readonly string[] {
  return group.length % idLength === 0 ? matches(group, /\p{Nd}{12}/gu) : []
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return Array.from(text.matchAll(pattern), ([found]) => found)
}

/**
 * Cuts a text to its first characters. It doesn't end in digits that are too few for {@link accountTextsIn}: they may
 * be a part of an account id.
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const lastFew = new RegExp(`(?<!${spaced})${fewDigits}$`, 'u')
  const start = text.slice(0, Math.max(most, 0)).replace(/[\uD800-\uDBFF]$/, '')
  return start.slice(0, withoutReadable(start).replace(lastFew, '').length)
}

/** Cuts a text to its last characters, in the same way. */
export function cutStart(text: string, most: number): string {
  if (text.length <= most) return text
  const firstFew = new RegExp(`^${joint}?${fewDigits}(?!${joint}?\\p{Nd})`, 'u')
  const end = text.slice(text.length - most).replace(/^[\uDC00-\uDFFF]/, '')
  return end.slice(end.length - withoutReadable(end).replace(firstFew, '').length)
}

/** Returns a text of the same length, without what {@link accountTextsIn} leaves out. */
function withoutReadable(text: string): string {
  return text.replaceAll(readable, ({ length }) => '\n'.repeat(length))
}
