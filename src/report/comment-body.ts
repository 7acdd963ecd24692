import { createHash } from 'node:crypto'
import type { CommentWhen } from '../input/read-inputs.ts'
import type { CommentOwner, ExistingComment } from '../ports/comments.ts'
import { failureReasonOf, isChanged, type RunResult } from '../sharing/result.ts'
import { commentOf } from './summary.ts'

/** What is done with the comment. */
export type CommentChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'create'; readonly body: string }
  | { readonly kind: 'update'; readonly id: string; readonly body: string }
  | { readonly kind: 'remove'; readonly id: string }

/** A line nobody sees that tells a step's comment from all others. Names are hashed: they may hold anything. */
export function commentMarker({ workflow, job, step, leg = [] }: CommentOwner): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([workflow, job, step, ...leg]))
    .digest('hex')
  return `<!-- share-workspaces-image ${digest.slice(0, 32)} -->`
}

/**
 * Works out what has to be done so that the pull request says what there is to say, once.
 * @param hidden takes out of the text what must not be shown
 */
export function commentChange(
  when: CommentWhen,
  result: RunResult,
  marker: string,
  existing: ExistingComment | undefined,
  redact: (text: string) => string = (text) => text,
): CommentChange {
  const isWorthSaying = when === 'always' || isChanged(result) || failureReasonOf(result) !== undefined
  if (!isWorthSaying) return existing === undefined ? { kind: 'none' } : { kind: 'remove', id: existing.id }
  const body = `${marker}\n${redact(commentOf(result))}`
  if (existing === undefined) return { kind: 'create', body }
  // GitHub may give the line ends back in its own way.
  return normalised(existing.body) === normalised(body)
    ? { kind: 'none' }
    : { kind: 'update', id: existing.id, body }
}

function normalised(body: string): string {
  return body.replaceAll('\r\n', '\n').trim()
}
