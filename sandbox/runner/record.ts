import type { Masks } from './masks.ts'
import type { StepLog } from './step-log.ts'

/** A step's results so far, from commands and files. */
export class StepRecord {
  readonly outputs = new Map<string, string>()
  readonly state = new Map<string, string>()
  readonly environment = new Map<string, string>()
  /** Folders to prepend to PATH for later steps; the last one comes first. */
  readonly path: string[] = []
  /** The texts given to `add-mask`, and their lines. */
  readonly added = new Set<string>()
  readonly runnerWarnings: string[] = []
  summary = ''
  /** Whether an invalid command or file fails the step, whatever the exit code. */
  failed = false
  readonly log: StepLog
  readonly masks: Masks

  constructor(log: StepLog, masks: Masks) {
    this.log = log
    this.masks = masks
  }

  /** Adds a warning of the runner itself, which is an annotation of the step like any other. */
  warn(message: string): void {
    this.runnerWarnings.push(message)
    this.log.issue('warning', message)
  }

  /** Adds two errors, the attempt and its cause, and fails the step. */
  fail(what: string, cause: unknown): void {
    this.log.issue('error', what)
    this.log.issue('error', cause instanceof Error ? cause.message : String(cause))
    this.failed = true
  }
}
