import { createSign, createVerify, generateKeyPair, randomUUID, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

/** A signer of ID tokens with a key of its own, like GitHub's OIDC provider. */
export class TokenIssuer {
  readonly #privateKey: KeyObject
  readonly #publicKey: KeyObject
  readonly #keyId = randomUUID()

  private constructor(privateKey: KeyObject, publicKey: KeyObject) {
    this.#privateKey = privateKey
    this.#publicKey = publicKey
  }

  /** Creates an issuer with a fresh RSA key. */
  static async create(): Promise<TokenIssuer> {
    const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
    return new TokenIssuer(privateKey, publicKey)
  }

  /** Signs a token with RS256. */
  issue(claims: Readonly<Record<string, unknown>>): string {
    const signed = `${encode({ typ: 'JWT', alg: 'RS256', kid: this.#keyId })}.${encode(claims)}`
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(this.#privateKey, 'base64url')}`
  }

  /** Returns whether this issuer signed the token and it is valid now. */
  verify(jwt: string): boolean {
    const [header, payload, signature, ...rest] = jwt.split('.')
    if (header === undefined || payload === undefined || signature === undefined || rest.length > 0)
      return false
    const signed = createVerify('RSA-SHA256').update(`${header}.${payload}`)
    if (!signed.verify(this.#publicKey, signature, 'base64url')) return false
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    const expires = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : undefined
    return typeof expires === 'number' && expires > Date.now() / 1000
  }
}

function encode(value: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
