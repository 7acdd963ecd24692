import { isAlias, isMap, isScalar, type Scalar } from 'yaml'
import { quoted, shortened } from '../input-problems.ts'
import type { Words } from './policy-problems.ts'

/**
 * Returns the key as text, or its problem. The parser accepts other keys: it turns a list into text and prints it on
 * standard error, where the runner looks for commands. An alias and a text may be the same key, and one would be lost.
 */
export function keyOf(key: unknown): string | Words {
  if (isAlias(key)) {
    return [
      `The alias *${shortened(key.source)} is used as a key, and a key is a text`,
      'Write the text itself.',
    ]
  }
  if (!isScalar(key)) {
    return [
      `A ${isMap(key) ? 'mapping' : 'list'} is used as a key, and a key is a text`,
      'Write a text before the colon, in quotes if it has brackets or braces.',
    ]
  }
  const { source = '', value, tag } = key
  if (tag !== undefined)
    return [`The key ${quoted(source)} has a tag, and a key is a text`, 'Remove the tag.']
  if (source === '' && value === null) return ['A key is missing here', 'Write a text before the colon.']
  return (
    textOf({ value, source }) ?? [
      `The key ${quoted(source)} must be quoted, because YAML does not read it as a text`,
      `Write it in quotes: ${quoted(source)}.`,
    ]
  )
}

// Numbers and booleans are accepted if they were written in the same form: 2027, but not 1.50 or 0x1F.
function textOf({ value, source }: Pick<Scalar, 'value' | 'source'>): string | undefined {
  if (typeof value === 'string') return value
  const isPlain = typeof value === 'number' || typeof value === 'boolean'
  return isPlain && String(value) === source ? source : undefined
}
