import { isMap, isSeq, parseDocument, type Document } from 'yaml'
import { keyProblems } from './key-problems.ts'

// With fewer images there is nothing to gain.
const fewestImages = 20
// Anchors reach from one image into another, and a document's marker ends the list: such files are read as a whole.
const reachingFurther = /[&*]|^(?:%|---|\.\.\.)/m

/** A policy as plain values, and where its images stand. */
export interface Parts {
  readonly value: unknown
  /** Where each image begins, counted in characters. */
  readonly imageOffsets: readonly number[]
}

/**
 * How every text is parsed; keys that stand twice are looked for afterwards. The parser is to print nothing: what it
 * prints are the file's own words. With `silent` it would take a second document without a word, `error` prints as little.
 */
export const yamlOptions = { prettyErrors: false, uniqueKeys: false, logLevel: 'error' } as const

/**
 * Reads a long list of images one image at a time: the parser keeps about a kilobyte for every entry until the text's
 * end, which for 100,000 accounts is most of the time and of the memory. `undefined` where a text isn't such a list, or
 * anything in it isn't sound: then it is to be read as a whole, so that what is wrong is told of the whole.
 */
export function readInParts(text: string): Parts | undefined {
  if (reachingFurther.test(text)) return undefined
  const starts = startsOfImages(text)
  const [first, second] = starts
  const end = starts.at(-1)
  if (first === undefined || second === undefined || end === undefined) return undefined
  const frame = parseDocument(text.slice(0, second) + text.slice(end), yamlOptions)
  const value: unknown = isSound(frame) && isMap(frame.contents) ? frame.toJS() : undefined
  if (typeof value !== 'object' || value === null) return undefined
  // More than its first image is left over where the lines and YAML disagree about the list's end.
  if (!('images' in value) || !Array.isArray(value.images) || value.images.length !== 1) return undefined
  const images: unknown[] = []
  const imageOffsets: number[] = []
  for (const [index, start] of starts.slice(0, -1).entries()) {
    const part = parseDocument(text.slice(start, starts[index + 1]), yamlOptions)
    const list = part.contents
    if (!isSound(part) || !isSeq(list) || list.items.length !== 1) return undefined
    const [image] = list.items
    if (!isMap(image) || !image.range) return undefined
    images.push(image.toJS(part))
    imageOffsets.push(start + image.range[0])
  }
  return { value: { ...value, images }, imageOffsets }
}

/** Where each image begins, and behind them where the list ends; nothing where that can't be told by the lines. */
function startsOfImages(text: string): readonly number[] {
  const key = /^images:[ \t]*(?:#.*)?\r?\n/m.exec(text)
  if (key === null) return []
  const starts: number[] = []
  let indent: string | undefined
  let at = key.index + key[0].length
  while (at < text.length) {
    const next = text.indexOf('\n', at) + 1
    const [, spaces = '', rest = ''] = /^( *)([^\r\n]?[^\r\n]?)/.exec(text.slice(at, at + 200)) ?? []
    const isItem = /^-\s?$/.test(rest)
    indent ??= isItem ? spaces : undefined
    if (rest !== '' && !rest.startsWith('#')) {
      if (indent === undefined || spaces.length < indent.length) break
      if (spaces === indent && !isItem) break
      if (spaces === indent) starts.push(at)
    }
    if (next === 0) return []
    at = next
  }
  return starts.length < fewestImages ? [] : [...starts, at]
}

function isSound(document: Document.Parsed): boolean {
  const { errors, warnings, contents } = document
  return errors.length === 0 && warnings.length === 0 && keyProblems(contents).length === 0
}
