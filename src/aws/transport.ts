import type { Agent } from 'node:https'
import { setImmediate } from 'node:timers/promises'
import { proxyFor } from './proxy.ts'
import { withTimeLimit } from '../time-limit.ts'
import { NodeHttpHandler } from '@smithy/node-http-handler'

// Connecting takes well under a second from anywhere; a request to WorkSpaces a few at most.
const connectionTimeoutMilliseconds = 5000
const requestTimeoutMilliseconds = 20_000
// For answers that start in time and then never end. Who gives no answer three times gives none the tenth time either; each silence takes 20 seconds or more.
const attemptsMilliseconds = [30_000, 30_000, 30_000] as const
// A read may be given up sooner, since it changes nothing: two attempts within the time of one of a write. Other Regions
// wait for it before anything is written, and an answer takes a second or two.
const readAttemptsMilliseconds = [8000, 12_000] as const

type Handle = NodeHttpHandler['handle']
type Request = Parameters<Handle>[0]
type HandlerOptions = NonNullable<ConstructorParameters<typeof NodeHttpHandler>[0]>

/**
 * Sends the SDK's requests, directly or through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name. The SDK
 * ignores these variables; self-hosted runners need them. The rules are those of GitHub's own toolkit, so that the
 * ID token and the calls to AWS take the same way.
 */
export class Transport extends NodeHttpHandler {
  readonly #proxied = new Map<string, Promise<NodeHttpHandler>>()
  readonly #direct: Agent | undefined

  /** @param direct keeps the connections that go through no proxy */
  constructor(direct?: Agent) {
    super({ ...timeouts, ...(direct === undefined ? {} : { httpsAgent: direct }) })
    this.#direct = direct
  }

  override async handle(request: Request, options?: Parameters<Handle>[1]): ReturnType<Handle> {
    // Where an answer is there before Node has noted that its request is sent, the connection becomes free a moment after
    // the answer. Whoever asks at once would open another one, which takes two round trips.
    await setImmediate()
    const port = request.port === undefined ? '' : `:${request.port}`
    const proxy = proxyFor(new URL(`${request.protocol}//${request.hostname}${port}`))
    if (proxy === undefined) return super.handle(request, options)
    const handler = await this.#through(proxy)
    return handler.handle(request, options)
  }

  override destroy(): void {
    super.destroy()
    // The handler knows of it only after the first request.
    this.#direct?.destroy()
    for (const handler of this.#proxied.values()) void handler.then((one) => one.destroy())
  }

  async #through(proxy: URL): Promise<NodeHttpHandler> {
    const known = this.#proxied.get(proxy.href)
    if (known !== undefined) return known
    const handler = proxiedHandler(proxy)
    this.#proxied.set(proxy.href, handler)
    return handler
  }
}

const timeouts = {
  connectionTimeout: connectionTimeoutMilliseconds,
  requestTimeout: requestTimeoutMilliseconds,
  // Without this the SDK only logs that the time is up, and goes on waiting.
  throwOnRequestTimeout: true,
} satisfies HandlerOptions

async function proxiedHandler(proxy: URL): Promise<NodeHttpHandler> {
  const { HttpsProxyAgent } = await import('https-proxy-agent')
  const agent = new HttpsProxyAgent(proxy, { keepAlive: true })
  return new NodeHttpHandler({ ...timeouts, httpAgent: agent, httpsAgent: agent })
}

/** What a plug-in needs of the SDK's middleware stack; every client's stack has it. */
interface AttemptStack {
  addRelativeTo(
    middleware: <Argument, Result>(
      next: (argument: Argument) => Promise<Result>,
    ) => (argument: Argument) => Promise<Result>,
    options: {
      readonly name: string
      readonly relation: 'after'
      readonly toMiddleware: string
      readonly override: boolean
    },
  ): void
}

/** A plug-in for the SDK's clients and commands. */
interface AttemptPlugin {
  applyToStack(stack: AttemptStack): void
}

/**
 * A plug-in that ends every attempt after 30 seconds, whatever the server does: the SDK's own time-outs end with the
 * answer's first byte or begin again with each one. The attempt is then retried like any other time-out, but not for
 * ever: silence is no answer that gets better by asking on.
 */
export const attemptTimeout: AttemptPlugin = attemptsEnd(attemptsMilliseconds)

/** The same for a read: at most two silent attempts, within 20 seconds together. Goes before {@link attemptTimeout}. */
export const readTimeout: AttemptPlugin = attemptsEnd(readAttemptsMilliseconds)

/** @param limits how long an attempt may take, by how many silent ones there were before; no more are made than these */
function attemptsEnd(limits: readonly [number, ...number[]]): AttemptPlugin {
  return {
    applyToStack(stack) {
      stack.addRelativeTo(
        (next) => {
          // The stack is built anew for every call, so this counts the silences of one.
          let silences = 0
          return async (argument) => {
            const began = performance.now()
            try {
              return await withTimeLimit(next(argument), limits[silences] ?? limits[0], timeIsUp)
            } catch (error) {
              silences += isSilence(error, performance.now() - began) ? 1 : 0
              throw silences < limits.length ? error : noAnswer(silences)
            }
          }
        },
        {
          name: 'attemptTimeoutMiddleware',
          relation: 'after',
          toMiddleware: 'retryMiddleware',
          override: true,
        },
      )
    },
  }
}

// A connection that broke has the same name, and comes at once.
function isSilence(error: unknown, milliseconds: number): boolean {
  return (
    error instanceof Error && error.name === 'TimeoutError' && milliseconds >= connectionTimeoutMilliseconds
  )
}

// Without a cause: the SDK would find the time-out there and try again.
function noAnswer(times: number): Error {
  return Object.assign(new Error(`no answer in time, ${times} times`), { name: 'NoAnswer' })
}

// The name is what the SDK recognises as worth another attempt.
function timeIsUp(): Error {
  return Object.assign(new Error('The answer did not end in time.'), { name: 'TimeoutError' })
}
