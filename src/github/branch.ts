import { context } from '@actions/github'
import { propertyOf } from '../property-of.ts'
import type { ApplyingRun } from '../sharing/approval.ts'
import type { LaterChanges } from '../sharing/later-changes.ts'
import type { ApiClient } from './api-client.ts'
import { unreadable } from './comments-page.ts'

// GitHub lists no more, whatever the page.
const mostFiles = 300

/**
 * Reads the changes of a run's branch since the run's commit.
 * @throws Error if an answer can't be read, or may not have all files
 */
export async function readLaterChanges(
  client: ApiClient,
  { commit, ref }: ApplyingRun,
): Promise<LaterChanges> {
  // The whole name of the branch: a tag may have the same short name.
  const { data: branch }: { data: unknown } = await client.request(
    'GET /repos/{owner}/{repo}/git/ref/{ref}',
    {
      ...context.repo,
      ref: ref.replace('refs/', ''),
    },
  )
  const head = propertyOf(propertyOf(branch, 'object'), 'sha')
  if (typeof head !== 'string') throw unreadable()
  if (head === commit) return { head, hasCommit: true, paths: [] }
  // The first page has all files; its commits are of no use.
  const { data }: { data: unknown } = await client.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
    ...context.repo,
    basehead: `${commit}...${head}`,
    per_page: 1,
  })
  return { head, ...readComparison(data) }
}

/**
 * Reads a text file of a commit; `undefined` if the commit has none of this path.
 * @throws Error if the answer isn't a text file, or the file is larger than GitHub gives in one answer, 1 MiB
 */
export async function readFileOf(
  client: ApiClient,
  commit: string,
  path: string,
): Promise<string | undefined> {
  const place = { ...context.repo, path, ref: commit }
  let answer: unknown
  try {
    ;({ data: answer } = await client.request('GET /repos/{owner}/{repo}/contents/{path}', place))
  } catch (error) {
    // The commit itself was found with the same permission.
    if (propertyOf(error, 'status') === 404) return undefined
    throw error
  }
  const content = propertyOf(answer, 'content')
  if (propertyOf(answer, 'encoding') !== 'base64' || typeof content !== 'string') throw unreadable()
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(content, 'base64'))
}

function readComparison(answer: unknown): Omit<LaterChanges, 'head'> {
  const [status, files] = [propertyOf(answer, 'status'), propertyOf(answer, 'files')]
  if (typeof status !== 'string' || !Array.isArray(files)) throw unreadable()
  if (files.length >= mostFiles) throw new Error(`more files differ than GitHub lists (${mostFiles})`)
  const paths = files.flatMap((file: unknown) => {
    const [path, former] = [propertyOf(file, 'filename'), propertyOf(file, 'previous_filename')]
    if (typeof path !== 'string') throw unreadable()
    return typeof former === 'string' ? [path, former] : [path]
  })
  return { hasCommit: status === 'identical' || status === 'ahead', paths }
}
