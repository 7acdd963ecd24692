import { createHash } from 'node:crypto'

/** Returns a commit's SHA-1, which is always the same for the same name. */
export function shaOf(name: string): string {
  return createHash('sha1').update(name).digest('hex')
}

/** The commits that GitHub has. A commit stays after a force-push removes it from its branch. */
export class Commits {
  readonly #known = new Set<string>()

  add(...shas: readonly string[]): void {
    for (const sha of shas) this.#known.add(sha)
  }

  has(sha: string): boolean {
    return this.#known.has(sha)
  }
}
