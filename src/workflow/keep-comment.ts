import type { CommentWhen } from '../input/read-pull-request.ts'
import type { PullRequestComments } from '../ports/comments.ts'
import { commentChange, commentMarker } from '../report/comment-body.ts'
import type { RunResult } from '../sharing/result.ts'

/**
 * Keeps one comment up to date. A comment is a courtesy, so a failure is only a warning.
 * @param openComments returns `undefined` if the run belongs to no pull request
 * @param redact redacts in a text what the log redacts
 * @returns the warning; `undefined` if all is well
 */
export async function keepComment(
  when: CommentWhen,
  result: RunResult,
  openComments: () => Promise<PullRequestComments | undefined>,
  redact?: (text: string) => string,
): Promise<string | undefined> {
  if (when === 'never') return undefined
  let comments: PullRequestComments | undefined
  try {
    comments = await openComments()
    if (comments === undefined) return undefined
    const marker = commentMarker(comments.owner)
    const [existing, ...repeated] = await comments.find(marker)
    const change = commentChange(when, result, { marker, commit: comments.commit }, existing, redact)
    if (change.kind === 'create') await comments.create(change.body)
    if (change.kind === 'update') await comments.update(change.id, change.body)
    if (change.kind === 'remove') await comments.remove(change.id)
    for (const { id } of repeated) await comments.remove(id)
    return undefined
  } catch (error) {
    const why = comments?.explain(error) ?? (error instanceof Error ? error.message : String(error))
    return `The comment on the pull request could not be kept up to date: ${why}`
  }
}
