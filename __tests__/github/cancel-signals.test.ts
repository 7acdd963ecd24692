import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { cancelOnSignals } from '../../src/github/cancel-signals.ts'

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

/** What has fired after a number of milliseconds. */
function fired(source: EventEmitter) {
  const { requested, callsEnd, verificationEnd } = cancelOnSignals(source)
  return (milliseconds: number): boolean[] => {
    jest.advanceTimersByTime(milliseconds)
    return [requested.aborted, callsEnd.aborted, verificationEnd.aborted]
  }
}

describe('a cancel', () => {
  it('does not come by itself', () => {
    expect(fired(new EventEmitter())(60_000)).toEqual([false, false, false])
  })

  it.each(['SIGINT', 'SIGTERM'])('comes with %s: calls end after 3 s, the proof after 5.5 s', (signal) => {
    const source = new EventEmitter()
    const after = fired(source)
    source.emit(signal)
    expect(after(0)).toEqual([true, false, false])
    expect(after(2999)).toEqual([true, false, false])
    expect(after(1)).toEqual([true, true, false])
    expect(after(2499)).toEqual([true, true, false])
    expect(after(1)).toEqual([true, true, true])
  })

  it('counts from the first signal, and is sent once', () => {
    const source = new EventEmitter()
    const after = fired(source)
    source.emit('SIGINT')
    after(2000)
    source.emit('SIGTERM')
    expect(after(1000)).toEqual([true, true, false])
    expect(jest.getTimerCount()).toBe(1)
  })
})
