/**
 * Returns the other spellings in which the runner masks a value: base64 at each of its three byte offsets, and the
 * value as escaped in a command line, an expression, JSON, a URI, XML, quotes and PowerShell errors.
 */
export function encodedForms(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8')
  return [
    bytes.toString('base64'),
    shiftedBase64(bytes, 1),
    shiftedBase64(bytes, 2),
    value.replaceAll('"', '\\"'),
    value.replaceAll("'", "''"),
    JSON.stringify(value).slice(1, -1),
    uriEscaped(bytes.toString('utf8')),
    xmlEscaped(value),
    withoutQuotes(value),
    ...aroundAmpersand(value),
  ].filter((form) => form !== '')
}

/** Returns the base64 of a secret within a longer encoded text, where it starts at any of three bit offsets. */
function shiftedBase64(bytes: Buffer, shift: number): string {
  return (bytes.length > shift ? bytes.subarray(shift) : bytes).toString('base64')
}

/** Escapes by RFC 3986 everything but the unreserved characters; `encodeURIComponent` leaves five more. */
function uriEscaped(value: string): string {
  return encodeURIComponent(value).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function xmlEscaped(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
}

function withoutQuotes(value: string): string {
  return value.length > 8 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : ''
}

/**
 * Returns the texts around `&`, which are masked separately because PowerShell colours one part of a failed command.
 */
function aroundAmpersand(value: string): string[] {
  if (!value.includes('&')) return []
  const operator = value.indexOf('&+')
  const end = operator >= 0 ? operator + 2 : value.lastIndexOf('&') + 1
  // After `&+` the first character carries the colour code.
  const before = value.slice(0, end)
  const after = value.slice(operator >= 0 ? end + 1 : end)
  return [before, after].filter((part) => part.length >= 6)
}
