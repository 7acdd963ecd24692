import { createPublicKey, createSign, createVerify, randomUUID, type KeyObject } from 'node:crypto'
import { keptTokenKey } from './token-key.ts'

/** A signer of ID tokens, like GitHub's OIDC provider. */
export class TokenIssuer {
  readonly #keyId = randomUUID()
  readonly #getKey: () => KeyObject
  #gotKey: KeyObject | undefined

  /** Signs with the key that all sandboxes of this checkout have in common, unless told where to get another. */
  constructor(getKey: () => KeyObject = keptTokenKey) {
    this.#getKey = getKey
  }

  /** The RSA key. Got at its first use, because most runs need no ID token. */
  get #key(): KeyObject {
    return (this.#gotKey ??= this.#getKey())
  }

  /** Signs a token with RS256. */
  issue(claims: Readonly<Record<string, unknown>>): string {
    const signed = `${encode({ typ: 'JWT', alg: 'RS256', kid: this.#keyId })}.${encode(claims)}`
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(this.#key, 'base64url')}`
  }

  /** Returns whether this issuer signed the token and it is valid now. */
  verify(jwt: string): boolean {
    const [header, payload, signature, ...rest] = jwt.split('.')
    if (header === undefined || payload === undefined || signature === undefined || rest.length > 0)
      return false
    const signed = createVerify('RSA-SHA256').update(`${header}.${payload}`)
    if (!signed.verify(createPublicKey(this.#key), signature, 'base64url')) return false
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    const expires = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : undefined
    return typeof expires === 'number' && expires > Date.now() / 1000
  }
}

function encode(value: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
