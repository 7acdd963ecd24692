import type { ExistingComment } from '../ports/comments.ts'

/** A page of a pull request's comments. */
export interface CommentsPage {
  readonly nodes: readonly (ExistingComment & { readonly viewerDidAuthor: boolean })[]
  /** The cursor of the next page; `null` on the last. */
  readonly next: string | null
}

/**
 * Reads a page out of GraphQL's answer. What can't be read must not be taken for "no comment yet": that would make a
 * second one.
 * @throws Error when it isn't one
 */
export function readCommentsPage(answer: unknown): CommentsPage {
  const comments = fieldOf(fieldOf(fieldOf(answer, 'repository'), 'pullRequest'), 'comments')
  const nodes = fieldOf(comments, 'nodes')
  const pageInfo = fieldOf(comments, 'pageInfo')
  const cursor = fieldOf(pageInfo, 'endCursor')
  if (!Array.isArray(nodes)) throw unreadable()
  return {
    nodes: nodes.map(readNode),
    next: fieldOf(pageInfo, 'hasNextPage') === true && typeof cursor === 'string' ? cursor : null,
  }
}

function readNode(node: unknown): CommentsPage['nodes'][number] {
  const id = fieldOf(node, 'id')
  const body = fieldOf(node, 'body')
  if (typeof id !== 'string' || typeof body !== 'string') throw unreadable()
  return { id, body, viewerDidAuthor: fieldOf(node, 'viewerDidAuthor') === true }
}

/** A member of anything; `undefined` where there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

/** The error of an answer that isn't GitHub's, or not whole. */
export function unreadable(): Error {
  return new Error("something other than GitHub answered, or GitHub gave an answer that can't be read")
}
