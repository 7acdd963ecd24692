import * as core from '@actions/core'

// AWS's keys have 40 characters, tokens of AWS and of GitHub more. To hide what is shorter would take words out of the
// log, and empty the job outputs that hold one.
const shortestSecret = 8

/**
 * The secrets of a run, by value. The runner hides in log and summary what it was told; everything else that leaves the
 * process, such as outputs and comments, has to be kept clean here.
 */
export class Secrets {
  // The longest first, so that a secret of several lines goes as a whole.
  #spellings: readonly string[] = []

  /** Hides a secret, and each of its lines, from now on. */
  mask(secret: string): void {
    const texts = [secret, ...secret.split(/[\r\n]+/).map((line) => line.trim())]
    const secrets = texts.filter((text) => text.trim().length >= shortestSecret)
    const known = new Set(this.#spellings)
    const unknown = [...new Set(secrets)].filter((text) => !known.has(text))
    if (unknown.length === 0) return
    // The runner takes the lines apart by itself.
    core.setSecret(secret)
    const spellings = [...known, ...unknown.flatMap(spellingsOf)]
    this.#spellings = [...new Set(spellings)].toSorted((one, other) => other.length - one.length)
  }

  /** A text without the secrets, in whatever spelling they stand in it. */
  hidden(text: string): string {
    return this.#spellings.reduce((shown, spelling) => shown.replaceAll(spelling, '***'), text)
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
    ...[0, 1, 2].map((bytes) => inBase64(text, bytes)),
  ]
}

/**
 * The characters of base64 that tell of nothing but the text.
 * @param before how many bytes stand before it, beyond groups of three: whoever quotes a whole header may encode it so
 */
function inBase64(text: string, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)])
  return bytes.toString('base64').slice(Math.ceil((before * 4) / 3), Math.floor((bytes.length * 4) / 3))
}
