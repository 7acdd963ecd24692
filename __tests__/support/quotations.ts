/** How somebody may quote a secret of several hundred characters. */
export const quotations: readonly (readonly [how: string, quote: (secret: string) => string])[] = [
  ['as it is', (secret) => secret],
  ['in an address', (secret) => encodeURIComponent(`${secret} `)],
  ['in base64', (secret) => Buffer.from(`key=${secret};`).toString('base64')],
  ['in base64 for addresses', (secret) => Buffer.from(`k=${secret};`).toString('base64url')],
  ['in lines', (secret) => secret.replaceAll(/.{1,60}/g, '$&\n')],
  [
    'in base64 in lines',
    (secret) =>
      Buffer.from(secret)
        .toString('base64')
        .replaceAll(/.{1,76}/g, '$&\r\n'),
  ],
  ['in lines, as JSON has them', (secret) => secret.replaceAll(/.{1,60}/g, String.raw`$&\n`)],
  ['in lines, in an address', (secret) => secret.replaceAll(/.{1,60}/g, '$&%0A')],
  ['word by word', (secret) => secret.replaceAll(/.{1,40}/g, '$& ')],
]

/** Whether a text holds so much of a secret that the rest could be guessed, however it is written. */
export function holdsSome(text: string, secret: string): boolean {
  const written = [
    secret,
    ...['', ' ', '  '].map((before) => Buffer.from(before + secret).toString('base64')),
  ]
  const pieces = written.flatMap((one) => [...one.matchAll(/.{24}/g)].slice(1, -1).map(([piece]) => piece))
  return [...pieces, ...pieces.map((piece) => piece.replaceAll('+', '-').replaceAll('/', '_'))].some(
    (piece) => text.includes(piece),
  )
}
