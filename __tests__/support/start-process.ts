import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { compiledOnce } from './compiled-once.ts'

/** How a run of `npm start` ended and what it wrote. */
export interface Ended {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Where and how to run it, and what to do meanwhile. */
export interface Start {
  readonly env?: Record<string, string>
  readonly cwd?: string
  /** What to do, each once, as soon as stdout matches: end whoever started it, stop reading, or anything else. */
  readonly when?: readonly (readonly [RegExp, (process: Control) => void])[]
}

/** What can be done to the process while it runs. */
export interface Control {
  kill(signal: NodeJS.Signals): void
  stopReading(): void
}

// Without these no program starts, or finds where to put what it needs for a while.
const needed = ['PATH', 'SystemRoot', 'TEMP']

const script = resolve('build', 'sandbox', 'start.js')

/**
 * Runs `sandbox/start.ts`, which was compiled before the tests, with nothing of this machine's environment but what it
 * needs.
 */
export async function runStart(given: readonly string[], start: Start = {}): Promise<Ended> {
  const machine = Object.fromEntries(needed.map((name) => [name, process.env[name]]))
  const child = spawn(process.execPath, [script, ...given], {
    cwd: start.cwd,
    env: { ...machine, ...compiledOnce, ...start.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written = { stdout: '', stderr: '' }
  const control: Control = {
    kill: (signal) => void child.kill(signal),
    stopReading: () => void child.stdout.destroy(),
  }
  const waiting = new Set(start.when)
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text
    for (const one of waiting) {
      const [pattern, act] = one
      if (!pattern.test(written.stdout)) continue
      waiting.delete(one)
      act(control)
    }
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.stderr += text
  })
  await once(child, 'close')
  return { exitCode: child.exitCode, ...written }
}
