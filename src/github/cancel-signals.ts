import type { Cancellation } from '../ports/cancellation.ts'

// The runner sends SIGTERM 7.5 seconds after SIGINT; by then the report is written.
const callsEndAfterMilliseconds = 3000
const verificationEndsAfterMilliseconds = 5500

/** Turns the runner's SIGINT and SIGTERM into a cancellation, instead of letting them end the process. */
export function cancelOnSignals(source: NodeJS.EventEmitter): Cancellation {
  const requested = new AbortController()
  const callsEnd = new AbortController()
  const verificationEnd = new AbortController()
  const cancel = () => {
    if (requested.signal.aborted) return
    requested.abort()
    setTimeout(() => {
      callsEnd.abort()
    }, callsEndAfterMilliseconds).unref()
    setTimeout(() => {
      verificationEnd.abort()
    }, verificationEndsAfterMilliseconds).unref()
  }
  source.on('SIGINT', cancel)
  source.on('SIGTERM', cancel)
  return { requested: requested.signal, callsEnd: callsEnd.signal, verificationEnd: verificationEnd.signal }
}
