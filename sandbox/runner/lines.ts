import { StringDecoder } from 'node:string_decoder'

/**
 * Splits a stream of UTF-8 bytes into lines as the runner does: `\n`, `\r\n` and a lone `\r` each end a line, and the
 * rest at the end is a line too.
 */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8')
  readonly #onText: (text: string) => void
  readonly #onLine: (line: string) => void
  #rest = ''

  constructor(onText: (text: string) => void, onLine: (line: string) => void) {
    this.#onText = onText
    this.#onLine = onLine
  }

  write(bytes: Buffer): void {
    this.#take(this.#decoder.write(bytes))
  }

  end(): void {
    this.#take(this.#decoder.end())
    const last = this.#rest.replace(/\r$/, '')
    if (this.#rest !== '') this.#onLine(last)
    this.#rest = ''
  }

  #take(text: string): void {
    if (text === '') return
    this.#onText(text)
    // A `\r` at the very end may be the first half of `\r\n`, so it waits for the next bytes.
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/)
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#onLine(line)
  }
}
