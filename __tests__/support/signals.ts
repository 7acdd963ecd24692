import { fileURLToPath } from 'node:url'
import type { FaultAction } from '../../sandbox/aws/aws.ts'
import type { StepOptions } from '../../sandbox/runner/job.ts'
import { moment } from './moment.ts'

/** What the runner sends to a step that is to end. */
export type Signal = 'SIGINT' | 'SIGTERM'

/**
 * Arguments for Node that let a run say which signals it has noticed. For tests of what happens after that alone: a run
 * that says so isn't ended by a signal that it doesn't listen to.
 */
export const saysSignals = ['--require', fileURLToPath(new URL('says-signals.cjs', import.meta.url))]

/**
 * How a run is cancelled whose end is awaited: nothing it waits for may take longer than a cancel does, and it has a
 * minute for its work, so that a slow machine is not a slow end.
 */
export const endsByItself = {
  nodeArguments: ['--require', fileURLToPath(new URL('no-long-waits.cjs', import.meta.url))],
  cancelGraceMs: { interrupt: 60_000, terminate: 1000 },
}

/** Whether a line of the log says that the run has noticed this signal. */
export function saysSignal(line: string, signal: Signal): boolean {
  return line === `${signal} has arrived`
}

/** Cancels a step at the first line of its output that matches. */
export function cancelAt(when: RegExp): StepOptions {
  return { cancel: { when: (line) => when.test(line) } }
}

/** Cancels a step at a line, and has answers come after the step has noticed that, however slow the machine is. */
export interface LateAnswers {
  readonly options: StepOptions
  /** What happens to a call whose answer is to come late. */
  readonly late: FaultAction
}

/** Cancels a step at the first line of its output that matches, before the late answers. */
export function cancelBeforeAnswers(when: RegExp): LateAnswers {
  const noticed = moment()
  const cancels = (line: string): boolean => {
    if (saysSignal(line, 'SIGINT')) noticed.comes()
    return when.test(line)
  }
  const happens = async (): Promise<void> => noticed.come
  return {
    options: { nodeArguments: saysSignals, cancel: { when: cancels } },
    late: { kind: 'meanwhile', happens },
  }
}
