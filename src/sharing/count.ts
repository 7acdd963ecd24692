/** Formats a number with its noun: `1 share`, `2 shares`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** Formats the numbers of shares and unshares, those that are 0 left out. */
export function countChanges(shares: number, unshares: number): readonly string[] {
  return [
    ...(shares > 0 ? [count(shares, 'share')] : []),
    ...(unshares > 0 ? [count(unshares, 'unshare')] : []),
  ]
}
