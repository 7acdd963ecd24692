import { createHash } from 'node:crypto'
import { NOT_FOUND, type ApiAnswer, type RestRequest } from './rest.ts'

/** GitHub gives the content of larger files in other formats only. */
const MOST_BYTES = 1_048_576

/** Returns a commit's SHA-1, which is always the same for the same name. */
export function shaOf(name: string): string {
  return createHash('sha1').update(name).digest('hex')
}

/** The files that a commit changes: their paths, or also their texts. A path without a text has no file afterwards. */
export type ChangedFiles = readonly string[] | Readonly<Record<string, string>>

interface Commit {
  readonly sha: string
  readonly paths: readonly string[]
  readonly texts: Readonly<Record<string, string>>
}

/** The commits that GitHub has. A commit stays after a force-push removes it from its branch. */
export class Commits {
  readonly #known = new Set<string>()
  readonly #tags = new Map<string, string>()
  readonly #branches = new Map<string, Commit[]>()

  add(...shas: readonly string[]): void {
    for (const sha of shas) this.#known.add(sha)
  }

  has(sha: string): boolean {
    return this.#known.has(sha)
  }

  /** Puts a commit that changes these files on a branch. */
  push(branch: string, sha: string, files: ChangedFiles = []): void {
    this.add(sha)
    const commit = Array.isArray(files)
      ? { sha, paths: files, texts: {} }
      : { sha, paths: Object.keys(files), texts: files }
    this.#branches.set(branch, [...(this.#branches.get(branch) ?? []), commit])
  }

  /** Replaces all commits of a branch by another one, as a push by force does. */
  reset(branch: string): void {
    this.#branches.delete(branch)
    this.push(branch, shaOf(`pushed to ${branch} by force`))
  }

  /** Makes a tag. In the name of a commit it precedes a branch of the same name, as in Git. */
  tag(name: string, sha: string): void {
    this.add(sha)
    this.#tags.set(name, sha)
  }

  /**
   * GET /repos/{owner}/{repo}/git/ref/{ref}: a branch by its whole name, without `refs/`.
   *
   * https://docs.github.com/en/rest/git/refs#get-a-reference
   */
  ref(given: string): ApiAnswer {
    const name = decodeURIComponent(given)
    const sha = this.#branches.get(name.replace(/^heads\//, ''))?.at(-1)?.sha
    if (sha === undefined || !name.startsWith('heads/')) return NOT_FOUND
    return { status: 200, body: { ref: `refs/${name}`, object: { type: 'commit', sha } } }
  }

  /**
   * GET /repos/{owner}/{repo}/compare/{basehead}: a commit with a tag, a branch or a commit of one.
   *
   * https://docs.github.com/en/rest/commits/commits#compare-two-commits
   */
  compare(basehead: string): ApiAnswer {
    const [sha = '', named = ''] = decodeURIComponent(basehead).split('...')
    if (!this.has(sha)) return NOT_FOUND
    const head = this.#tags.get(named) ?? this.#branches.get(named)?.at(-1)?.sha ?? named
    const commits = this.#commitsUpTo(head)
    const at = commits.findIndex((commit) => commit.sha === sha)
    const later = at < 0 ? [] : commits.slice(at + 1)
    const files = [...new Set(later.flatMap(({ paths }) => paths))].map((filename) => ({ filename }))
    const status = at < 0 ? 'diverged' : later.length === 0 ? 'identical' : 'ahead'
    return { status: 200, body: { status, files: files.slice(0, 300) } }
  }

  /**
   * GET /repos/{owner}/{repo}/contents/{path}: a file as of a commit.
   *
   * https://docs.github.com/en/rest/repos/contents#get-repository-content
   */
  contents(given: string, { query }: RestRequest): ApiAnswer {
    const path = decodeURIComponent(given)
    const last = this.#commitsUpTo(query.get('ref') ?? '').findLast(({ paths }) => paths.includes(path))
    const text = last?.texts[path]
    if (text === undefined) return NOT_FOUND
    const bytes = Buffer.from(text)
    const isLarge = bytes.length > MOST_BYTES
    const content = isLarge ? '' : bytes.toString('base64').replaceAll(/.{60}/g, '$&\n')
    return {
      status: 200,
      body: { type: 'file', path, size: bytes.length, encoding: isLarge ? 'none' : 'base64', content },
    }
  }

  #commitsUpTo(head: string): readonly Commit[] {
    const commits =
      [...this.#branches.values()].find((branch) => branch.some(({ sha }) => sha === head)) ?? []
    return commits.slice(0, commits.findIndex(({ sha }) => sha === head) + 1)
  }
}
