import type { SourcePosition } from '../sharing/source-position.ts'
import type { Log } from './log.ts'

/** A message that GitHub shows with the run. */
export interface Annotation {
  readonly level: 'error' | 'warning'
  readonly title: string
  readonly message: string
  /** The position in a file that it belongs to. */
  readonly where?: SourcePosition | undefined
}

/** The destination of reports. */
export interface Publisher extends Log {
  /** Masks from now on what `find` returns for each text, before the text is shown. Outputs are not searched. */
  maskFound(find: (text: string) => readonly string[]): void
  annotate(annotation: Annotation): void
  writeSummary(markdown: string): Promise<void>
  /** Fails the step, with one sentence. */
  fail(sentence: string): void
}

/** The destination of reports and outputs. */
export interface OutputPublisher extends Publisher {
  setOutput(name: string, value: string): void
}

/** The files of the job's workspace. */
export interface WorkspaceFiles {
  /**
   * Reads a text file of the workspace.
   * @throws ProblemError `invalid-policy` if there is none at that path, or none that may be read
   */
  readTextFile(path: string): Promise<string>
}

/** The storage of a step's record. */
export interface RecordKeeper {
  /** Saves a text for the post step; a later one of the same name replaces it. */
  saveState(name: string, value: string): void
  /** Leaves a text for later steps of the job; a later one of the same step replaces it. A failure is not reported. */
  leaveNote(text: string): void
}

/** The part of GitHub's runner that the job needs. */
export interface Runner extends OutputPublisher, WorkspaceFiles, RecordKeeper {
  /** Redacts a text in the log from now on. */
  mask(secret: string): void
  /** Returns a text with the masked texts redacted: output that doesn't go through the log needs it too. */
  redact(text: string): string
  /** Returns the notes of earlier steps of the job; any code of the job may have replaced them (see `leaveNote`). */
  readNotes(): readonly string[]
}
