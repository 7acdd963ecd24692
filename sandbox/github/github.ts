import { randomBytes, randomUUID } from 'node:crypto'
import { deliver, NO_ANSWER, pause, reachesService, type Answer } from '../http/delivery.ts'
import { FaultQueue } from '../http/fault-queue.ts'
import { LoopbackServer, type Exchange, type Tls } from '../http/loopback-server.ts'
import { answerApi } from './api.ts'
import { DEFAULT_AUDIENCE, defaultClaims, tokenClaims } from './claims.ts'
import { Repository } from './repository.ts'
import { arm, type GitHubFault, type GitHubRequest } from './requests.ts'
import { parse } from './rest.ts'
import { Runs } from './runs.ts'
import { TokenIssuer } from './token-issuer.ts'

export type { GitHubFault, GitHubRequest } from './requests.ts'

/** A GitHub on loopback for a job: it issues ID tokens and has a repository. */
export class SandboxGitHub extends Repository {
  readonly url: string
  /** Every request, in the order of arrival. */
  readonly requests: GitHubRequest[] = []
  /** The bearer token that lets a job ask for ID tokens. */
  readonly requestToken = randomBytes(32).toString('base64url')
  /** Claims of future tokens. They override the claims specific to each token (`aud`, `exp`, ...). */
  claims: Record<string, unknown> = defaultClaims()
  /** Every ID token issued. */
  issued: string[] = []
  /** The environments and payloads of runs that the repository's events start. */
  readonly runs = new Runs(() => this.#variables(), this.pullRequests, this.commits)
  readonly #server: LoopbackServer
  readonly #issuer: TokenIssuer
  readonly #faults = new FaultQueue<GitHubRequest, GitHubFault>()
  readonly #tokenPath = `/${randomBytes(20).toString('hex')}//idtoken/${randomUUID()}/${randomUUID()}`

  private constructor(server: LoopbackServer, issuer: TokenIssuer) {
    super()
    this.url = server.url
    this.#server = server
    this.#issuer = issuer
  }

  /** Starts a GitHub. Another issuer than the usual one has a key of its own. */
  static async start(
    options: { tls?: Tls; latencyMs?: number; issuer?: TokenIssuer } = {},
  ): Promise<SandboxGitHub> {
    const issuer = options.issuer ?? new TokenIssuer()
    const server = await LoopbackServer.start(options.tls)
    const github = new SandboxGitHub(server, issuer)
    server.serve((exchange) => github.#answer(exchange, options.latencyMs ?? 0))
    return github
  }

  /** Returns whether this GitHub signed the token and it is valid now. */
  verify(jwt: string): boolean {
    return this.#issuer.verify(jwt)
  }

  /** Returns a job's environment variables under `permissions: id-token: write`. */
  oidcEnvironment(): Record<string, string> {
    return {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${this.url}${this.#tokenPath}?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: this.requestToken,
    }
  }

  /** Returns the runner's overrides (`github`) for a step of a pull request's run. */
  pullRequestVariables(pullRequest: number): Record<string, string> {
    return {
      ...this.#variables(),
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REF: `refs/pull/${pullRequest}/merge`,
    }
  }

  /** Injects a fault from the next request on. Faults injected earlier come first. */
  inject(fault: GitHubFault): void {
    this.#faults.add(arm(fault))
  }

  /** The number of injected faults that have affected no call. */
  get unusedFaults(): number {
    return this.#faults.unused
  }

  /** Clears all injected faults. Requests that already hang stay hung. */
  clearFaults(): void {
    this.#faults.clear()
  }

  /** Closes the server and every connection, hung ones included. */
  close(): Promise<void> {
    return this.#server.close()
  }

  #variables(): Record<string, string> {
    return {
      GITHUB_API_URL: this.url,
      GITHUB_GRAPHQL_URL: `${this.url}/graphql`,
      GITHUB_TOKEN: this.token,
    }
  }

  async #answer(exchange: Exchange, latencyMs: number): Promise<void> {
    const { method = '', url = '/', headers } = exchange.request
    const authorization = headers.authorization === undefined ? {} : { authorization: headers.authorization }
    const request: GitHubRequest = { method, path: url, status: 0, ...authorization, at: exchange.at }
    this.requests.push(request)
    const fault = this.#faults.next(request)
    fault?.onArrival?.()
    const isServed = fault?.late === true || reachesService(fault?.do)
    const answer = isServed ? this.#route(request, exchange.body) : NO_ANSWER
    await pause(exchange, latencyMs)
    await deliver(exchange, answer, request, fault?.do)
  }

  #route(request: GitHubRequest, body: string): Answer {
    const { pathname: path, searchParams: query } = new URL(`${this.url}${request.path}`)
    if (request.method === 'GET' && path === this.#tokenPath)
      return this.#issueToken(request.authorization, query)
    const token = this.tokenOf(request.authorization)
    if (token === undefined) return json(401, { message: 'Bad credentials' })
    const asked = { method: request.method, path, url: `${this.url}${path}`, query, body: parse(body), token }
    const answer = answerApi(asked, this)
    return json(answer.status, answer.body, answer.headers)
  }

  #issueToken(authorization: string | undefined, query: URLSearchParams): Answer {
    if (authorization !== `Bearer ${this.requestToken}`) return json(401, { message: 'Unauthorized' })
    const audience = query.get('audience') ?? DEFAULT_AUDIENCE
    const token = this.#issuer.issue({ ...tokenClaims(audience), ...this.claims })
    this.issued.push(token)
    return json(200, { value: token })
  }
}

function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  }
}
