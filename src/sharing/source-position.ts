/** A position in a file of the workspace; lines and columns count from 1. */
export interface SourcePosition {
  /** Path from the workspace's root, with `/`. */
  readonly file: string
  readonly line: number
  readonly column: number
}
