import type { SourcePosition } from '../sharing/source-position.ts'

/** A place in a file as compilers write it, to stand before a sentence: `policy.yml:12:9: `; `''` for none. */
export function formatPosition(where: SourcePosition | undefined): string {
  return where === undefined ? '' : `${where.file}:${where.line}:${where.column}: `
}
