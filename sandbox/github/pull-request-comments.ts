import type { ApiAnswer } from './rest.ts'
import { JOB_IDENTITY, mayDo, refusalOf, type GitHubToken } from './tokens.ts'

/** A comment on a pull request. */
export interface Comment {
  /** GitHub's `node_id`. */
  id: string
  author: string
  body: string
}

/** The login of the job's token, as for `GITHUB_TOKEN`. */
export const TOKEN_AUTHOR = JOB_IDENTITY.login

const pageSize = 100
const longestBody = 65_536

/**
 * Pull request comments as in GitHub's API.
 * https://docs.github.com/en/graphql/reference/objects#issuecomment
 */
export class PullRequestComments {
  /** `repeat`: every page names the same next page. `endless`: there is always another page. */
  pages: 'honest' | 'repeat' | 'endless' = 'honest'
  readonly #jobToken: GitHubToken
  readonly #comments = new Map<number, Comment[]>()
  #last = 0
  #cursors = 0

  /** @param jobToken the token used if none is given */
  constructor(jobToken: GitHubToken) {
    this.#jobToken = jobToken
  }

  /** The permission of the job's token for issues and pull requests. A fork's token can only read. */
  get permission(): 'read' | 'write' {
    return mayComment(this.#jobToken) ? 'write' : 'read'
  }

  set permission(access: 'read' | 'write') {
    Object.assign(this.#jobToken.permissions, { issues: access, 'pull-requests': access })
  }

  /** Returns the comments of a pull request, the oldest first. */
  on(pullRequest: number): Comment[] {
    return this.#comments.get(pullRequest) ?? []
  }

  /** Adds a comment by any author. */
  add(pullRequest: number, author: string, body: string): Comment {
    this.#last += 1
    const comment = { id: `IC_sandbox${this.#last}`, author, body }
    this.#comments.set(pullRequest, [...this.on(pullRequest), comment])
    return comment
  }

  /** Answers a query for the comments of a pull request, 100 per page. The cursor is the index of the last one. */
  query(variables: Record<string, unknown>, token = this.#jobToken): ApiAnswer {
    const all = this.on(Number(variables['number']))
    const after = variables['after']
    const start = typeof after === 'string' ? Number(after) + 1 : 0
    const page = all.slice(start, start + pageSize)
    const hasNextPage = this.pages !== 'honest' || start + page.length < all.length
    const comments = {
      nodes: page.map(({ id, author, body }) => ({
        id,
        body,
        viewerDidAuthor: author === token.identity.login,
      })),
      pageInfo: {
        hasNextPage,
        endCursor: this.#cursor(page.length > 0 ? start + page.length - 1 : undefined),
      },
    }
    return { status: 200, body: { data: { repository: { pullRequest: { comments } } } } }
  }

  /** POST /repos/{owner}/{repo}/issues/{number}/comments */
  create(pullRequest: number, body: string, token = this.#jobToken): ApiAnswer {
    if (body.length > longestBody) {
      return { status: 422, body: { message: 'Validation Failed: body is too long' } }
    }
    const { id } = this.add(pullRequest, token.identity.login, body)
    return { status: 201, body: { node_id: id, body } }
  }

  /** Runs the mutation updateIssueComment. */
  update(id: string, body: string, token = this.#jobToken): ApiAnswer {
    const refusal = this.#refuse(id, token)
    if (refusal !== undefined) return refused(refusal)
    if (body.length > longestBody) return refused('Body is too long (maximum is 65536 characters)')
    for (const comment of this.#all()) if (comment.id === id) comment.body = body
    return { status: 200, body: { data: { updateIssueComment: { clientMutationId: null } } } }
  }

  /** Runs the mutation deleteIssueComment. */
  remove(id: string, token = this.#jobToken): ApiAnswer {
    const refusal = this.#refuse(id, token)
    if (refusal !== undefined) return refused(refusal)
    for (const [pullRequest, comments] of this.#comments) {
      this.#comments.set(
        pullRequest,
        comments.filter((comment) => comment.id !== id),
      )
    }
    return { status: 200, body: { data: { deleteIssueComment: { clientMutationId: null } } } }
  }

  #cursor(last: number | undefined): string | null {
    if (this.pages === 'repeat') return '0'
    if (this.pages === 'honest') return last === undefined ? null : String(last)
    this.#cursors += 1
    return String(1_000_000 + this.#cursors)
  }

  #all(): Comment[] {
    return [...this.#comments.values()].flat()
  }

  #refuse(id: string, token: GitHubToken): string | undefined {
    const comment = this.#all().find((one) => one.id === id)
    if (comment === undefined) return `Could not resolve to a node with the global id of '${id}'.`
    const isAllowed = mayComment(token) && comment.author === token.identity.login
    return isAllowed ? undefined : refusalOf(token)
  }
}

function mayComment(token: GitHubToken): boolean {
  return mayDo(token, [
    ['issues', 'write'],
    ['pull-requests', 'write'],
  ])
}

/** GraphQL rejects requests with status 200. */
function refused(message: string): ApiAnswer {
  return { status: 200, body: { data: null, errors: [{ type: 'FORBIDDEN', message }] } }
}
