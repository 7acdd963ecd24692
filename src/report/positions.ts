import type { SourcePosition } from '../sharing/source-position.ts'

/** Formats a position in a file as a prefix, as compilers do: `policy.yml:12:9: `; `''` for none. */
export function formatPosition(where: SourcePosition | undefined): string {
  return where === undefined ? '' : `${where.file}:${where.line}:${where.column}: `
}
