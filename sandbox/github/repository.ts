import { CommitStatuses } from './commit-statuses.ts'
import { Commits } from './commits.ts'
import { Issues } from './issues.ts'
import { PullRequestComments } from './pull-request-comments.ts'
import { PullRequests } from './pull-requests.ts'
import {
  freshToken,
  JOB_IDENTITY,
  type Access,
  type GitHubToken,
  type Identity,
  type Permission,
} from './tokens.ts'

/** What the repository of a GitHub holds, and who may do what with it, as tests arrange it and look at it. */
export class Repository {
  readonly #jobToken = freshToken(JOB_IDENTITY)
  readonly #tokens = [this.#jobToken]
  /** What `GITHUB_TOKEN` is here. */
  readonly token = this.#jobToken.text
  /** What the job's token may do: everything, until a test says otherwise. */
  readonly permissions = this.#jobToken.permissions
  /** The commits there are. */
  readonly commits = new Commits()
  /** The comments of all pull requests. */
  readonly comments = new PullRequestComments(this.#jobToken)
  readonly statuses = new CommitStatuses(this.commits)
  readonly pullRequests = new PullRequests(this.commits)
  readonly issues = new Issues()

  /** Makes a token known that speaks for somebody; it may do everything unless it is told otherwise. */
  addToken(identity: Identity, permissions?: Partial<Record<Permission, Access>>): string {
    const token = freshToken(identity, permissions)
    this.#tokens.push(token)
    return token.text
  }

  /** The token in an `Authorization` header. */
  protected tokenOf(authorization: string | undefined): GitHubToken | undefined {
    const [scheme, text] = (authorization ?? '').split(' ')
    return /^(?:token|bearer)$/i.test(scheme ?? '')
      ? this.#tokens.find((one) => one.text === text)
      : undefined
  }
}
