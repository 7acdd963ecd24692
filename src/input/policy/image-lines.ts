/** Where a list of images stands in a text, judged by its lines alone. All places are counted in characters. */
export interface ImageLines {
  /** Where the key `images` begins. */
  readonly key: number
  /** How many spaces stand before the dash of each image. */
  readonly indent: number
  /** Where the line begins in which the dash of each image stands. */
  readonly starts: readonly number[]
  /** Where the first line behind the list begins. */
  readonly end: number
}

interface Line {
  readonly start: number
  readonly spaces: number
  readonly kind: 'entry' | 'comment' | 'blank' | 'other'
}

// Line feeds alone end a line, as for the parser: `^` would take other characters for an end too.
const keyLine = /(?<=^|\n)images: *(?:#[^\n]*)?\r?\n/
const entry = /-(?= |\r?\n|$)/y
const blank = /\r?(?:\n|$)/y

/** Finds the list of images; `undefined` where there is none, or the lines leave a doubt about what belongs to it. */
export function imageLinesOf(text: string): ImageLines | undefined {
  const key = keyLine.exec(text)
  if (key === null) return undefined
  const starts: number[] = []
  let indent: number | undefined
  let end = text.length
  let followsLowComment = false
  for (const { start, spaces, kind } of linesFrom(key.index + key[0].length, text)) {
    if (kind === 'entry' && spaces === (indent ??= spaces)) {
      starts.push(start)
      followsLowComment = false
    } else if (kind === 'comment') {
      followsLowComment ||= indent !== undefined && spaces <= indent
    } else if (kind !== 'blank') {
      if (indent === undefined) return undefined
      if (spaces <= indent) {
        end = start
        break
      }
      // The parser forgets at such a comment how far to the right a text has to stand, and may take the next image
      // for more of it.
      if (followsLowComment) return undefined
    }
  }
  return indent === undefined ? undefined : { key: key.index, indent, starts, end }
}

function* linesFrom(first: number, text: string): Generator<Line> {
  for (let start = first; start < text.length; start = lineEnd(start, text)) {
    let at = start
    while (text[at] === ' ') at += 1
    yield { start, spaces: at - start, kind: kindOf(at, text) }
  }
}

function lineEnd(start: number, text: string): number {
  const feed = text.indexOf('\n', start)
  return feed === -1 ? text.length : feed + 1
}

function kindOf(at: number, text: string): Line['kind'] {
  if (text[at] === '#') return 'comment'
  entry.lastIndex = at
  if (entry.test(text)) return 'entry'
  blank.lastIndex = at
  return blank.test(text) ? 'blank' : 'other'
}
