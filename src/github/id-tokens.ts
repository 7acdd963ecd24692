import * as core from '@actions/core'
import type { IdTokens } from '../aws/id-tokens.ts'
import { ProblemError, type Problem } from '../sharing/problem.ts'

// A token takes well under a second. The toolkit's client sets no limit of its own; a service that hangs must not hold
// the job.
const limitMilliseconds = 20_000
// The toolkit repeats 502, 503 and 504 by itself; a broken connection and silence it doesn't.
const pausesMilliseconds = [1000, 2000]

/** GitHub's ID tokens. A job gets them only with `permissions: id-token: write`. */
export class GitHubIdTokens implements IdTokens {
  readonly #checkWay: (address: URL) => unknown

  /** @param checkWay throws a ProblemError where the way to an address isn't known */
  constructor(checkWay: (address: URL) => unknown = () => undefined) {
    this.#checkWay = checkWay
  }

  async request(audience: string): Promise<string> {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = process.env
    if (!url || !token) {
      // Loaded only here: speed doesn't matter any more.
      const { whyThereIsNone } = await import('./missing-id-token.ts')
      throw new ProblemError(whyThereIsNone())
    }
    if (URL.canParse(url)) this.#checkWay(new URL(url))
    for (const pause of [...pausesMilliseconds, undefined]) {
      try {
        return await requestOnce(audience)
      } catch (error) {
        if (pause === undefined || !mayHeal(error)) throw refusal(error)
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    }
    throw new Error('The last attempt neither ended nor failed.')
  }
}

async function requestOnce(audience: string): Promise<string> {
  // core masks the token before it hands it out.
  const token: unknown = await inTime(core.getIDToken(audience))
  if (typeof token !== 'string') throw new Error('an answer without a token')
  return token
}

async function inTime(token: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const timeIsUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${limitMilliseconds / 1000} s`))
    }, limitMilliseconds)
  })
  try {
    return await Promise.race([token, timeIsUp])
  } finally {
    clearTimeout(timer)
  }
}

function refusal(error: unknown): ProblemError {
  const problem: Problem = {
    reason: 'oidc-unavailable',
    message: `GitHub's token service gave no ID token (${whatCame(error)}).`,
    remedy: "Look at githubstatus.com and the runner's network and proxy, then run it again.",
  }
  return new ProblemError(problem, error)
}

function mayHeal(error: unknown): boolean {
  const text = textOf(error)
  const status = statusOf(text)
  return status === undefined ? !/certificate|token/i.test(causeIn(text)) : status === 429 || status === 500
}

// The toolkit writes status and cause into one text of several lines.
function whatCame(error: unknown): string {
  const text = textOf(error)
  const status = statusOf(text)
  if (status !== undefined) return `HTTP status ${status}`
  if (text.includes('ID Token field')) return 'an answer without a token'
  const cause = causeIn(text)
  return cause === 'Invalid URL' ? 'a redirect that leads nowhere' : cause
}

function causeIn(text: string): string {
  const cause = [...text.matchAll(/Error Message: ([^\n]*)/gi)].at(-1)?.[1]
  return (cause ?? text).trim().split('\n')[0] ?? ''
}

function statusOf(text: string): number | undefined {
  const status = /Error Code : ([0-9]{3})/.exec(text)?.[1]
  return status === undefined ? undefined : Number(status)
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
