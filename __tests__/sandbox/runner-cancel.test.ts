import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { Job } from '../../sandbox/runner/job.ts'
import type { StepOptions, StepResult } from '../../sandbox/runner/job.ts'

let job: Job
beforeEach(async () => {
  job = await Job.start()
})
afterEach(() => job.close())

const whenReady: StepOptions = { cancel: { when: (line) => line === 'ready' } }
const stayAlive = 'setInterval(() => {}, 1000); console.log("ready")'
const ignore = (signal: string): string => `process.on('${signal}', () => console.log('${signal}'));`

function run(script: string, options: StepOptions): Promise<StepResult> {
  const workspaceFiles = { 'action.yml': 'runs: { using: node24, main: main.js }', 'main.js': script }
  return job.runStep({ actionDirectory: job.workspace, workspaceFiles, ...options })
}

describe('cancelling a step', () => {
  it('sends SIGINT, which ends a process that does nothing about it', async () => {
    expect(await run(stayAlive, whenReady)).toMatchObject({ conclusion: 'cancelled', exitCode: 130 })
  })

  it('waits for a process that ends by itself, and still reads its files', async () => {
    const end = `process.on('SIGINT', () => {
      require('node:fs').appendFileSync(process.env.GITHUB_OUTPUT, 'failure-reason=cancelled\\n')
      process.exit(0)
    });`
    const result = await run(end + stayAlive, {
      ...whenReady,
      cancelGraceMs: { interrupt: 30_000, terminate: 30_000 },
    })
    expect(result).toMatchObject({
      conclusion: 'cancelled',
      exitCode: 0,
      outputs: { 'failure-reason': 'cancelled' },
    })
  })

  describe('goes on where a process stays', () => {
    // Time passes only when the process has told of the signal: on a slow machine it might not get to that in time.
    beforeEach(() => {
      jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] })
    })
    afterEach(() => {
      jest.useRealTimers()
    })
    const whenTold: StepOptions = {
      ...whenReady,
      onLine: (line) => {
        if (line === 'SIGINT') jest.advanceTimersByTime(7500)
        if (line === 'SIGTERM') jest.advanceTimersByTime(2500)
      },
    }

    it('with SIGTERM, if it ignores SIGINT', async () => {
      const result = await run(ignore('SIGINT') + stayAlive, whenTold)
      expect(result).toMatchObject({ conclusion: 'cancelled', exitCode: 143, log: ['ready', 'SIGINT'] })
    })

    it('and kills its whole tree, if it ignores both', async () => {
      const child = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });`
      const result = await run(child + ignore('SIGINT') + ignore('SIGTERM') + stayAlive, whenTold)
      // The streams have closed, so the child, which holds them too, is gone as well.
      expect(result).toMatchObject({
        conclusion: 'cancelled',
        exitCode: 137,
        log: ['ready', 'SIGINT', 'SIGTERM'],
      })
    })

    it('and no moment sooner than the runner does', async () => {
      const waiting: number[] = []
      const result = await run(ignore('SIGINT') + stayAlive, {
        ...whenReady,
        onLine: (line) => {
          if (line !== 'SIGINT') return
          jest.advanceTimersByTime(7499)
          waiting.push(jest.getTimerCount())
          jest.advanceTimersByTime(1)
        },
      })
      expect([waiting, result.exitCode]).toEqual([[1], 143])
    })
  })

  it('happens when a signal aborts, also one that has already', async () => {
    const controller = new AbortController()
    const running = run(stayAlive, {
      cancel: { signal: controller.signal },
      onLine: () => controller.abort(),
    })
    expect(await running).toMatchObject({ conclusion: 'cancelled', exitCode: 130 })
    expect(await run(stayAlive, { cancel: { signal: AbortSignal.abort() } })).toMatchObject({
      conclusion: 'cancelled',
    })
  })
})

describe('the post step of a cancelled step', () => {
  it('runs to its end', async () => {
    const workspaceFiles = {
      'action.yml': 'runs: { using: node24, main: main.js, post: post.js }',
      'main.js': stayAlive,
      'post.js': 'console.log("ready"); console.log("undone")',
    }
    const step = { ...whenReady, cancel: { signal: AbortSignal.abort() }, workspaceFiles }
    expect(await run('', step)).toMatchObject({ conclusion: 'cancelled' })
    const [post] = await job.finish()
    expect(post).toMatchObject({ conclusion: 'success', log: ['Post job cleanup.', 'ready', 'undone'] })
  })
})

describe('a process that outlives its step', () => {
  it('is ended with the job', async () => {
    const script = `const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
      child.unref()
      console.log(child.pid)`
    const pid = Number((await run(script, {})).stdout)
    expect(process.kill(pid, 0)).toBe(true)
    await job.close()
    await expect(gone(pid)).resolves.toBe(true)
  })
})

/** Waits until this process has ended; the test's time-out ends the wait. */
async function gone(pid: number): Promise<boolean> {
  while (isRunning(pid)) await new Promise((resolve) => setImmediate(resolve))
  return true
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // In a container whose first process waits for no children, an ended one keeps its id, as a zombie.
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
