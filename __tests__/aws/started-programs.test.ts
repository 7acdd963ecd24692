import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, it } from '@jest/globals'
import { StartedPrograms } from '../../src/aws/started-programs.ts'

const waiting = ['-e', 'process.stdin.resume()']
let programs: StartedPrograms
afterEach(() => {
  programs.end()
})

it('knows the last program that was started, and how it ended', async () => {
  programs = new StartedPrograms()
  expect(programs.last).toBeUndefined()
  spawn(process.execPath, ['-e', ''])
  const last = spawn(process.execPath, ['-e', 'process.exitCode = 7'])
  expect(programs.last).toBe(last)
  await once(last, 'close')
  expect(programs.last?.exitCode).toBe(7)
})

it('ends those that still run, and notes no more', async () => {
  programs = new StartedPrograms()
  const running = [spawn(process.execPath, waiting), spawn(process.execPath, waiting)]
  const ended = running.map(async (program) => once(program, 'close'))
  programs.end()
  expect(await Promise.all(ended)).toEqual([
    [null, 'SIGTERM'],
    [null, 'SIGTERM'],
  ])
  const later = spawn(process.execPath, ['-e', ''])
  expect(programs.last).not.toBe(later)
  await once(later, 'close')
})
