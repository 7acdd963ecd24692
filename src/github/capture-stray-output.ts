import { format } from 'node:util'

/** The parts of a process that may print by themselves or end it. */
export interface Strays {
  readonly process: NodeJS.EventEmitter
  readonly console: Pick<Console, 'warn' | 'error'>
}

/**
 * Captures output that Node or a package would print on stderr by itself: the runner obeys commands anywhere in a line,
 * and the output may quote anybody.
 * @param debug logs a text for debugging
 * @param end ends the process for an uncaught error: once, for the first
 */
export function captureStrayOutput(
  { process, console }: Strays,
  debug: (text: string) => void,
  end: (error: unknown) => void,
): void {
  // Node's own listener prints the warning.
  process.removeAllListeners('warning')
  process.on('warning', ({ name, message }: Error) => {
    debug(`${name}: ${message}`)
  })
  console.warn = console.error = (...given: readonly unknown[]) => {
    debug(format(...given))
  }
  let hasEnded = false
  const endOnce = (error: unknown) => {
    if (!hasEnded) end(error)
    hasEnded = true
  }
  process.on('uncaughtException', endOnce)
  process.on('unhandledRejection', endOnce)
}
