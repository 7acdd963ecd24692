import type { Annotation } from './annotations.ts'
import type { CancelGrace } from './process.ts'

/** A step of a job: which action, with what, in which surroundings. */
export interface StepOptions {
  /** The step's `with`. YAML has made text of everything by then. */
  with?: Record<string, string>
  /** The job's and the step's `env`, and what a real job gets besides, such as `ACTIONS_ID_TOKEN_REQUEST_URL`. */
  env?: Record<string, string>
  /** The folder of the action.yml. Default: the repository's root. */
  actionDirectory?: string
  /** Which of the action's entries to run. Default: `main`. */
  entry?: 'main' | 'post'
  /** Written to the workspace before anything else; names are paths in it. They may be the action itself. */
  workspaceFiles?: Record<string, string | Uint8Array>
  /** Cancels the step when a line of its output, as it was written, matches, or when the signal aborts. */
  cancel?: { when: (line: string) => boolean } | { afterMs?: never; signal: AbortSignal }
  /** How long to wait after SIGINT and after SIGTERM. Default: as long as the runner, 7500 and 2500 milliseconds. */
  cancelGraceMs?: CancelGrace
  /** Called with every line of the shown log as it comes. */
  onLine?: (line: string) => void
  /** As on a GitHub Enterprise Server without summaries: `GITHUB_STEP_SUMMARY` is unset. */
  noSummaryFile?: boolean
  /** Overrides of the variables the runner sets, such as `GITHUB_REF`; undefined unsets one. */
  github?: Partial<Record<string, string>>
  /** The payload behind `GITHUB_EVENT_PATH`. */
  event?: unknown
  /** Arguments for Node itself. */
  nodeArguments?: string[]
}

/** What came of a step. */
export interface StepResult {
  /** The process's exit code; 128 and the signal's number if a signal ended it. */
  exitCode: number
  /** `failure` also for a bad line in one of the files, or a command the runner couldn't obey. */
  conclusion: 'success' | 'failure' | 'cancelled'
  /** The log as GitHub shows it, masked. A group's title is shown as `▸ title`, its lines are not indented. */
  log: string[]
  /** stdout and stderr in the order they came, exactly as written: unmasked, with the commands. */
  raw: string
  stdout: string
  stderr: string
  outputs: Record<string, string>
  state: Record<string, string>
  environment: Record<string, string>
  /** The summary as the runner uploads it: masked, every line ended by a line feed. Empty when there is none. */
  summary: string
  /** The first ten of each level. */
  annotations: Annotation[]
  droppedAnnotations: number
  /** What the step masked with `add-mask`, and each line of it. */
  masks: string[]
  /** What the runner itself warned about; these are annotations too. */
  runnerWarnings: string[]
  /** The outputs that arrive when they are declared as the job's: those that are empty or hold a masked text don't. */
  jobOutputs(): Record<string, string>
  durationMs: number
}
