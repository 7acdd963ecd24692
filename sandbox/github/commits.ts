import { createHash } from 'node:crypto'
import { NOT_FOUND, type ApiAnswer } from './rest.ts'

/** Returns a commit's SHA-1, which is always the same for the same name. */
export function shaOf(name: string): string {
  return createHash('sha1').update(name).digest('hex')
}

/** The commits that GitHub has. A commit stays after a force-push removes it from its branch. */
export class Commits {
  readonly #known = new Set<string>()
  readonly #branches = new Map<string, { sha: string; paths: readonly string[] }[]>()

  add(...shas: readonly string[]): void {
    for (const sha of shas) this.#known.add(sha)
  }

  has(sha: string): boolean {
    return this.#known.has(sha)
  }

  /** Puts a commit that changes these files on a branch. */
  push(branch: string, sha: string, paths: readonly string[] = []): void {
    this.add(sha)
    this.#branches.set(branch, [...(this.#branches.get(branch) ?? []), { sha, paths }])
  }

  /** Takes all commits off a branch, as a push by force does. */
  reset(branch: string): void {
    this.#branches.delete(branch)
  }

  /**
   * GET /repos/{owner}/{repo}/compare/{basehead}: a commit with a branch.
   *
   * https://docs.github.com/en/rest/commits/commits#compare-two-commits
   */
  compare(basehead: string): ApiAnswer {
    const [sha = '', branch = ''] = decodeURIComponent(basehead).split('...')
    if (!this.has(sha)) return NOT_FOUND
    const commits = this.#branches.get(branch) ?? []
    const at = commits.findIndex((commit) => commit.sha === sha)
    const later = at < 0 ? [] : commits.slice(at + 1)
    const files = [...new Set(later.flatMap(({ paths }) => paths))].map((filename) => ({ filename }))
    const status = at < 0 ? 'diverged' : later.length === 0 ? 'identical' : 'ahead'
    return { status: 200, body: { status, files: files.slice(0, 300) } }
  }
}
