import { isMap, isNode, isScalar, isSeq, YAMLMap, YAMLSeq, type Node } from 'yaml'
import { quoted, shortened } from '../input-problems.ts'

/** The position of a value in a YAML file, whether it was read or not. Offsets are in characters. */
export interface Place {
  /** The node as written, possibly an alias; `null` if nothing was written. */
  readonly written: Node | null
  readonly offset: number
  /** The offset of its key, or of its list if it has no key. */
  readonly keyOffset: number
  readonly parent: Place | undefined
  /** Its key or index in its parent. */
  readonly key: string | number
}

/** Returns the place of a value that the parser made. */
export function placeOf(
  written: unknown,
  keyOffset: number,
  parent: Place | undefined,
  key: Place['key'],
): Place {
  const node = isNode(written) ? written : null
  return { written: node, offset: node?.range?.[0] ?? keyOffset, keyOffset, parent, key }
}

/** Returns the path of a place as people write it: `images[0].share-with[2]`. */
export function pathOf({ parent, key }: Place): string {
  if (parent === undefined) return ''
  const before = pathOf(parent)
  if (typeof key === 'number') return `${before}[${key}]`
  return before === '' ? shortened(key) : `${before}.${shortened(key)}`
}

/** Returns whether a node is a mapping without a tag that makes a set or something else of it. */
export function isPlainMap(node: Node | null): node is YAMLMap {
  return isMap(node) && (node.tag ?? YAMLMap.tagName) === YAMLMap.tagName
}

/** Returns whether a node is a list without a tag that makes something else of it. */
export function isPlainSeq(node: Node | null): node is YAMLSeq {
  return isSeq(node) && (node.tag ?? YAMLSeq.tagName) === YAMLSeq.tagName
}

/** Returns a value as a person recognises it: as it was written, if YAML made something else of it. */
export function shown(node: Node | null): string {
  if (isMap(node)) return isPlainMap(node) ? 'a mapping' : 'a mapping with a tag'
  if (isSeq(node)) return isPlainSeq(node) ? 'a list' : 'a list with a tag'
  if (!isScalar(node)) return 'an empty value'
  return typeof node.value === 'string'
    ? quoted(node.value)
    : shortened(node.source ?? '') || 'an empty value'
}
