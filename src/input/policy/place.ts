import { isMap, isNode, isScalar, isSeq, YAMLMap, YAMLSeq, type Node } from 'yaml'
import { quoted, shortened } from '../input-problems.ts'

/** Where a value is in a YAML file, whether it was read or not. Offsets are counted in characters. */
export interface Place {
  /** As it was written, an alias included; `null` where nothing was written. */
  readonly written: Node | null
  readonly offset: number
  /** The offset of its key; that of its list where it has none. */
  readonly keyOffset: number
  readonly parent: Place | undefined
  /** Its key or index in the parent. */
  readonly key: string | number
}

/** The place of what the parser made of a value. */
export function placeOf(
  written: unknown,
  keyOffset: number,
  parent: Place | undefined,
  key: Place['key'],
): Place {
  const node = isNode(written) ? written : null
  return { written: node, offset: node?.range?.[0] ?? keyOffset, keyOffset, parent, key }
}

/** The path of a place as people write it: `images[0].share-with[2]`. */
export function pathOf({ parent, key }: Place): string {
  if (parent === undefined) return ''
  const before = pathOf(parent)
  if (typeof key === 'number') return `${before}[${key}]`
  return before === '' ? shortened(key) : `${before}.${shortened(key)}`
}

/** Whether it is a mapping, and no tag makes a set or something else of it. */
export function isPlainMap(node: Node | null): node is YAMLMap {
  return isMap(node) && (node.tag ?? YAMLMap.tagName) === YAMLMap.tagName
}

/** Whether it is a list, and no tag makes something else of it. */
export function isPlainSeq(node: Node | null): node is YAMLSeq {
  return isSeq(node) && (node.tag ?? YAMLSeq.tagName) === YAMLSeq.tagName
}

/** A value as a person recognises it: as it was written, where YAML made something else of it. */
export function shown(node: Node | null): string {
  if (isMap(node)) return isPlainMap(node) ? 'a mapping' : 'a mapping with a tag'
  if (isSeq(node)) return isPlainSeq(node) ? 'a list' : 'a list with a tag'
  if (!isScalar(node)) return 'an empty value'
  return typeof node.value === 'string'
    ? quoted(node.value)
    : shortened(node.source ?? '') || 'an empty value'
}
