import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  type Alias,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { quoted } from '../input-problems.ts'
import { shortened } from './shortened.ts'
import type { YamlProblem } from './yaml-problem.ts'

type Collection = YAMLMap | YAMLSeq
type Words = readonly [message: string, remedy: string]

/**
 * Everything that is wrong with the keys below this node: a key is a text, and stands once in its mapping.
 *
 * The parser takes more. It makes a text of a list that is a key, and says so on standard error in the list's own words,
 * which the runner takes for commands. Two keys that are the same only once they are values, it takes for two, and the
 * last one wins. And its check for repeated keys takes minutes for a mapping of a hundred thousand.
 */
export function keyProblems(node: unknown): readonly YamlProblem[] {
  if (!isCollection(node)) return []
  const seen = new Set<string>()
  return node.items.flatMap((item) => {
    if (!isPair(item)) return keyProblems(item)
    const inner = keyProblems(item.value)
    const words = wordsFor(item.key, seen)
    return words === undefined ? inner : [problem(words, item.key, node), ...inner]
  })
}

function wordsFor(key: unknown, seen: Set<string>): Words | undefined {
  if (isAlias(key)) return aliasAsKey(key)
  if (isCollection(key)) return collectionAsKey(key)
  if (!isScalar(key)) return missing
  const { source = '' } = key
  if (key.tag !== undefined)
    return [`The key ${quoted(source)} has a tag, and a key is a text`, 'Remove the tag.']
  if (source === '' && key.value === null) return missing
  const text = textOf(key)
  if (text === undefined) {
    return [`The key ${quoted(source)} is no text to YAML`, `Write it in quotes: ${quoted(source)}.`]
  }
  // No object has it as a key like any other: whatever reads the values on the way may pass over it.
  if (text === '__proto__') return ['The key "__proto__" can\'t be used', 'Choose another name.']
  if (seen.has(text))
    return [`The key ${quoted(text)} stands in this mapping already`, 'Keep one of the two.']
  seen.add(text)
  return undefined
}

// Numbers and the like may do as they are, where nothing is lost of how they were written: 2027, but not 1.50 or 0x1F.
function textOf({ value, source }: Scalar): string | undefined {
  if (typeof value === 'string') return value
  const isPlain = typeof value === 'number' || typeof value === 'boolean'
  return isPlain && String(value) === source ? source : undefined
}

const missing: Words = ['A key is missing here', 'Write a text before the colon.']

function aliasAsKey({ source }: Alias): Words {
  return [
    `The alias *${shortened(source)} stands here as a key, and a key is a text`,
    'Write the text itself.',
  ]
}

function collectionAsKey(key: Collection): Words {
  return [
    `A ${isMap(key) ? 'mapping' : 'list'} stands here as a key, and a key is a text`,
    'Write a text before the colon, in quotes if it has brackets or braces.',
  ]
}

// A key that isn't there has no place in some kinds of lists; then it is told of the list.
function problem([message, remedy]: Words, key: unknown, around: Collection): YamlProblem {
  const at = isScalar(key) || isAlias(key) || isCollection(key) ? key.range : undefined
  return { message, remedy, offset: (at ?? around.range)?.[0] ?? 0 }
}
