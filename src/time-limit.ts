/**
 * Settles with the promise, or rejects once the time is up. The promise itself runs on, and what becomes of it then is
 * nobody's concern.
 * @param timeIsUp makes the error
 */
export async function inTime<Value>(
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
