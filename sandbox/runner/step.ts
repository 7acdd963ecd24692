import type { Annotation } from './annotations.ts'
import type { CancelGrace } from './process.ts'

/** A step of a job: its action, inputs and environment. */
export interface StepOptions {
  /** The step's `with`, in which YAML has converted everything to text. */
  with?: Record<string, string>
  /** The `env` of the job and the step, and variables of a real job, such as `ACTIONS_ID_TOKEN_REQUEST_URL`. */
  env?: Record<string, string>
  /** The folder of the action.yml. Default: the repository's root. */
  actionDirectory?: string
  /** The entry point to run. Default: `main`. */
  entry?: 'main' | 'post'
  /** Files written to the workspace first, by their paths in it. They may be the action itself. */
  workspaceFiles?: Record<string, string | Uint8Array>
  /** Cancels the step if a line of its unmasked output matches, or if the signal aborts. */
  cancel?: { when: (line: string) => boolean } | { afterMs?: never; signal: AbortSignal }
  /** The waits after SIGINT and after SIGTERM. Default: the runner's, 7500 and 2500 milliseconds. */
  cancelGraceMs?: CancelGrace
  /** Called with every line of the masked log as it arrives. */
  onLine?: (line: string) => void
  /** Whether to unset `GITHUB_STEP_SUMMARY`, as on a GitHub Enterprise Server without summaries. */
  noSummaryFile?: boolean
  /** Overrides of the variables that the runner sets, such as `GITHUB_REF`; undefined unsets one. */
  github?: Partial<Record<string, string>>
  /** The event payload in the file at `GITHUB_EVENT_PATH`. */
  event?: unknown
  /** Arguments for Node. */
  nodeArguments?: string[]
}

/** The result of a step. */
export interface StepResult {
  /** The process's exit code; 128 plus the signal's number if a signal ended it. */
  exitCode: number
  /** `failure` also for an invalid line in one of the files, or an invalid command. */
  conclusion: 'success' | 'failure' | 'cancelled'
  /** The masked log as GitHub shows it. A group's title is shown as `▸ title`, its lines are not indented. */
  log: string[]
  /** stdout and stderr in the order of arrival, exactly as written: unmasked, with the commands. */
  raw: string
  stdout: string
  stderr: string
  outputs: Record<string, string>
  state: Record<string, string>
  environment: Record<string, string>
  /** The summary as the runner uploads it: masked, with a line feed after every line. Empty if there is none. */
  summary: string
  /** The first ten annotations of each level. */
  annotations: Annotation[]
  droppedAnnotations: number
  /** The texts that the step masked with `add-mask`, and each line of them. */
  masks: string[]
  /** The runner's own warnings, which are annotations too. */
  runnerWarnings: string[]
  /**
   * Returns the outputs that reach other jobs if the job declares them. Empty outputs and those that hold a masked text
   * don't.
   */
  jobOutputs(): Record<string, string>
  durationMs: number
}
