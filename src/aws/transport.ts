import type { ClientRequest } from 'node:http'
import type { Agent } from 'node:https'
import { setImmediate } from 'node:timers/promises'
import { proxyFor } from './proxy.ts'
import { ProblemError } from '../sharing/problem.ts'
import { withTimeLimit } from '../time-limit.ts'
import { NodeHttpHandler } from '@smithy/node-http-handler'

// Connecting takes well under a second from anywhere; a request to WorkSpaces takes a few at most.
const connectionTimeoutMilliseconds = 5000
const requestTimeoutMilliseconds = 20_000
// For answers that start in time and never end. A server that is silent three times is silent the tenth time too, and
// each silence takes 20 seconds or more.
const attemptsMilliseconds = [30_000, 30_000, 30_000] as const
// A read may be abandoned sooner, since it changes nothing: two attempts in the time of one write attempt. Other
// Regions wait for it before anything is written, and an answer takes a second or two.
const readAttemptsMilliseconds = [8000, 12_000] as const

type Handle = NodeHttpHandler['handle']
type Request = Parameters<Handle>[0]
type HandlerOptions = NonNullable<ConstructorParameters<typeof NodeHttpHandler>[0]>

/**
 * The transport of the SDK's requests, direct or through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name. The
 * SDK ignores these variables; self-hosted runners need them. The rules are those of GitHub's own toolkit, so that the
 * ID token and the calls to AWS take the same route.
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
    // If an answer arrives before Node has noted that its request is sent, the connection becomes free a moment after
    // the answer. An immediate request would open another connection, which takes two round trips.
    await setImmediate()
    const port = request.port === undefined ? '' : `:${request.port}`
    const proxy = proxyFor(new URL(`${request.protocol}//${request.hostname}${port}`))
    if (proxy === undefined) return super.handle(request, options)
    const handler = await this.#through(proxy)
    return handler.handle(request, options)
  }

  override destroy(): void {
    super.destroy()
    // The handler knows the agent only after the first request.
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
  // Without this the SDK only logs the time-out, and keeps waiting.
  throwOnRequestTimeout: true,
} satisfies HandlerOptions

async function proxiedHandler(proxy: URL): Promise<NodeHttpHandler> {
  const { HttpsProxyAgent } = await import('https-proxy-agent')
  const agent = new HttpsProxyAgent(proxy, { keepAlive: true })
  // The agent would give the proxy's refusal to the SDK as AWS's answer, and a status such as 201 as a success. Only a
  // tunnel leads to AWS, whose certificate is checked.
  agent.on('proxyConnect', ({ statusCode }: { statusCode: number }, request: ClientRequest) => {
    if (statusCode !== 200) request.destroy(noTunnel(statusCode))
  })
  return new NodeHttpHandler({ ...timeouts, httpAgent: agent, httpsAgent: agent })
}

/** The part of the SDK's middleware stack that a plug-in needs; every client's stack has it. */
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
 * A plug-in that ends every attempt after 30 seconds, whatever the server does: the SDK's own time-outs stop at the
 * answer's first byte or restart with each byte. The SDK then retries as after any other time-out, but not forever:
 * retrying doesn't help against silence.
 */
export const attemptTimeout: AttemptPlugin = attemptsEnd(attemptsMilliseconds)

/** The same for a read: at most two silent attempts, in 20 seconds in total. Overrides {@link attemptTimeout}. */
export const readTimeout: AttemptPlugin = attemptsEnd(readAttemptsMilliseconds)

/** @param limits time limit of an attempt, by the number of silent ones before it; also limits the silent attempts */
function attemptsEnd(limits: readonly [number, ...number[]]): AttemptPlugin {
  return {
    applyToStack(stack) {
      stack.addRelativeTo(
        (next) => {
          // The stack is rebuilt for every call, so this counts the silences of one call.
          let silences = 0
          return async (argument) => {
            const began = performance.now()
            try {
              return await withTimeLimit(next(argument), limits[silences] ?? limits[0], timeIsUp)
            } catch (error) {
              silences += isSilence(error, performance.now() - began) ? 1 : 0
              throw silences < limits.length ? ofThisCall(error) : noAnswer(silences)
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

// The SDK writes the number of a call's attempts on its error. Calls that wait for the same credentials fail with one.
function ofThisCall(error: unknown): unknown {
  return error instanceof ProblemError ? new ProblemError(error.problem, error.cause) : error
}

// The error of a broken connection has the same name, and comes at once.
function isSilence(error: unknown, milliseconds: number): boolean {
  return (
    error instanceof Error && error.name === 'TimeoutError' && milliseconds >= connectionTimeoutMilliseconds
  )
}

// The SDK tells by the status whether to try again.
function noTunnel(httpStatusCode: number): Error {
  return Object.assign(
    new Error(`The proxy opened no tunnel, but answered with HTTP status ${httpStatusCode}.`),
    {
      name: 'NoTunnel',
      $metadata: { httpStatusCode },
    },
  )
}

// Has no cause: the SDK would find the time-out there and retry.
function noAnswer(times: number): Error {
  return Object.assign(new Error(`no answer in time, ${times} times`), { name: 'NoAnswer' })
}

// The SDK recognises this name as retryable.
function timeIsUp(): Error {
  return Object.assign(new Error('The answer did not end in time.'), { name: 'TimeoutError' })
}
