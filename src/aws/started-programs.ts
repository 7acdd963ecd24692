import { ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/**
 * A record of the programs that start from now on, such as the `credential_process` of a profile: the SDK starts them
 * and reports no exit code. The runner ends the programs that a job leaves behind. This action doesn't: the SDK starts
 * them through a shell, and ending the shell would not end the program.
 */
export class StartedPrograms {
  #last: ChildProcess | undefined

  constructor() {
    subscribe('child_process', this.#note)
  }

  /** The program that started last. */
  get last(): ChildProcess | undefined {
    return this.#last
  }

  /** Stops recording. */
  stop(): void {
    unsubscribe('child_process', this.#note)
  }

  readonly #note = (message: unknown): void => {
    if (typeof message !== 'object' || message === null || !('process' in message)) return
    if (message.process instanceof ChildProcess) this.#last = message.process
  }
}
