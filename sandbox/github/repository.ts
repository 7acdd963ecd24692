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

/** The content and tokens of a GitHub repository, for tests to set up and inspect. */
export class Repository {
  readonly #jobToken = freshToken(JOB_IDENTITY)
  readonly #tokens = [this.#jobToken]
  /** The value of `GITHUB_TOKEN`. */
  readonly token = this.#jobToken.text
  /** The permissions of the job's token: all, until a test changes them. */
  readonly permissions = this.#jobToken.permissions
  readonly commits = new Commits()
  /** The comments of all pull requests. */
  readonly comments = new PullRequestComments(this.#jobToken)
  readonly statuses = new CommitStatuses(this.commits)
  readonly pullRequests = new PullRequests(this.commits)
  readonly issues = new Issues()

  /** Adds a token of an identity. It has all permissions unless others are given. */
  addToken(identity: Identity, permissions?: Partial<Record<Permission, Access>>): string {
    const token = freshToken(identity, permissions)
    this.#tokens.push(token)
    return token.text
  }

  /** Returns the token in an `Authorization` header. */
  protected tokenOf(authorization: string | undefined): GitHubToken | undefined {
    const [scheme, text] = (authorization ?? '').split(' ')
    return /^(?:token|bearer)$/i.test(scheme ?? '')
      ? this.#tokens.find((one) => one.text === text)
      : undefined
  }
}
