/** Where what must not be shown is made known. */
export interface Secrets {
  /** Hides a secret from now on, wherever the action writes. */
  mask(secret: string): void
  /** A text without the secrets, in whatever spelling they stand in it. */
  redact(text: string): string
}

/** Hides nothing: for what never leaves the process, and for tests. */
export const noSecrets: Secrets = { mask: () => undefined, redact: (text) => text }
