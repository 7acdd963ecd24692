import * as core from '@actions/core'

// AWS's keys have 40 characters, tokens of AWS and of GitHub more. To hide what is shorter would take words out of the
// log, and empty the job outputs that hold one.
const shortestSecret = 8

// What somebody who quotes a long text puts in between: white space and line ends, as they are, as JSON has them and as
// addresses have them.
const split = String.raw`(?:\s|\\[nrt]|%0[adAD]|%20)`
const splits = new RegExp(`${split}+`, 'g')

/**
 * The secrets of a run, by value. The runner hides in log and summary what it was told; everything else that leaves the
 * process, such as outputs and comments, has to be kept clean here.
 */
export class Secrets {
  // The longest first, so that a secret of several lines goes as a whole.
  #spellings: readonly Spelling[] = []

  /** Hides a secret, and each of its lines, from now on. */
  mask(secret: string): void {
    const texts = [secret, ...secret.split(/[\r\n]+/).map((line) => line.trim())]
    const secrets = texts.filter((text) => text.trim().length >= shortestSecret)
    const known = new Set(this.#spellings.map(({ text }) => text))
    const unknown = [...new Set(secrets)].filter((text) => !known.has(text))
    if (unknown.length === 0) return
    // The runner takes the lines apart by itself.
    core.setSecret(secret)
    this.#spellings = [...new Set([...known, ...unknown.flatMap(spellingsOf)])]
      .map((text) => new Spelling(text))
      .toSorted((one, other) => other.text.length - one.text.length)
  }

  /** A text without the secrets, in whatever spelling they stand in it, and split over lines too. */
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

  /** Whether it stands in a text out of which all splits were taken. */
  isIn(joined: string): boolean {
    return this.#joined.length >= shortestSecret && joined.includes(this.#joined)
  }

  hiddenWhereSplit(text: string): string {
    const characters = Array.from(this.#joined, (one) => one.replace(/[\\^$.*+?()[\]{}|]/, String.raw`\$&`))
    return text.replaceAll(new RegExp(characters.join(`${split}*`), 'g'), '***')
  }
}

/** How a text may be written where somebody quotes it: as it is, in an address, in JSON, in base64. */
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
 * The characters of base64 that tell of nothing but the text, in its alphabet and in that for addresses.
 * @param before how many bytes stand before it, beyond groups of three: whoever quotes a whole header may encode it so
 */
function inBase64(text: string, before: number): readonly string[] {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)])
  return (['base64', 'base64url'] as const).map((alphabet) =>
    bytes.toString(alphabet).slice(Math.ceil((before * 4) / 3), Math.floor((bytes.length * 4) / 3)),
  )
}
