/** Formats a number with its noun: `1 share`, `2 shares`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
