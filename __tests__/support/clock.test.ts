import { expect, it } from '@jest/globals'
import { systemClock } from '../../src/system-clock.ts'
import { never } from './fake-ports.ts'

it('sleeps until the time is up', async () => {
  const before = systemClock.now()
  await systemClock.sleep(5, never)
  expect(systemClock.now() - before).toBeGreaterThanOrEqual(4)
})

it('wakes as soon as the signal fires, also one that fired before', async () => {
  const controller = new AbortController()
  const before = systemClock.now()
  const sleep = systemClock.sleep(60_000, controller.signal)
  controller.abort()
  await sleep
  await systemClock.sleep(60_000, controller.signal)
  expect(systemClock.now() - before).toBeLessThan(30_000)
})
