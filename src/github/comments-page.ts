import { propertyOf } from '../property-of.ts'
import type { ExistingComment } from '../ports/comments.ts'

/** A page of a pull request's comments. */
export interface CommentsPage {
  readonly nodes: readonly (ExistingComment & { readonly viewerDidAuthor: boolean })[]
  /** The cursor of the next page; `null` on the last. */
  readonly next: string | null
}

/**
 * Reads a page from GraphQL's answer. An unreadable answer must not count as "no comment yet": that would create a
 * second comment.
 * @throws Error if the answer isn't a page
 */
export function readCommentsPage(answer: unknown): CommentsPage {
  const comments = propertyOf(propertyOf(propertyOf(answer, 'repository'), 'pullRequest'), 'comments')
  const nodes = propertyOf(comments, 'nodes')
  const pageInfo = propertyOf(comments, 'pageInfo')
  const cursor = propertyOf(pageInfo, 'endCursor')
  if (!Array.isArray(nodes)) throw unreadable()
  return {
    nodes: nodes.map(readNode),
    next: propertyOf(pageInfo, 'hasNextPage') === true && typeof cursor === 'string' ? cursor : null,
  }
}

function readNode(node: unknown): CommentsPage['nodes'][number] {
  const id = propertyOf(node, 'id')
  const body = propertyOf(node, 'body')
  if (typeof id !== 'string' || typeof body !== 'string') throw unreadable()
  return { id, body, viewerDidAuthor: propertyOf(node, 'viewerDidAuthor') === true }
}

/** Returns the error of an answer that isn't GitHub's, or is incomplete. */
export function unreadable(): Error {
  return new Error("something other than GitHub answered, or GitHub gave an answer that can't be read")
}
