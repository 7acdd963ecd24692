import * as core from '@actions/core'

// AWS's keys have 40 characters, tokens of AWS and of GitHub more. Redacting shorter texts would remove words from the
// log, and empty the job outputs that hold one.
const shortestSecret = 8

// The separators that split a long text in a quote: white space and line ends, as they are, JSON-escaped and
// percent-encoded.
const split = String.raw`(?:\s|\\[nrt]|%0[adAD]|%20)`
const splits = new RegExp(`${split}+`, 'g')

/**
 * The secrets of a run, by value. The runner redacts its registered secrets in log and summary; this class redacts
 * everything else that leaves the process, such as outputs and comments.
 */
export class Secrets {
  // Longest first, so that a secret of several lines is redacted as a whole.
  #spellings: readonly Spelling[] = []

  /** Registers a secret, and each of its lines, to redact from now on. */
  mask(secret: string): void {
    const texts = [secret, ...secret.split(/[\r\n]+/).map((line) => line.trim())]
    const secrets = texts.filter((text) => text.trim().length >= shortestSecret)
    const known = new Set(this.#spellings.map(({ text }) => text))
    const unknown = [...new Set(secrets)].filter((text) => !known.has(text))
    if (unknown.length === 0) return
    // The runner splits the lines by itself.
    core.setSecret(secret)
    this.#spellings = [...new Set([...known, ...unknown.flatMap(spellingsOf)])]
      .map((text) => new Spelling(text))
      .toSorted((one, other) => other.text.length - one.text.length)
  }

  /** Redacts the secrets in a text, in every spelling, and split over lines too. */
  redact(text: string): string {
    const shown = this.#spellings.reduce((left, spelling) => left.replaceAll(spelling.text, '***'), text)
    const joined = shown.replaceAll(splits, '')
    return joined.length === shown.length
      ? shown
      : this.#spellings
          .filter((spelling) => spelling.isIn(joined))
          .reduce((left, spelling) => spelling.hiddenWhereSplit(left), shown)
  }
}

/** One way to write a secret. */
class Spelling {
  readonly text: string
  readonly #joined: string

  constructor(text: string) {
    this.text = text
    this.#joined = text.replaceAll(splits, '')
  }

  /** Returns whether a text without splits contains it. */
  isIn(joined: string): boolean {
    return this.#joined.length >= shortestSecret && joined.includes(this.#joined)
  }

  hiddenWhereSplit(text: string): string {
    const characters = Array.from(this.#joined, (one) => one.replace(/[\\^$.*+?()[\]{}|]/, String.raw`\$&`))
    return text.replaceAll(new RegExp(characters.join(`${split}*`), 'g'), '***')
  }
}

/** Returns the spellings in which a text may be quoted: as it is, in an address, in JSON, in base64. */
function spellingsOf(text: string): readonly string[] {
  const inAddress = encodeURIComponent(text.toWellFormed())
  const lowerCase = inAddress.replaceAll(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase())
  return [
    text,
    inAddress,
    lowerCase,
    JSON.stringify(text).slice(1, -1),
    ...[0, 1, 2].flatMap((bytes) => inBase64(text, bytes)),
  ]
}

/**
 * Returns the base64 characters that depend on nothing but the text, in the standard and the URL-safe alphabet.
 * @param before number of bytes before the text, modulo three: a quoted header may be encoded as a whole
 */
function inBase64(text: string, before: number): readonly string[] {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)])
  return (['base64', 'base64url'] as const).map((alphabet) =>
    bytes.toString(alphabet).slice(Math.ceil((before * 4) / 3), Math.floor((bytes.length * 4) / 3)),
  )
}
