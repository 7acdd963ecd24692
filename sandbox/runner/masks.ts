import { encodedForms } from './encodings.ts'

/**
 * The job's masked values. Once a value is added, it and its encoded forms are shown as `***`. Adjoining and
 * overlapping matches become one `***`.
 */
export class Masks {
  readonly #values = new Set<string>()
  readonly #forms = new Set<string>()

  /** Masks a value as it is. Ignores an empty one. */
  add(value: string): void {
    if (value === '' || this.#values.has(value)) return
    this.#values.add(value)
    for (const form of [value, ...encodedForms(value)]) this.#forms.add(form)
  }

  /** Masks a value and each of its lines, trimmed, as `add-mask` does. Returns the masked texts. */
  addLines(value: string): string[] {
    const lines = value
      .split(/[\r\n]/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
    const masked = [...new Set([value, ...lines])]
    for (const each of masked) this.add(each)
    return masked
  }

  /** Replaces every masked value in the text. */
  apply(text: string): string {
    let shown = ''
    let end = 0
    for (const [from, to] of merged(this.#finds(text))) {
      shown += `${text.slice(end, from)}***`
      end = to
    }
    return end === 0 ? text : shown + text.slice(end)
  }

  /** Returns whether the text holds a masked value. */
  touches(text: string): boolean {
    return this.apply(text) !== text
  }

  #finds(text: string): [from: number, to: number][] {
    const finds: [number, number][] = []
    for (const form of this.#forms) {
      for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1))
        finds.push([at, at + form.length])
    }
    return finds.toSorted((one, other) => one[0] - other[0])
  }
}

function merged(finds: [from: number, to: number][]): [from: number, to: number][] {
  const ranges: [number, number][] = []
  for (const [from, to] of finds) {
    const last = ranges.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else ranges.push([from, to])
  }
  return ranges
}
