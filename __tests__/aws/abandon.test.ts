import { setImmediate } from 'node:timers/promises'
import { expect, it } from '@jest/globals'
import { unlessAborted } from '../../src/aws/abandon.ts'

/** Rejections that nobody handles, which would end the process. */
async function unhandled(during: () => Promise<unknown>): Promise<readonly unknown[]> {
  const found: unknown[] = []
  const note = (reason: unknown) => found.push(reason)
  process.on('unhandledRejection', note)
  await during()
  await setImmediate()
  process.off('unhandledRejection', note)
  return found
}

it('settles with the promise', async () => {
  const { signal } = new AbortController()
  expect(await unlessAborted(Promise.resolve(7), signal)).toBe(7)
  await expect(unlessAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no')
})

it('rejects with the signal’s reason as soon as it fires', async () => {
  const controller = new AbortController()
  const result = unlessAborted(new Promise(() => {}), controller.signal)
  controller.abort(new RangeError('enough'))
  await expect(result).rejects.toThrow(new RangeError('enough'))
})

it('rejects with an error where the signal has none', async () => {
  const controller = new AbortController()
  const result = unlessAborted(new Promise(() => {}), controller.signal)
  controller.abort('enough')
  await expect(result).rejects.toThrow(new Error('aborted'))
})

it('rejects at once where the signal fired before, and nobody minds what becomes of the promise', async () => {
  const found = await unhandled(async () => {
    const late = setImmediate().then(() => {
      throw new Error('late')
    })
    await expect(unlessAborted(late, AbortSignal.abort(new Error('before')))).rejects.toThrow('before')
    await late.catch(() => undefined)
  })
  expect(found).toEqual([])
})

it('nobody minds what becomes of a promise that was given up', async () => {
  const controller = new AbortController()
  const found = await unhandled(async () => {
    const late = setImmediate().then(() => {
      throw new Error('late')
    })
    const result = unlessAborted(late, controller.signal)
    controller.abort(new Error('given up'))
    await expect(result).rejects.toThrow('given up')
  })
  expect(found).toEqual([])
})
