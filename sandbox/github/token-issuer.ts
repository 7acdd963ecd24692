import { createSign, createVerify, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto'

/** A signer of ID tokens with a key of its own, like GitHub's OIDC provider. */
export class TokenIssuer {
  readonly #keyId = randomUUID()
  #madeKeys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | undefined

  /** The RSA key. Made at its first use, because that takes as long as a run, and most runs need no ID token. */
  get #keys() {
    return (this.#madeKeys ??= generateKeyPairSync('rsa', { modulusLength: 2048 }))
  }

  /** Signs a token with RS256. */
  issue(claims: Readonly<Record<string, unknown>>): string {
    const signed = `${encode({ typ: 'JWT', alg: 'RS256', kid: this.#keyId })}.${encode(claims)}`
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(this.#keys.privateKey, 'base64url')}`
  }

  /** Returns whether this issuer signed the token and it is valid now. */
  verify(jwt: string): boolean {
    const [header, payload, signature, ...rest] = jwt.split('.')
    if (header === undefined || payload === undefined || signature === undefined || rest.length > 0)
      return false
    const signed = createVerify('RSA-SHA256').update(`${header}.${payload}`)
    if (!signed.verify(this.#keys.publicKey, signature, 'base64url')) return false
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    const expires = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : undefined
    return typeof expires === 'number' && expires > Date.now() / 1000
  }
}

function encode(value: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
