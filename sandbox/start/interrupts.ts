// Ctrl-C, `kill`, and a terminal that is closed.
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Listens to whoever wants the run to end. The sandbox itself outlives them: the job's end has to come, which takes back
 * what was shared for the time of the job. One Ctrl-C may arrive twice, from the terminal and from npm.
 */
export class Interrupts {
  #onSignal: () => void
  readonly #listener = (): void => {
    this.#onSignal()
  }

  /** @param onSignal what a signal does at first */
  constructor(onSignal: () => void) {
    this.#onSignal = onSignal
    for (const signal of signals) process.on(signal, this.#listener)
  }

  /** Says what a signal does from now on. */
  become(onSignal: () => void): void {
    this.#onSignal = onSignal
  }

  /** From now on signals do again what they do to any process. */
  close(): void {
    for (const signal of signals) process.off(signal, this.#listener)
  }
}
