import { isAlias, isMap, isNode, isScalar, type Alias, type Document, type Node, type YAMLMap } from 'yaml'
import type { SourcePosition } from '../../sharing/source-position.ts'
import { quoted, shortened } from '../input-problems.ts'
import { aliasTargets, type AliasTarget } from './alias-targets.ts'
import { isPlainMap, isPlainSeq, placeOf, shown, type Place } from './place.ts'
import { noted, type Noted, type PolicyProblems, type Words } from './policy-problems.ts'
import { suggestion } from './suggestions.ts'
import { keyOf } from './yaml-keys.ts'

/** The keys that a mapping may have; empty for any. */
export type KnownKeys = readonly string[]
type Values = ReadonlyMap<string, Place>

/**
 * Reads a document from the top down, only as deep as its callers ask. A value that breaks a rule becomes a problem at
 * its position and is {@link noted}; valid values next to it are still read. A rule continues the value that breaks it:
 * `is not a list`.
 */
export class YamlReader {
  readonly top: Place
  readonly #document: Document.Parsed
  readonly #problems: PolicyProblems
  #targets: ReadonlyMap<Alias, AliasTarget> | undefined
  /** The values of each mapping. A mapping that many aliases repeat is read once. */
  readonly #mappings = new Map<KnownKeys, Map<Node, Values>>()

  constructor(document: Document.Parsed, problems: PolicyProblems) {
    this.#document = document
    this.#problems = problems
    this.top = placeOf(document.contents, 0, undefined, '')
  }

  /** Notes a problem of a value, at the value. */
  note(place: Place, words: Words): Noted {
    return this.#problems.note(place.offset, words, place)
  }

  /** Notes a problem of a key, at the key. */
  noteKey(place: Place, words: Words): Noted {
    return this.#problems.note(place.keyOffset, words, place)
  }

  /** Notes that a mapping lacks a key, at the mapping. */
  noteMissing(parent: Place, key: string, remedy: string): Noted {
    return this.note({ ...parent, parent, key }, ['is missing', remedy])
  }

  /** Returns the line and column of a value. */
  positionOf(place: Place): SourcePosition {
    return this.#problems.positionAt(place.offset)
  }

  /** Returns the line and column of a value's key. */
  positionOfKey(place: Place): SourcePosition {
    return this.#problems.positionAt(place.keyOffset)
  }

  /** Returns the values of a mapping by their keys, without unknown keys. */
  mapping(place: Place, knownKeys: KnownKeys): Values | Noted {
    const node = this.#nodeAt(place)
    if (node === noted) return noted
    if (!isPlainMap(node)) return this.#refuse(place, node, notMapping)
    const read = this.#mappings.get(knownKeys) ?? new Map<Node, Values>()
    this.#mappings.set(knownKeys, read)
    const values = read.get(node) ?? this.#valuesIn(node, place, knownKeys)
    read.set(node, values)
    return values
  }

  /** Returns the entries of a list. */
  list(place: Place, rule: Words): readonly Place[] | Noted {
    const node = this.#nodeAt(place)
    if (node === noted) return noted
    if (!isPlainSeq(node)) return this.#refuse(place, node, rule)
    return node.items.map((item, index) => placeOf(item, place.offset, place, index))
  }

  /** Returns a single value that keeps the rule. */
  value<Value>(place: Place, isSound: (value: unknown) => value is Value, rule: Words): Value | Noted {
    const node = this.#nodeAt(place)
    if (node === noted) return noted
    const value: unknown = isScalar(node) ? node.value : undefined
    return isSound(value) ? value : this.#refuse(place, node, rule)
  }

  /** Returns a text that keeps the rule. */
  textOf<Text extends string>(
    place: Place,
    isSound: (text: string) => text is Text,
    rule: Words,
  ): Text | Noted {
    return this.value(place, (value): value is Text => typeof value === 'string' && isSound(value), rule)
  }

  /** Returns whether the value is a mapping. */
  isMapping(place: Place): boolean {
    return isMap(this.#nodeAt(place))
  }

  /** Returns a value that YAML reads as a number, as it was written. */
  numberAt(place: Place): string | undefined {
    const node = this.#nodeAt(place)
    return isScalar(node) && typeof node.value === 'number' ? node.source : undefined
  }

  #refuse(place: Place, node: Node | null, [rule, remedy]: Words): Noted {
    return this.note(place, [`${shown(node)} ${rule}`, remedy])
  }

  #valuesIn(node: YAMLMap, place: Place, knownKeys: KnownKeys): Values {
    const values = new Map<string, Place>()
    for (const pair of node.items) {
      const keyOffset = (isNode(pair.key) ? pair.key.range?.[0] : undefined) ?? place.offset
      const key = keyOf(pair.key)
      if (typeof key !== 'string') {
        this.#problems.note(keyOffset, key)
        continue
      }
      const value = placeOf(pair.value, keyOffset, place, key)
      if (values.has(key)) this.#problems.note(keyOffset, repeatedKey(key))
      else if (knownKeys.length > 0 && !knownKeys.includes(key)) this.#noteUnknown(key, value, knownKeys)
      else values.set(key, value)
    }
    return values
  }

  #noteUnknown(key: string, place: Place, knownKeys: KnownKeys): void {
    // A problem that is only counted needs no suggestion.
    const near = this.#problems.isFull ? undefined : suggestion(key, knownKeys)
    const remedy = near ?? `Known here are ${knownKeys.join(', ')}.`
    this.noteKey(place, [`the key ${quoted(key)} is not known`, remedy])
  }

  #nodeAt(place: Place): Node | null | Noted {
    const { written } = place
    if (!isAlias(written)) return written
    this.#targets ??= aliasTargets(this.#document)
    const { node, isWithin = false } = this.#targets.get(written) ?? {}
    if (node !== undefined && !isWithin) return node
    const name = shortened(written.source)
    return this.#problems.note(place.offset, isWithin ? circular(name) : unknownAlias(name))
  }
}

const notMapping: Words = [
  'is not a mapping, which has keys and values',
  'Compare it with the policy file in the README.',
]

function repeatedKey(key: string): Words {
  return [`The key ${quoted(key)} is in this mapping already`, 'Keep one of the two.']
}

function circular(alias: string): Words {
  return [`The alias *${alias} is part of what it stands for`, 'Repeat the accounts instead.']
}

function unknownAlias(alias: string): Words {
  return [
    `The alias *${alias} has no anchor &${alias} before it`,
    'Put the anchor at the first of the lists, and the aliases below it.',
  ]
}
