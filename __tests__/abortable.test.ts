import { setImmediate } from 'node:timers/promises'
import { expect, it } from '@jest/globals'
import { unlessAborted } from '../src/abortable.ts'

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

it.each([[new RangeError('enough')], ['enough'], [undefined]])(
  'rejects with an AbortError as soon as the signal fires, whatever its reason is (%s)',
  async (reason) => {
    const controller = new AbortController()
    const result = unlessAborted(new Promise(() => {}), controller.signal)
    controller.abort(reason)
    await expect(result).rejects.toMatchObject({ name: 'AbortError' })
  },
)

it('rejects at once where the signal fired before, and nobody minds what becomes of the promise', async () => {
  const found = await unhandled(async () => {
    const late = setImmediate().then(() => {
      throw new Error('late')
    })
    await expect(unlessAborted(late, AbortSignal.abort(new Error('before')))).rejects.toMatchObject({
      name: 'AbortError',
    })
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
