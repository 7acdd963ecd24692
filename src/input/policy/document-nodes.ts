import { isMap, isNode, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml'

/** Where something stands in a document: keys and indexes from the top. */
export type Path = readonly PropertyKey[]

/**
 * Finds the nodes of a document by their paths. The parser's own search goes through all keys of a mapping for each;
 * here they are gone through once, so that a thousand problems of a hundred thousand accounts are told of in a moment.
 */
export class DocumentNodes {
  readonly #contents: unknown
  readonly #pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>()

  /** @param contents the node at the top */
  constructor(contents: unknown) {
    this.#contents = contents
  }

  /** The value at the path; `undefined` where there is none. */
  valueAt(path: Path): Node | undefined {
    const found = path.reduce<unknown>((node, part) => this.#within(node, part), this.#contents)
    return isNode(found) ? found : undefined
  }

  /** The key at the end of the path; `undefined` where there is none. */
  keyAt(path: Path): Node | undefined {
    const parent = this.valueAt(path.slice(0, -1))
    const key = isMap(parent) ? this.#pairsOf(parent).get(String(path.at(-1)))?.key : undefined
    return isNode(key) ? key : undefined
  }

  #within(node: unknown, part: PropertyKey): unknown {
    if (isMap(node)) return this.#pairsOf(node).get(String(part))?.value
    return isSeq(node) && typeof part === 'number' ? node.items[part] : undefined
  }

  #pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
    const known = this.#pairs.get(map)
    if (known !== undefined) return known
    const pairs = new Map(
      map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair] as const] : [])),
    )
    this.#pairs.set(map, pairs)
    return pairs
  }
}
