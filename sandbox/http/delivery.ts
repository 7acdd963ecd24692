import { setTimeout as wait } from 'node:timers/promises'
import type { Exchange } from './loopback-server.ts'

/** A whole HTTP answer. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A way for the network, a proxy or a load balancer to get between the service and its client. */
export type Misbehaviour =
  /** Some other answer: a proxy's HTML, a captive portal, a redirect. */
  | {
      kind: 'http'
      status: number
      contentType?: string
      body?: string
      headers?: Record<string, string>
    }
  /** The connection ends without an answer. */
  | { kind: 'reset' }
  /** Half the body arrives, under headers that promise all of it; then the connection ends. */
  | { kind: 'cut' }
  /** No answer, ever. */
  | { kind: 'hang' }
  /** The right answer, later. */
  | { kind: 'slow'; ms: number }
  /** The headers, then the body byte by byte, and no end. */
  | { kind: 'slow-loris'; everyMs: number }
  /** The right answer under another content type. */
  | { kind: 'content-type'; value: string }

/**
 * Sends an answer, or mistreats it.
 *
 * `record.status` becomes the status just before the last byte leaves, and stays as it is when no whole answer does.
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

/** Whether the service gets to see the request at all, and so does what it asks. */
export function reachesService(how: Misbehaviour | undefined): boolean {
  return how?.kind !== 'http' && how?.kind !== 'reset' && how?.kind !== 'hang'
}

/** The answer of a service that never saw the request. */
export const NO_ANSWER: Answer = { status: 200, headers: {}, body: '' }

/** Waits, though never longer than the server lives. */
export async function pause(exchange: Exchange, ms: number): Promise<void> {
  if (ms <= 0) return
  try {
    await wait(ms, undefined, { signal: exchange.closing })
  } catch {
    // The server closes: whoever waited finds the connection gone.
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
  // An empty body has no half: a JSON object that never closes stands in for it.
  const body = Buffer.from(answer.body === '' ? '{}' : answer.body)
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.length) })
  response.write(body.subarray(0, Math.ceil(body.length / 2)), () => request.socket.destroy())
}

async function drip(exchange: Exchange, answer: Answer, everyMs: number): Promise<void> {
  const { response, closing } = exchange
  if (response.destroyed) return
  const bytes = Buffer.from(answer.body)
  response.writeHead(answer.status, answer.headers)
  response.flushHeaders()
  for (let sent = 0; !response.destroyed && !closing.aborted; sent += 1) {
    response.write(sent < bytes.length ? bytes.subarray(sent, sent + 1) : ' ')
    await pause(exchange, Math.max(1, everyMs))
  }
}
