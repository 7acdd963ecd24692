import { afterEach, jest } from '@jest/globals'

/** Keeps what is written to stdout until the end of the test, instead of letting the runner of the tests see it. */
export function captureStdout(): () => string {
  const written: string[] = []
  jest.spyOn(process.stdout, 'write').mockImplementation((text: string | Uint8Array) => {
    written.push(typeof text === 'string' ? text : Buffer.from(text).toString())
    return true
  })
  return () => written.join('')
}

afterEach(() => {
  jest.restoreAllMocks()
})
