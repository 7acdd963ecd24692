import { ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/**
 * Notes the programs that are started from now on, such as the `credential_process` of a profile: the SDK starts them,
 * and tells no exit code. One that never ends is left to the runner, which ends what a job leaves behind: the SDK starts
 * it through a shell, and to end that would not end the program.
 */
export class StartedPrograms {
  #last: ChildProcess | undefined

  constructor() {
    subscribe('child_process', this.#note)
  }

  /** The program that was started last. */
  get last(): ChildProcess | undefined {
    return this.#last
  }

  /** Notes no more. */
  stop(): void {
    unsubscribe('child_process', this.#note)
  }

  readonly #note = (message: unknown): void => {
    if (typeof message !== 'object' || message === null || !('process' in message)) return
    if (message.process instanceof ChildProcess) this.#last = message.process
  }
}
