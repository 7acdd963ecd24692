import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { attemptTimeout, readTimeout } from '../../src/aws/transport.ts'

type Next = (argument: string) => Promise<string>

/** The middleware the plug-in adds, and where it adds it. */
function added(plugIn = attemptTimeout): [middleware: (next: Next) => Next, options: object] {
  const found: [(next: Next) => Next, object][] = []
  plugIn.applyToStack({
    addRelativeTo: (middleware, options) => {
      found.push([middleware<string, string>, options])
    },
  })
  const [only] = found
  if (only === undefined) throw new Error('No middleware was added')
  return only
}

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

describe('an attempt', () => {
  const [middleware, options] = added()

  it('is timed by itself: within the retries', () => {
    expect(options).toEqual({
      name: 'attemptTimeoutMiddleware',
      relation: 'after',
      toMiddleware: 'retryMiddleware',
      override: true,
    })
  })

  it('that ends in time is left alone', async () => {
    expect(await middleware(async (argument) => Promise.resolve(`${argument}!`))('hello')).toBe('hello!')
    await expect(middleware(async () => Promise.reject(new Error('no')))('')).rejects.toThrow('no')
    expect(jest.getTimerCount()).toBe(0)
  })

  it('ends after 30 seconds as a time-out, which the SDK tries again', async () => {
    const hanging = middleware(async () => new Promise<string>(() => {}))('')
    const settled = jest.fn()
    const watched = hanging.then(settled, settled)
    await jest.advanceTimersByTimeAsync(29_999)
    expect(settled).not.toHaveBeenCalled()
    await jest.advanceTimersByTimeAsync(1)
    await watched
    await expect(hanging).rejects.toMatchObject({
      name: 'TimeoutError',
      message: 'The answer did not end in time.',
    })
  })

  it('is not repeated for ever: the third silence of a call is an end the SDK takes for one', async () => {
    const call = middleware(async () => new Promise<string>(() => {}))
    for (const name of ['TimeoutError', 'TimeoutError', 'NoAnswer']) {
      const failed = call('').catch((error: unknown) => error)
      await jest.advanceTimersByTimeAsync(30_000)
      expect(await failed).toMatchObject({ name })
    }
  })

  it('of a read ends sooner, so that two of them take no longer than one of a write', async () => {
    const [limitReads] = added(readTimeout)
    const call = limitReads(async () => new Promise<string>(() => {}))
    for (const [milliseconds, end] of [
      [8000, { name: 'TimeoutError', message: 'The answer did not end in time.' }],
      [12_000, { name: 'NoAnswer', message: 'no answer in time, 2 times' }],
    ] as const) {
      const settled = jest.fn()
      const failed = call('').catch(settled)
      await jest.advanceTimersByTimeAsync(milliseconds - 1)
      expect(settled).not.toHaveBeenCalled()
      await jest.advanceTimersByTimeAsync(1)
      await failed
      expect(settled).toHaveBeenCalledWith(expect.objectContaining(end))
    }
  })

  it('may break as often as the SDK likes: that is no silence', async () => {
    const broken = Object.assign(new Error('socket hang up'), { name: 'TimeoutError' })
    const call = middleware(async () => Promise.reject(broken))
    for (let attempt = 0; attempt < 10; attempt += 1) await expect(call('')).rejects.toBe(broken)
  })
})
