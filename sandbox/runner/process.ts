import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { constants } from 'node:os'

/** The runner's waits after SIGINT and after SIGTERM, in milliseconds. */
export interface CancelGrace {
  interrupt: number
  terminate: number
}

/** The runner's own waits: 7.5 s, then 2.5 s. */
export const runnerGrace: CancelGrace = { interrupt: 7500, terminate: 2500 }

/** The runner's wait for the streams after the process has ended, as a grandchild may still hold them. */
const streamGraceMs = 5000

/** The start parameters of a process. */
export interface ProcessStart {
  path: string
  arguments: string[]
  directory: string
  environment: Record<string, string>
  onStdout: (bytes: Buffer) => void
  onStderr: (bytes: Buffer) => void
}

/** A running process in a process group of its own. */
export interface RunningProcess {
  /** The exit code, once the process and its streams have ended; 128 plus the signal's number if a signal ended it. */
  exitCode: Promise<number>
  /** Sends SIGINT, then SIGTERM, each to the process alone; then SIGKILL to its whole tree. Later calls do nothing. */
  cancel(grace: CancelGrace): void
  /** Returns whether processes that it started still run. */
  outlived: () => boolean
  /** Sends SIGKILL to the rest of the process tree. */
  killTree: () => void
}

/** Starts a process without standard input. `exitCode` rejects if it can't be started. */
export function startProcess(start: ProcessStart): RunningProcess {
  const child = spawn(start.path, start.arguments, {
    cwd: start.directory,
    env: start.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  child.stdout.on('data', start.onStdout)
  child.stderr.on('data', start.onStderr)
  const killTree = (): void => {
    signalTree(child, 'SIGKILL')
  }
  let timer: NodeJS.Timeout | undefined
  const exitCode = ended(child, killTree).finally(() => clearTimeout(timer))
  let canceled = false
  const cancel = (grace: CancelGrace): void => {
    if (canceled) return
    canceled = true
    child.kill('SIGINT')
    timer = setTimeout(() => {
      child.kill('SIGTERM')
      timer = setTimeout(killTree, grace.terminate)
    }, grace.interrupt)
  }
  return { exitCode, cancel, killTree, outlived: () => signalTree(child, 0) }
}

function ended(child: ChildProcess, killTree: () => void): Promise<number> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined
    let lastTurn: NodeJS.Immediate | undefined
    child.once('error', reject)
    child.once('exit', () => {
      // After a stall of the machine the time is up before the streams could end: they get one more turn.
      timer = setTimeout(() => {
        lastTurn = setImmediate(() => {
          killTree()
          child.stdout?.destroy()
          child.stderr?.destroy()
        })
      }, streamGraceMs)
    })
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      clearImmediate(lastTurn)
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    })
  })
}

/**
 * Signals the process group, which outlives the process while any of its children runs. Returns false if none is left.
 */
function signalTree(child: ChildProcess, signal: 'SIGKILL' | 0): boolean {
  if (child.pid === undefined) return false
  try {
    return process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal)
  } catch {
    return false
  }
}
