/** The registry of secrets to redact. */
export interface Secrets {
  /** Registers a secret to redact from now on, wherever the action writes. */
  mask(secret: string): void
  /** Returns a text with the secrets redacted, in any spelling that occurs in it. */
  redact(text: string): string
}

/** A registry that redacts nothing: for text that never leaves the process, and for tests. */
export const noSecrets: Secrets = { mask: () => undefined, redact: (text) => text }
