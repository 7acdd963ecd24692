import type { ImageReference } from '../sharing/identifiers.ts'

// A policy may have thousands, and the log names them on every read.
const mostNamed = 20

/** Names images for a line of the log: the first twenty, and the number of the others. */
export function nameImages(images: readonly ImageReference[]): string {
  const left = images.length - mostNamed
  const names = images.slice(0, mostNamed).map(({ id }) => id)
  return `${names.join(', ')}${left > 0 ? ` and ${left} more` : ''}`
}
