import { isMap, isScalar, isSeq, parseDocument, type Document, type YAMLMap } from 'yaml'
import { imageLinesOf, type ImageLines } from './image-lines.ts'
import { keyProblems } from './key-problems.ts'

// With fewer images there is nothing to gain.
const fewestImages = 20
// Anchors reach from one image into another, and a document's marker ends the list. The rest is rare in a policy, and
// what it means depends on more than its line: tabs, tags, texts over many lines, characters that may end a line or not.
const rare = /[&*!?|>\t\v\f\x85\u2028\u2029\uFEFF]|\r(?!\n)|^(?:%|---|\.\.\.)/m

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
 *
 * The lines tell where each image begins, and the parser has to agree: about the list's beginning and end, which it is
 * given with the last image between them, and about each image. It knows nothing of what stands before a dash that begins
 * an image of the same list but that it is such a dash, so what it makes of an image alone is what it makes of it there.
 */
export function readInParts(text: string): Parts | undefined {
  if (rare.test(text)) return undefined
  const lines = imageLinesOf(text)
  const [first] = lines?.starts ?? []
  if (lines === undefined || first === undefined || lines.starts.length < fewestImages) return undefined
  const frame = frameOf(text, first, lines)
  if (frame === undefined) return undefined
  const images: unknown[] = []
  const imageOffsets: number[] = []
  for (const [index, start] of lines.starts.entries()) {
    const part = parseDocument(text.slice(start, lines.starts[index + 1] ?? lines.end), yamlOptions)
    const image = isSound(part) ? onlyImageOf(part.contents, lines.indent) : undefined
    if (!image?.range) return undefined
    images.push(image.toJS(part))
    imageOffsets.push(start + image.range[0])
  }
  return { value: { ...frame, images }, imageOffsets }
}

/** All but the images as plain values; `undefined` where YAML has another list of images than the lines. */
function frameOf(text: string, first: number, { key, indent, starts }: ImageLines): object | undefined {
  const last = starts.at(-1)
  const frame = parseDocument(text.slice(0, first) + text.slice(last), yamlOptions)
  const { contents } = frame
  if (!isSound(frame) || !isMap(contents)) return undefined
  const pair = contents.items.find((one) => isScalar(one.key) && one.key.value === 'images')
  if (!isScalar(pair?.key) || pair.key.range?.[0] !== key) return undefined
  if (onlyImageOf(pair.value, first + indent) === undefined) return undefined
  const value: unknown = frame.toJS()
  return typeof value === 'object' && value !== null ? value : undefined
}

/** The image of a list that begins at this place and has no other entry. */
function onlyImageOf(list: unknown, offset: number): YAMLMap | undefined {
  if (!isSeq(list) || list.range?.[0] !== offset || list.items.length !== 1) return undefined
  const [image] = list.items
  return isMap(image) ? image : undefined
}

function isSound(document: Document.Parsed): boolean {
  const { errors, warnings, contents } = document
  return errors.length === 0 && warnings.length === 0 && keyProblems(contents).length === 0
}
