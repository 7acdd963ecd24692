import { closest, distance } from 'fastest-levenshtein'

// No name is longer. Comparing two texts takes time proportional to the product of their lengths.
const longestText = 64
// More unknown texts are not typing errors, and each is compared with all known ones.
const mostTexts = 20

/** Returns "Did you mean ...?" if a known text is similar, otherwise `undefined`. */
export function suggestion(text: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || text.length > longestText) return undefined
  const nearest = closest(text, [...known])
  return distance(text, nearest) <= Math.max(2, Math.floor(text.length / 3))
    ? `Did you mean ${nearest}?`
    : undefined
}

/** Suggests known texts for the first few unknown ones, which limits the time it takes. */
export class Suggestions {
  readonly #known: readonly string[]
  readonly #made = new Map<string, string | undefined>()

  constructor(known: Iterable<string>) {
    this.#known = [...known]
  }

  /** Returns a {@link suggestion}, or `undefined` after enough suggestions. */
  for(text: string): string | undefined {
    if (!this.#made.has(text) && this.#made.size < mostTexts) {
      this.#made.set(text, suggestion(text, this.#known))
    }
    return this.#made.get(text)
  }
}
