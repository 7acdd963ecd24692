// Ctrl-C, `kill`, and a closed terminal.
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Handles the signals that end the run. The sandbox itself continues, because the end of the job unshares what was
 * shared for the job. One Ctrl-C may arrive twice, from the terminal and from npm.
 */
export class Interrupts {
  #onSignal: () => void
  readonly #listener = (): void => {
    this.#onSignal()
  }

  /** @param onSignal the first signal handler */
  constructor(onSignal: () => void) {
    this.#onSignal = onSignal
    for (const signal of signals) process.on(signal, this.#listener)
  }

  /** Replaces the signal handler. */
  become(onSignal: () => void): void {
    this.#onSignal = onSignal
  }

  /** Restores the default effect of signals. */
  close(): void {
    for (const signal of signals) process.off(signal, this.#listener)
  }
}
