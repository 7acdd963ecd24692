import type { SourcePosition } from '../sharing/source-position.ts'
import type { Log } from './log.ts'

/** A message that GitHub shows beside the run. */
export interface Annotation {
  readonly level: 'error' | 'warning'
  readonly title: string
  readonly message: string
  /** The place in a file that it belongs to. */
  readonly where?: SourcePosition | undefined
}

/** Where reports go. */
export interface Publisher extends Log {
  annotate(annotation: Annotation): void
  writeSummary(markdown: string): Promise<void>
  /** Makes the step fail, with one sentence. */
  fail(sentence: string): void
}

/** Where reports and outputs go. */
export interface OutputPublisher extends Publisher {
  setOutput(name: string, value: string): void
}

/** The files of the job's workspace. */
export interface WorkspaceFiles {
  /**
   * Reads a text file of the workspace.
   * @throws ProblemError `invalid-policy` when there is none at that path, or none that may be read
   */
  readTextFile(path: string): Promise<string>
}

/** Where a step leaves its record. */
export interface RecordKeeper {
  /** Keeps a text for the post step; a later one of the same name wins. */
  saveState(name: string, value: string): void
  /** Leaves a text for later steps of the job; a later one of the same step wins. A failure is not reported. */
  leaveNote(text: string): void
}

/** GitHub's runner, as far as the job needs it. */
export interface Runner extends OutputPublisher, WorkspaceFiles, RecordKeeper {
  /** Hides a text in the log from now on. */
  mask(secret: string): void
  /** A text without what was masked: what leaves by another way than the log has to hide it too. */
  redact(text: string): string
  /** The texts that earlier steps of the job left by `leaveNote`; anyone in the job may have put something else there. */
  readNotes(): readonly string[]
}
