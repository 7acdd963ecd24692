// As long as what is quoted of an input.
const longest = 80

/** A text cut where it is too long to read. With aliases, one long key would otherwise be told of a thousand times. */
export function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
