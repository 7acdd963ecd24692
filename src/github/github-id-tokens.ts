import { propertyOf } from '../property-of.ts'
import { HttpClient } from '@actions/http-client'
import { BearerCredentialHandler } from '@actions/http-client/lib/auth'
import type { IdTokens } from '../ports/id-tokens.ts'
import { ProblemError, type Problem } from '../sharing/problem.ts'
import { withTimeLimit } from '../time-limit.ts'
import type { EventFile } from './event-file.ts'
import { noIdToken, whyThereIsNone } from './missing-id-token.ts'
import type { Secrets } from './redaction.ts'

// A token takes well under a second. The toolkit's client sets no limit of its own; a hung service must not hold
// the job.
const limitMilliseconds = 20_000
// The toolkit's client retries 502, 503 and 504 by itself, but not a broken connection or silence.
const pausesMilliseconds = [1000, 2000]
const mostRepeats = 10

/** The job's permission to request ID tokens. */
interface TokenRequest {
  readonly address: URL
  readonly bearer: string
}

/** GitHub's ID tokens. A job gets them only with `permissions: id-token: write`. */
export class GitHubIdTokens implements IdTokens {
  readonly #secrets: Secrets
  readonly #event: EventFile
  readonly #checkWay: (address: URL) => unknown

  /**
   * @param secrets receives every token before any other code, to redact it
   * @param event explains a missing token
   * @param checkWay throws a ProblemError if the route to an address isn't known
   */
  constructor(secrets: Secrets, event: EventFile, checkWay: (address: URL) => unknown = () => undefined) {
    this.#secrets = secrets
    this.#event = event
    this.#checkWay = checkWay
  }

  async request(audience: string): Promise<string> {
    const request = this.#rightToAsk(audience)
    this.#checkWay(request.address)
    for (const pause of [...pausesMilliseconds, undefined]) {
      try {
        return this.#masked(await requestOnce(request))
      } catch (error) {
        if (pause === undefined || !isPassing(error)) throw refusal(error)
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    }
    throw new Error('The last attempt neither ended nor failed.')
  }

  #rightToAsk(audience: string): TokenRequest {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = process.env
    if (!url || !bearer) throw new ProblemError(whyThereIsNone(this.#event.read()))
    this.#secrets.mask(bearer)
    // Every character that a header can't hold. Node's own error would quote neither the value nor the variable.
    if (/[^\t\u0020-\u007E\u0080-\u00FF]/.test(bearer))
      throw unusable("ACTIONS_ID_TOKEN_REQUEST_TOKEN holds a character that can't be sent")
    if (!URL.canParse(url)) throw unusable("ACTIONS_ID_TOKEN_REQUEST_URL can't be read as an address")
    const address = new URL(url)
    // The toolkit's client treats every protocol but https: as http:, and would send the token unencrypted.
    if (!['https:', 'http:'].includes(address.protocol))
      throw unusable(
        `ACTIONS_ID_TOKEN_REQUEST_URL is an address with ${address.protocol} and not with https:`,
      )
    address.search = `${address.search === '' ? '?' : `${address.search}&`}audience=${encodeURIComponent(audience)}`
    return { address, bearer }
  }

  // Claims and signature are secrets by themselves too: a quote of a token may split it. The header is the same in all
  // tokens.
  #masked(token: string): string {
    const [, ...parts] = token.split('.')
    for (const secret of [token, ...parts]) this.#secrets.mask(secret)
    return token
  }
}

/** The error of a token service that answered without a token. */
class NoToken extends Error {
  readonly mayHeal: boolean

  constructor(what: string, mayHeal = false) {
    super(what)
    this.mayHeal = mayHeal
  }
}

async function requestOnce(request: TokenRequest): Promise<string> {
  return withTimeLimit(
    ask(request),
    limitMilliseconds,
    () => new Error(`no answer within ${limitMilliseconds / 1000} s`),
  )
}

async function ask({ address, bearer }: TokenRequest): Promise<string> {
  const client = new HttpClient('actions/oidc-client', [new BearerCredentialHandler(bearer)], {
    // The client sends the bearer token to any redirect target.
    allowRedirects: false,
    allowRetries: true,
    maxRetries: mostRepeats,
  })
  const answer = await client.get(address.href, { accept: 'application/json' })
  const { statusCode: status = 0, headers } = answer.message
  if (status >= 300 && status < 400) throw new NoToken(redirected(address, headers.location, status))
  if (status !== 200) throw new NoToken(`HTTP status ${status}`, status === 429 || status === 500)
  const token = propertyOf(parsed(await answer.readBody()), 'value')
  if (typeof token !== 'string' || token === '') throw new NoToken('an answer without a token')
  return token
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// Names only the hosts of both addresses: the rest may hold secrets.
function redirected(from: URL, location: string | undefined, status: number): string {
  const to =
    location !== undefined && URL.canParse(location, from.href)
      ? new URL(location, from).host
      : "an address that can't be read"
  return `a redirect from ${from.host} to ${to}, HTTP status ${status}, which is not followed`
}

function isPassing(error: unknown): boolean {
  return error instanceof NoToken ? error.mayHeal : !/certificate/i.test(textOf(error))
}

function unusable(what: string): ProblemError {
  const remedy = 'The runner sets this variable: let no step and no env of the workflow change it.'
  return new ProblemError(noIdToken(what, remedy))
}

function refusal(error: unknown): ProblemError {
  const problem: Problem = {
    reason: 'oidc-unavailable',
    message: `GitHub's token service gave no ID token (${textOf(error).trim().split('\n')[0] ?? ''}).`,
    remedy: "Look at githubstatus.com and the runner's network and proxy, then run it again.",
  }
  return new ProblemError(problem, error)
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
