import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from '@jest/globals'
import { StartedPrograms } from '../../src/aws/started-programs.ts'

it('knows the last program that was started, how it ended, and none that is started later', async () => {
  const programs = new StartedPrograms()
  expect(programs.last).toBeUndefined()
  const started = [
    spawn(process.execPath, ['-e', '']),
    spawn(process.execPath, ['-e', 'process.exitCode = 7']),
  ] as const
  expect(programs.last).toBe(started[1])
  programs.stop()
  const later = spawn(process.execPath, ['-e', ''])
  await Promise.all([...started, later].map(async (program) => once(program, 'close')))
  expect(programs.last).toBe(started[1])
  expect(programs.last?.exitCode).toBe(7)
})
