import { isMap, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import type { Problem } from '../../sharing/problem.ts'
import type { SourcePosition } from '../../sharing/source-position.ts'

/** Where a value stands in the document: keys and indexes from the top. */
export type Path = readonly PropertyKey[]

// Aliases are for repeating a list of accounts under many images. Beyond this many the file is an attack.
const mostAliases = 2000

/** A policy file as YAML, with the place of everything in it, and what is wrong with it. */
export class PolicyDocument {
  readonly #problems: (Problem & { readonly where: SourcePosition })[] = []
  readonly #file: string
  readonly #lines = new LineCounter()
  readonly #document: Document.Parsed

  /** @param file path from the workspace's root, for the positions */
  constructor(text: string, file: string) {
    this.#file = file
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false, uniqueKeys: true })
    for (const { message, pos, code } of [...this.#document.errors, ...this.#document.warnings]) {
      this.#add(`${sentence(message)} (${code})`, remedyFor(code), this.#positionAt(pos[0]))
    }
    if (this.#document.contents === null && this.#problems.length === 0) {
      this.#add(
        'The policy file is empty',
        'Write version: 1 and images: into it, as the README shows.',
        this.#positionAt(0),
      )
    }
  }

  /** Everything that is wrong with it, from top to bottom. */
  get problems(): readonly Problem[] {
    return this.#problems.toSorted((a, b) => a.where.line - b.where.line || a.where.column - b.where.column)
  }

  /** The document as plain values; `undefined` when its aliases explode, which is noted as a problem. */
  toValue(): unknown {
    try {
      return this.#document.toJS({ maxAliasCount: mostAliases })
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      this.#add(
        `The policy file's aliases can't be resolved: ${why}`,
        'Repeat the accounts instead of nesting aliases.',
        this.#positionAt(0),
      )
      return undefined
    }
  }

  /**
   * Notes a problem.
   * @param message a clause; the place in the document is put before it
   */
  add(path: Path, message: string, remedy: string): void {
    const place = spoken(path)
    this.#add(place === '' ? message : `${place}: ${message}`, remedy, this.positionOf(path))
  }

  /** Notes a problem of the key at the end of the path, at the key itself. */
  addAtKey(path: Path, message: string, remedy: string): void {
    const place = spoken(path)
    this.#add(`${place}: ${message}`, remedy, this.#positionOfKey(path))
  }

  /** Where the value at the path stands, or the nearest thing around it that is there. */
  positionOf(path: Path): SourcePosition {
    for (let length = path.length; length > 0; length -= 1) {
      const node = this.#nodeAt(path.slice(0, length))
      if (node?.range) return this.#positionAt(node.range[0])
    }
    return this.#positionAt(this.#document.contents?.range[0] ?? 0)
  }

  #positionOfKey(path: Path): SourcePosition {
    const parent = this.#nodeAt(path.slice(0, -1))
    const pairs = isMap(parent) ? parent.items : []
    const key = pairs
      .map((pair) => pair.key)
      .find((one) => isScalar(one) && String(one.value) === String(path.at(-1)))
    return isScalar(key) && key.range ? this.#positionAt(key.range[0]) : this.positionOf(path)
  }

  /** The scalar at the path as it was written, before YAML made something else of it. */
  sourceOf(path: Path): string | undefined {
    const node = this.#nodeAt(path)
    return isScalar(node) ? node.source : undefined
  }

  #nodeAt(path: Path): Node | undefined {
    const node: unknown = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true)
    return isNodeWithRange(node) ? node : undefined
  }

  #add(message: string, remedy: string, where: SourcePosition): void {
    this.#problems.push({ reason: 'invalid-policy', message: sentence(message), remedy, where })
  }

  #positionAt(offset: number): SourcePosition {
    const { line, col } = this.#lines.linePos(offset)
    return { file: this.#file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
}

function isNodeWithRange(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value
}

function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

/** A path as people write it: `images[0].share-with[2]`. */
function spoken(path: Path): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('')
}

function remedyFor(code: string): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'Indent with spaces: YAML allows no tabs there.'
    case 'MULTIPLE_DOCS':
      return 'Keep one document in the file; remove the line --- and what follows it.'
    case 'DUPLICATE_KEY':
      return 'Keep one of the two.'
    default:
      return 'Mend the YAML at this place; an editor with YAML support shows it as you type.'
  }
}
