import { isScalar, LineCounter, parseDocument, type Document } from 'yaml'
import type { Problem } from '../../sharing/problem.ts'
import type { SourcePosition } from '../../sharing/source-position.ts'
import { DocumentNodes, type Path } from './document-nodes.ts'
import { readInParts, yamlOptions, type Parts } from './parse-in-parts.ts'
import { shortened } from './shortened.ts'
import { brokenYaml } from './yaml-problems.ts'

// More than a person mends in one go, and more would not fit into the outputs of a job.
const mostProblems = 1000

/** A policy file as YAML, with the place of everything in it, and what is wrong with it. */
export class PolicyDocument {
  readonly #problems: (Problem & { readonly where: SourcePosition })[] = []
  #leftOut = 0
  readonly #file: string
  readonly #lines: LineCounter
  readonly #text: string
  readonly #end: number
  readonly #parts: Parts | undefined
  #whole: Document.Parsed | undefined
  #nodesOfWhole: DocumentNodes | undefined

  /** @param file path from the workspace's root, for the positions */
  constructor(text: string, file: string) {
    this.#file = file
    this.#lines = linesOf(text)
    this.#text = text
    this.#end = text.trimEnd().length
    this.#parts = readInParts(text)
    if (this.#parts !== undefined) return
    for (const { message, remedy, offset } of brokenYaml(this.#document)) {
      this.#add(message, remedy, () => this.#positionAt(offset))
    }
  }

  /** Everything that is wrong with it, from top to bottom; what is beyond all bounds is counted. */
  get problems(): readonly Problem[] {
    const sorted = this.#problems.toSorted(byPlace)
    const last = sorted.at(-1)
    if (last === undefined || this.#leftOut === 0) return sorted
    const message = `${this.#leftOut} more problems of this file are left out.`
    return [...sorted, { ...last, message, remedy: 'Mend those above first.' }]
  }

  /** Whether anything is wrong with it. */
  get isRefused(): boolean {
    return this.#problems.length > 0
  }

  /** Whether so much is wrong with it that anything else is only counted. */
  get isFull(): boolean {
    return this.#problems.length >= mostProblems
  }

  /** The document as plain values; `undefined` where it can't be read. */
  toValue(): unknown {
    if (this.isRefused) return undefined
    if (this.#parts !== undefined) return this.#parts.value
    // The parser's limit for aliases would refuse what was found to be within bounds.
    return this.#document.toJS({ maxAliasCount: -1 })
  }

  /**
   * Notes a problem.
   * @param message a clause; the place in the document is put before it
   */
  add(path: Path, message: string, remedy: string): void {
    const place = spoken(path)
    this.#add(place === '' ? message : `${place}: ${message}`, remedy, () => this.positionOf(path))
  }

  /** Notes a problem of the key at the end of the path, at the key itself. */
  addAtKey(path: Path, message: string, remedy: string): void {
    this.#add(`${spoken(path)}: ${message}`, remedy, () => this.#positionOfKey(path))
  }

  /** Counts problems of which nobody will read. */
  leaveOut(count: number): void {
    this.#leftOut += count
  }

  /** Where the value at the path stands, or the nearest thing around it that is there. */
  positionOf(path: Path): SourcePosition {
    const [list, index] = path
    const known =
      path.length === 2 && list === 'images' ? this.#parts?.imageOffsets[Number(index)] : undefined
    if (known !== undefined) return this.#positionAt(known)
    for (let length = path.length; length > 0; length -= 1) {
      const node = this.#nodes.valueAt(path.slice(0, length))
      if (node?.range) return this.#positionAt(node.range[0])
    }
    return this.#positionAt(this.#document.contents?.range[0] ?? 0)
  }

  /** The scalar at the path as it was written, before YAML made something else of it. */
  sourceOf(path: Path): string | undefined {
    const node = this.#nodes.valueAt(path)
    return isScalar(node) ? node.source : undefined
  }

  // What was read in parts is parsed as a whole only where there is something to say about it.
  get #document(): Document.Parsed {
    this.#whole ??= parseDocument(this.#text, yamlOptions)
    return this.#whole
  }

  get #nodes(): DocumentNodes {
    this.#nodesOfWhole ??= new DocumentNodes(this.#document.contents)
    return this.#nodesOfWhole
  }

  #positionOfKey(path: Path): SourcePosition {
    const key = this.#nodes.keyAt(path)
    return key?.range ? this.#positionAt(key.range[0]) : this.positionOf(path)
  }

  #add(message: string, remedy: string, where: () => SourcePosition): void {
    if (this.isFull) this.#leftOut += 1
    else this.#problems.push({ reason: 'invalid-policy', message: sentence(message), remedy, where: where() })
  }

  // What is missing at the end is missing behind the last character, not in a line that nobody sees.
  #positionAt(offset: number): SourcePosition {
    const { line, col } = this.#lines.linePos(Math.min(offset, this.#end))
    return { file: this.#file, line, column: col }
  }
}

/** Where each line begins. */
function linesOf(text: string): LineCounter {
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lines.addNewLine(end + 1)
  return lines
}

function byPlace(
  { where: a }: { readonly where: SourcePosition },
  { where: b }: { readonly where: SourcePosition },
): number {
  return a.line - b.line || a.column - b.column
}

function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

/** A path as people write it: `images[0].share-with[2]`. */
function spoken(path: Path): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${shortened(String(part))}`,
    )
    .join('')
}
