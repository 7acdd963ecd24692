/** Rejects what was given up. The name is the one that the SDK, too, gives what was aborted. */
class Abandoned extends Error {
  override readonly name = 'AbortError'
}

/** Settles with the promise, or rejects with an `AbortError` as soon as the signal fires. The promise itself runs on. */
export async function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  // Once it is given up nobody waits for it any more; its rejection must not end the process.
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
