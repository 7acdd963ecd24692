import { closest, distance } from 'fastest-levenshtein'

// No name is longer, and to compare texts takes as long as their lengths multiplied.
const longestText = 64
// More are no slips of the pen, and each is compared with all that is known.
const mostTexts = 20

/** "Did you mean ...?", when something known is near enough; otherwise `undefined`. */
export function suggestion(text: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || text.length > longestText) return undefined
  const nearest = closest(text, [...known])
  return distance(text, nearest) <= Math.max(2, Math.floor(text.length / 3))
    ? `Did you mean ${nearest}?`
    : undefined
}

/** Suggestions out of many known texts: for the first few unknown ones, so that it takes no time to speak of. */
export class Suggestions {
  readonly #known: readonly string[]
  readonly #made = new Map<string, string | undefined>()

  constructor(known: Iterable<string>) {
    this.#known = [...known]
  }

  /** As {@link suggestion}; `undefined` too where enough has been suggested. */
  for(text: string): string | undefined {
    if (!this.#made.has(text) && this.#made.size < mostTexts) {
      this.#made.set(text, suggestion(text, this.#known))
    }
    return this.#made.get(text)
  }
}
