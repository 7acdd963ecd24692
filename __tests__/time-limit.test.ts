import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals'
import { withTimeLimit } from '../src/time-limit.ts'

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] })
})
afterEach(() => {
  jest.useRealTimers()
})

const timeIsUp = () => new RangeError('too late')

it('settles with the promise, and holds nothing afterwards', async () => {
  expect(await withTimeLimit(Promise.resolve(7), 1000, timeIsUp)).toBe(7)
  await expect(withTimeLimit(Promise.reject(new Error('no')), 1000, timeIsUp)).rejects.toThrow('no')
  expect(jest.getTimerCount()).toBe(0)
})

it('rejects once the time is up, and not before', async () => {
  let settled = false
  const result = withTimeLimit(new Promise(() => {}), 1000, timeIsUp).finally(() => {
    settled = true
  })
  result.catch(() => undefined)
  jest.advanceTimersByTime(999)
  await setImmediate()
  expect(settled).toBe(false)
  jest.advanceTimersByTime(1)
  await expect(result).rejects.toThrow('too late')
})

it('minds nothing that becomes of the promise later', async () => {
  const found: unknown[] = []
  const note = (reason: unknown) => found.push(reason)
  process.on('unhandledRejection', note)
  const reject: ((error: Error) => void)[] = []
  const promise = new Promise<never>((_, fail) => reject.push(fail))
  const result = withTimeLimit(promise, 1000, timeIsUp)
  jest.advanceTimersByTime(1000)
  await expect(result).rejects.toThrow('too late')
  reject[0]?.(new Error('late'))
  await setImmediate()
  process.off('unhandledRejection', note)
  expect(found).toEqual([])
})
