import { createHash } from 'node:crypto'

/** A commit's SHA-1, the same for the same name. */
export function shaOf(name: string): string {
  return createHash('sha1').update(name).digest('hex')
}

/** The commits GitHub has. One that was force-pushed away is still there. */
export class Commits {
  readonly #known = new Set<string>()

  add(...shas: readonly string[]): void {
    for (const sha of shas) this.#known.add(sha)
  }

  has(sha: string): boolean {
    return this.#known.has(sha)
  }
}
