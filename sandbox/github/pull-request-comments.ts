/** A comment on a pull request. */
export interface Comment {
  id: number
  author: string
  body: string
}

/** An answer of the comments' API: a status and a JSON body; no body for 204. */
export interface ApiAnswer {
  status: number
  body?: unknown
}

/** Who the sandbox's token speaks for, as `GITHUB_TOKEN` does. */
export const TOKEN_AUTHOR = 'github-actions[bot]'

const pageSize = 100
const longestBody = 65_536

/**
 * Pull request comments as GitHub's API has them: GraphQL to read (with `viewerDidAuthor`), REST to write.
 * https://docs.github.com/en/rest/issues/comments
 */
export class PullRequestComments {
  /** A fork's token reads only. */
  permission: 'read' | 'write' = 'write'
  readonly #comments = new Map<number, Comment[]>()
  #lastId = 1000

  /** The comments of a pull request, the oldest first. */
  on(pullRequest: number): Comment[] {
    return this.#comments.get(pullRequest) ?? []
  }

  /** Adds a comment, as anybody. */
  add(pullRequest: number, author: string, body: string): Comment {
    this.#lastId += 1
    const comment = { id: this.#lastId, author, body }
    this.#comments.set(pullRequest, [...this.on(pullRequest), comment])
    return comment
  }

  /** Answers a query for the comments of a pull request, 100 a page; the cursor is the index of the last one. */
  query(variables: Record<string, unknown>): ApiAnswer {
    const all = this.on(Number(variables['number']))
    const after = variables['after']
    const start = typeof after === 'string' ? Number(after) + 1 : 0
    const page = all.slice(start, start + pageSize)
    const comments = {
      nodes: page.map(({ id, author, body }) => ({
        databaseId: id,
        body,
        viewerDidAuthor: author === TOKEN_AUTHOR,
      })),
      pageInfo: {
        hasNextPage: start + page.length < all.length,
        endCursor: page.length > 0 ? String(start + page.length - 1) : null,
      },
    }
    return { status: 200, body: { data: { repository: { pullRequest: { comments } } } } }
  }

  /** POST /repos/{owner}/{repo}/issues/{number}/comments */
  create(pullRequest: number, body: string): ApiAnswer {
    const refusal = this.#refuse(body)
    if (refusal !== undefined) return refusal
    const { id } = this.add(pullRequest, TOKEN_AUTHOR, body)
    return { status: 201, body: { id, body } }
  }

  /** PATCH /repos/{owner}/{repo}/issues/comments/{id} */
  update(id: number, body: string): ApiAnswer {
    const refusal = this.#refuse(body) ?? this.#notOurs(id)
    if (refusal !== undefined) return refusal
    for (const comment of [...this.#comments.values()].flat()) if (comment.id === id) comment.body = body
    return { status: 200, body: { id, body } }
  }

  /** DELETE /repos/{owner}/{repo}/issues/comments/{id} */
  remove(id: number): ApiAnswer {
    const refusal = this.#refuse('') ?? this.#notOurs(id)
    if (refusal !== undefined) return refusal
    for (const [pullRequest, comments] of this.#comments) {
      this.#comments.set(
        pullRequest,
        comments.filter((comment) => comment.id !== id),
      )
    }
    return { status: 204 }
  }

  #refuse(body: string): ApiAnswer | undefined {
    if (this.permission === 'read') {
      return { status: 403, body: { message: 'Resource not accessible by integration' } }
    }
    if (body.length > longestBody)
      return { status: 422, body: { message: 'Validation Failed: body is too long' } }
    return undefined
  }

  #notOurs(id: number): ApiAnswer | undefined {
    const comment = [...this.#comments.values()].flat().find((one) => one.id === id)
    if (comment === undefined) return { status: 404, body: { message: 'Not Found' } }
    return comment.author === TOKEN_AUTHOR
      ? undefined
      : { status: 403, body: { message: 'Must have admin rights' } }
  }
}
