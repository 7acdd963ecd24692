import { format } from 'node:util'

/** What is left of a process, as far as it prints by itself or ends. */
export interface Strays {
  readonly process: NodeJS.EventEmitter
  readonly console: Pick<Console, 'warn' | 'error'>
}

/**
 * Takes over what Node, or a package, would print on stderr by itself: the runner obeys commands anywhere in a line, and
 * what is printed may quote anybody.
 * @param debug takes a text for who debugs
 * @param end ends the process for an error that nobody caught: once, for the first
 */
export function captureStrayOutput(
  { process, console }: Strays,
  debug: (text: string) => void,
  end: (error: unknown) => void,
): void {
  // The one that Node itself has set prints it.
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
