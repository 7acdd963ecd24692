import type { Interpreter } from './interpreter.ts'
import { LineSplitter } from './lines.ts'
import { runnerGrace, startProcess } from './process.ts'
import type { ProcessStart, RunningProcess } from './process.ts'
import type { StepOptions } from './step.ts'

/** The end of a step's process, and its output. */
export interface Execution {
  exitCode: number
  /** Whether the step was cancelled before the process ended, however it ended then. */
  canceled: boolean
  raw: string
  stdout: string
  stderr: string
  running: RunningProcess
}

/** Runs a process, passes its lines to the interpreter as they arrive, and cancels it when the options say so. */
export async function execute(
  start: Omit<ProcessStart, 'onStdout' | 'onStderr'>,
  interpreter: Interpreter,
  { cancel, cancelGraceMs = runnerGrace }: Pick<StepOptions, 'cancel' | 'cancelGraceMs'>,
): Promise<Execution> {
  const written = { raw: '', stdout: '', stderr: '' }
  let canceled = false
  const onCancel = (): void => {
    canceled = true
    running.cancel(cancelGraceMs)
  }
  const reader = (stream: 'stdout' | 'stderr'): LineSplitter =>
    new LineSplitter(
      (text) => {
        written.raw += text
        written[stream] += text
      },
      (line) => {
        interpreter.take(line)
        if (cancel !== undefined && 'when' in cancel && cancel.when(line)) onCancel()
      },
    )
  const stdout = reader('stdout')
  const stderr = reader('stderr')
  const running = startProcess({
    ...start,
    onStdout: (bytes) => stdout.write(bytes),
    onStderr: (bytes) => stderr.write(bytes),
  })
  const signal = cancel !== undefined && 'signal' in cancel ? cancel.signal : undefined
  signal?.addEventListener('abort', onCancel, { once: true })
  if (signal?.aborted === true) onCancel()
  try {
    const exitCode = await running.exitCode
    stdout.end()
    stderr.end()
    return { exitCode, canceled, ...written, running }
  } finally {
    signal?.removeEventListener('abort', onCancel)
  }
}
