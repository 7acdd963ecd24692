/** A position in a file of the workspace; lines and columns count from 1. */
export interface SourcePosition {
  /** Path from the workspace's root, with `/`. */
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Formats a position in a file as a prefix, as compilers do: `policy.yml:12:9: `; `''` for none. */
export function formatPosition(where: SourcePosition | undefined): string {
  return where === undefined ? '' : `${where.file}:${where.line}:${where.column}: `
}
