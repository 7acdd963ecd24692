/**
 * Settles with the promise, or rejects after that many milliseconds with the error that `timeIsUp` makes. The promise
 * itself keeps running.
 */
export async function withTimeLimit<Value>(
  promise: Promise<Value>,
  milliseconds: number,
  timeIsUp: () => Error,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(timeIsUp())
    }, milliseconds)
  })
  try {
    return await Promise.race([promise, limit])
  } finally {
    clearTimeout(timer)
  }
}
