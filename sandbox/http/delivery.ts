import { setTimeout as wait } from 'node:timers/promises'
import type { Exchange } from './loopback-server.ts'

/** A complete HTTP response. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** A fault of the network, a proxy or a load balancer between the service and its client. */
export type Misbehaviour =
  /** A foreign response: a proxy's HTML, a captive portal, a redirect. */
  | {
      kind: 'http'
      status: number
      contentType?: string
      body?: string
      headers?: Record<string, string>
    }
  /** The connection closes without a response. */
  | { kind: 'reset' }
  /** Half the body arrives, under headers that announce all of it; then the connection closes. */
  | { kind: 'cut' }
  /** No response, ever. */
  | { kind: 'hang' }
  /** The correct response after a delay. */
  | { kind: 'slow'; ms: number }
  /** The headers, then the body byte by byte, without an end. */
  | { kind: 'slow-loris'; everyMs: number }
  /** The correct response under another content type. */
  | { kind: 'content-type'; value: string }

/**
 * Sends a response, possibly with a fault.
 *
 * `record.status` is set just before the last byte is sent, and stays unchanged if no complete response is sent.
 */
export async function deliver(
  exchange: Exchange,
  answer: Answer,
  record: { status: number },
  how?: Misbehaviour,
): Promise<void> {
  switch (how?.kind) {
    case undefined:
      return send(exchange, answer, record)
    case 'http':
      return send(exchange, replacement(how), record)
    case 'slow':
      await pause(exchange, how.ms)
      return send(exchange, answer, record)
    case 'content-type':
      return send(exchange, { ...answer, headers: { ...answer.headers, 'content-type': how.value } }, record)
    case 'hang':
      return
    case 'reset':
      exchange.request.socket.destroy()
      return
    case 'cut':
      return cut(exchange, answer)
    case 'slow-loris':
      return drip(exchange, answer, how.everyMs)
  }
}

/** Returns whether the request reaches the service, and so takes effect. */
export function reachesService(how: Misbehaviour | undefined): boolean {
  return how?.kind !== 'http' && how?.kind !== 'reset' && how?.kind !== 'hang'
}

/** The response of a service that received no request. */
export const NO_ANSWER: Answer = { status: 200, headers: {}, body: '' }

/** Waits, but no longer than the server lives. */
export async function pause(exchange: Exchange, ms: number): Promise<void> {
  if (ms <= 0) return
  try {
    await wait(ms, undefined, { signal: exchange.closing })
  } catch {
    // The server closes, so a waiting client finds the connection closed.
  }
}

function send({ response }: Exchange, answer: Answer, record: { status: number }): void {
  if (response.destroyed) return
  record.status = answer.status
  response
    .writeHead(answer.status, { ...answer.headers, 'content-length': String(Buffer.byteLength(answer.body)) })
    .end(answer.body)
}

function replacement(how: Misbehaviour & { kind: 'http' }): Answer {
  const type = how.contentType === undefined ? {} : { 'content-type': how.contentType }
  return { status: how.status, headers: { ...type, ...how.headers }, body: how.body ?? '' }
}

function cut({ request, response }: Exchange, answer: Answer): void {
  if (response.destroyed) return
  // An empty body has no half, so an unclosed JSON object replaces it.
  const body = answer.body.length === 0 ? Buffer.from('{}') : asBytes(answer)
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.length) })
  response.write(body.subarray(0, Math.ceil(body.length / 2)), () => request.socket.destroy())
}

function asBytes({ body }: Answer): Buffer {
  return typeof body === 'string' ? Buffer.from(body) : Buffer.from(body)
}

async function drip(exchange: Exchange, answer: Answer, everyMs: number): Promise<void> {
  const { response, closing } = exchange
  if (response.destroyed) return
  const bytes = asBytes(answer)
  response.writeHead(answer.status, answer.headers)
  response.flushHeaders()
  for (let sent = 0; !response.destroyed && !closing.aborted; sent += 1) {
    response.write(sent < bytes.length ? bytes.subarray(sent, sent + 1) : ' ')
    await pause(exchange, Math.max(1, everyMs))
  }
}
