import { createHash } from 'node:crypto'
import type { CommentWhen } from '../input/read-pull-request.ts'
import type { CommentOwner, ExistingComment } from '../ports/comments.ts'
import { failureReasonOf, isChanged, type RunResult } from '../sharing/result.ts'
import { commentOf } from './summary.ts'

/** An action on the step's comment. */
export type CommentChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'create'; readonly body: string }
  | { readonly kind: 'update'; readonly id: string; readonly body: string }
  | { readonly kind: 'remove'; readonly id: string }

/** Returns an invisible line that identifies a step's comment. The names are hashed because they may hold any text. */
export function commentMarker({ workflow, job, step, leg = [] }: CommentOwner): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([workflow, job, step, ...leg]))
    .digest('hex')
  return `<!-- share-workspaces-image ${digest.slice(0, 32)} -->`
}

/** The lines that a comment has besides the report. */
export interface CommentLabels {
  /** See {@link commentMarker}. */
  readonly marker: string
  /** The commit that the run is for: a comment may be older than the last commit. GitHub makes a link of it. */
  readonly commit: string | undefined
}

/**
 * Decides how to update the pull request's single comment.
 * @param redact redacts secrets in the text
 */
export function commentChange(
  when: CommentWhen,
  result: RunResult,
  { marker, commit }: CommentLabels,
  existing: ExistingComment | undefined,
  redact: (text: string) => string = (text) => text,
): CommentChange {
  const isWorthSaying = when === 'always' || isChanged(result) || failureReasonOf(result) !== undefined
  if (!isWorthSaying) return existing === undefined ? { kind: 'none' } : { kind: 'remove', id: existing.id }
  const label = commit === undefined ? '' : `\nFor commit ${commit}\n`
  const body = `${marker}\n${redact(commentOf(result))}${label}`
  if (existing === undefined) return { kind: 'create', body }
  // GitHub may return other line ends than it was sent.
  return normalised(existing.body) === normalised(body)
    ? { kind: 'none' }
    : { kind: 'update', id: existing.id, body }
}

function normalised(body: string): string {
  return body.replaceAll('\r\n', '\n').trim()
}
