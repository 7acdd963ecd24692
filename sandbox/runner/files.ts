/**
 * Parses the text of `GITHUB_OUTPUT`, `GITHUB_STATE` or `GITHUB_ENV` as the runner does: `name=value`, or
 * `name<<DELIMITER`, value lines, and a line that is exactly the delimiter. The first of `=` and `<<` decides. Empty
 * lines are skipped, and the last pair of a name counts. Lines end with a line feed (on Linux and macOS a carriage
 * return belongs to the value).
 *
 * @throws Error with the runner's message, at the first invalid line
 */
export function parseFileCommand(text: string): Record<string, string> {
  return Object.fromEntries(filePairs(text))
}

/** Yields the pairs one by one, because the runner uses the pairs before an invalid line. */
export function* filePairs(text: string): Generator<[name: string, value: string]> {
  const lines = new Lines(text)
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line !== '') yield pair(line, lines)
  }
}

function pair(line: string, lines: Lines): [name: string, value: string] {
  const equals = line.indexOf('=')
  const heredoc = line.indexOf('<<')
  if (equals >= 0 && (heredoc < 0 || equals < heredoc)) return [line.slice(0, equals), line.slice(equals + 1)]
  if (heredoc < 0) throw new Error(`Invalid format '${line}'`)
  const name = line.slice(0, heredoc)
  const delimiter = line.slice(heredoc + 2)
  if (name === '' || delimiter === '') {
    throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`)
  }
  return [name, lines.until(delimiter)]
}

class Lines {
  #at = 0
  /** Whether the last read line ended with a line feed. */
  #ended = true
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  next(): string | undefined {
    if (this.#at >= this.#text.length) return undefined
    const feed = this.#text.indexOf('\n', this.#at)
    this.#ended = feed >= 0
    const line = this.#text.slice(this.#at, this.#ended ? feed : undefined)
    this.#at = this.#ended ? feed + 1 : this.#text.length
    return line
  }

  /** Returns the text up to the delimiter's line, without the line feed before it. */
  until(delimiter: string): string {
    const start = this.#at
    let end = start
    for (let line = this.next(); line !== delimiter; line = this.next()) {
      if (line === undefined) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
      if (!this.#ended) throw new Error('Invalid value. EOF marker missing new line.')
      end = this.#at - 1
    }
    return this.#text.slice(start, end)
  }
}
