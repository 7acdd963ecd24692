import type { CommentWhen } from '../input/read-inputs.ts'
import { commentChange, commentMarker, type CommentOwner, type ExistingComment } from '../report/comment.ts'
import type { RunResult } from '../sharing/result.ts'

/** The comments of the pull request that the run belongs to. Every method throws where GitHub can't be asked or says no. */
export interface PullRequestComments {
  readonly owner: CommentOwner
  /** The comment of ours that begins with the marker; one by somebody else is not ours, whatever it says. */
  find(marker: string): Promise<ExistingComment | undefined>
  create(body: string): Promise<void>
  update(id: number, body: string): Promise<void>
  remove(id: number): Promise<void>
  /** What a person can do about an error of one of these methods, a sentence or two. */
  explain(error: unknown): string
}

/**
 * Keeps one comment up to date. A comment is a courtesy: whatever goes wrong with it is a warning.
 * @param comments `undefined` where the run belongs to no pull request
 * @returns the warning; `undefined` when all is well
 */
export async function keepComment(
  when: CommentWhen,
  result: RunResult,
  openComments: () => Promise<PullRequestComments | undefined>,
): Promise<string | undefined> {
  if (when === 'never') return undefined
  const comments = await openComments()
  if (comments === undefined) return undefined
  try {
    const marker = commentMarker(comments.owner)
    const change = commentChange(when, result, marker, await comments.find(marker))
    if (change.kind === 'create') await comments.create(change.body)
    if (change.kind === 'update') await comments.update(change.id, change.body)
    if (change.kind === 'remove') await comments.remove(change.id)
    return undefined
  } catch (error) {
    return `The comment on the pull request could not be kept up to date: ${comments.explain(error)}`
  }
}
