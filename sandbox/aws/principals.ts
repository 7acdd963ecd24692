import { randomBytes, randomInt } from 'node:crypto'

/** Keys that AWS knows. */
export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

/** Who calls, as AWS finds out from the keys. */
export interface Principal extends Credentials {
  readonly account: string
  readonly arn: string
  /** Operations this principal may not call. */
  readonly deny: readonly string[]
  /** When the keys stop working, as `Date.now()`. */
  readonly expiresAt?: number
}

/** Makes keys that look like AWS's: `AKIA` for a user's, `ASIA` for temporary ones. */
export function freshCredentials(prefix: 'AKIA' | 'ASIA'): Required<Credentials> {
  return {
    accessKeyId: prefix + fromAlphabet('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16),
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(192).toString('base64'),
  }
}

/** Makes an id of AWS's kind, such as a role's `AROA...`. */
export function freshId(prefix: string): string {
  return prefix + fromAlphabet('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 17)
}

function fromAlphabet(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
}
