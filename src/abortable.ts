/** The error of an abandoned promise. It has the SDK's name for aborted requests. */
class Abandoned extends Error {
  override readonly name = 'AbortError'
}

/** Settles with the promise, or rejects with an `AbortError` when the signal fires. The promise keeps running. */
export async function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  // Nobody awaits an abandoned promise; its rejection must not end the process.
  promise.catch(() => undefined)
  if (signal.aborted) throw new Abandoned('given up before it began')
  let onAbort: (() => void) | undefined
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => {
      reject(new Abandoned('given up'))
    }
    signal.addEventListener('abort', onAbort, { once: true })
  })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort)
  }
}
