import { getOctokit } from '@actions/github'
import { retry } from '@octokit/plugin-retry'

/** The client of GitHub's API, with the token of the step. */
export type ApiClient = ReturnType<typeof getOctokit>
type Plugin = NonNullable<Parameters<typeof getOctokit>[2]>

// A hung request leaves time for another one.
const attemptMilliseconds = 9000

// Messages of GitHub's headers and of the client about the client don't belong in the log.
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore }

/**
 * Builds a client that repeats failed requests and limits the time of each attempt.
 * @param giveUp aborts every request
 */
export function apiClient(token: string, giveUp: AbortSignal): ApiClient {
  // No option "request": it would replace the toolkit's, and with it the route through a proxy.
  return getOctokit(token, { log: silent, retry: { retries: 2 } }, attemptsEnd(giveUp), retry)
}

/** Returns a plug-in for octokit that limits the time of each attempt. It must precede the plug-in that retries. */
function attemptsEnd(giveUp: AbortSignal): Plugin {
  return (octokit) => {
    octokit.hook.wrap('request', async (request, options) => {
      // Not AbortSignal.timeout: on Node 20 nothing references it within AbortSignal.any, and it may never fire.
      const timeIsUp = new AbortController()
      const timer = setTimeout(() => {
        timeIsUp.abort(new DOMException('no answer in time', 'TimeoutError'))
      }, attemptMilliseconds)
      // Inner hooks get this same object, whatever options are passed on.
      Object.assign(options.request, { signal: AbortSignal.any([timeIsUp.signal, giveUp]), log: silent })
      try {
        return await request(options)
      } finally {
        clearTimeout(timer)
      }
    })
    return {}
  }
}

function ignore(): void {
  // Deliberately empty.
}
