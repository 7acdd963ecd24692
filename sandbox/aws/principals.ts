import { randomBytes, randomInt } from 'node:crypto'

/** Keys that AWS knows. */
export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

/** An authenticated caller. */
export interface Principal extends Credentials {
  readonly account: string
  readonly arn: string
  /** The role of this session. */
  readonly role?: string
  /** Operations this principal may not call. */
  readonly deny: readonly string[]
  /** The time at which the keys expire, as `Date.now()`. */
  readonly expiresAt?: number
}

/** All principals whose keys AWS knows. */
export class Principals {
  readonly #known = new Map<string, Principal>()
  readonly #users = new Map<string, Required<Credentials>>()

  /** Adds a principal, or replaces the one with its access key. */
  add(principal: Principal): void {
    this.#known.set(principal.accessKeyId, principal)
  }

  /** Adds keys of an account's user. */
  addUser(account: string, keys: Credentials & Partial<Pick<Principal, 'deny' | 'expiresAt'>>): void {
    this.add({ deny: [], ...keys, account, arn: `arn:aws:iam::${account}:user/sandbox` })
  }

  /** Returns the principal of an access key. */
  find(accessKeyId: string | undefined): Principal | undefined {
    return this.#known.get(accessKeyId ?? '')
  }

  /** Returns the keys of an account's user, which are the same for every call. */
  keysOf(account: string): Required<Credentials> {
    const keys = this.#users.get(account) ?? freshCredentials('AKIA')
    if (!this.#users.has(account)) this.addUser(account, keys)
    this.#users.set(account, keys)
    return keys
  }

  /** Returns the secret parts of all keys. */
  secrets(): string[] {
    return [...this.#known.values()].flatMap(({ secretAccessKey, sessionToken }) =>
      sessionToken === undefined ? [secretAccessKey] : [secretAccessKey, sessionToken],
    )
  }
}

/** Creates keys that look like AWS's: `AKIA` for a user's, `ASIA` for temporary ones. */
export function freshCredentials(prefix: 'AKIA' | 'ASIA'): Required<Credentials> {
  return {
    accessKeyId: prefix + fromAlphabet('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16),
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(192).toString('base64'),
  }
}

/** Creates an id in AWS's format, such as a role's `AROA...`. */
export function freshId(prefix: string): string {
  return prefix + fromAlphabet('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 17)
}

function fromAlphabet(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
}
