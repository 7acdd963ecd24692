import { createHash } from 'node:crypto'
import type { CommentWhen } from '../input/read-inputs.ts'
import { failureReasonOf, isChanged, type RunResult } from '../sharing/result.ts'
import { commentOf } from './summary.ts'

/** What one comment belongs to: a step of a job of a workflow, or of one leg of a matrix of such jobs. */
export interface CommentOwner {
  readonly workflow: string
  readonly job: string
  readonly step: string
  /** What tells the legs of a matrix apart and stays the same from run to run. All else of them has the same names. */
  readonly leg?: readonly string[]
}

/** A comment that an earlier run left. */
export interface ExistingComment {
  /** GitHub's own id for it (`node_id`); its numbers have outgrown the integers of GraphQL. */
  readonly id: string
  readonly body: string
}

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
  hidden: (text: string) => string = (text) => text,
): CommentChange {
  const isWorthSaying = when === 'always' || isChanged(result) || failureReasonOf(result) !== undefined
  if (!isWorthSaying) return existing === undefined ? { kind: 'none' } : { kind: 'remove', id: existing.id }
  const body = `${marker}\n${hidden(commentOf(result))}`
  if (existing === undefined) return { kind: 'create', body }
  // GitHub may give the line ends back in its own way.
  return normalised(existing.body) === normalised(body)
    ? { kind: 'none' }
    : { kind: 'update', id: existing.id, body }
}

function normalised(body: string): string {
  return body.replaceAll('\r\n', '\n').trim()
}
