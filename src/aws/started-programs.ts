import { ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/**
 * Notes the programs that are started from now on, such as the `credential_process` of a profile. The SDK starts them:
 * it tells no exit code, and never ends them.
 */
export class StartedPrograms {
  readonly #programs: ChildProcess[] = []

  constructor() {
    subscribe('child_process', this.#note)
  }

  /** The program that was started last. */
  get last(): ChildProcess | undefined {
    return this.#programs.at(-1)
  }

  /** Notes no more, and ends those that still run. */
  end(): void {
    unsubscribe('child_process', this.#note)
    for (const program of this.#programs) program.kill()
  }

  readonly #note = (message: unknown): void => {
    if (typeof message !== 'object' || message === null || !('process' in message)) return
    if (message.process instanceof ChildProcess) this.#programs.push(message.process)
  }
}
