import type { Masks } from './masks.ts'
import type { StepLog } from './step-log.ts'

/** What a step has said so far, through commands and files. */
export class StepRecord {
  readonly outputs = new Map<string, string>()
  readonly state = new Map<string, string>()
  readonly environment = new Map<string, string>()
  /** Folders to put in front of PATH for the steps that follow; the last one comes first. */
  readonly path: string[] = []
  /** What `add-mask` was given, and its lines. */
  readonly added = new Set<string>()
  readonly runnerWarnings: string[] = []
  summary = ''
  /** Whether a command or a file the runner couldn't use fails the step, whatever the exit code. */
  failed = false
  readonly log: StepLog
  readonly masks: Masks

  constructor(log: StepLog, masks: Masks) {
    this.log = log
    this.masks = masks
  }

  /** A warning by the runner itself. It is an annotation of the step like any other. */
  warn(message: string): void {
    this.runnerWarnings.push(message)
    this.log.issue('warning', message)
  }

  /** Two errors, what was tried and why it went wrong, and the step has failed. */
  fail(what: string, cause: unknown): void {
    this.log.issue('error', what)
    this.log.issue('error', cause instanceof Error ? cause.message : String(cause))
    this.failed = true
  }
}
