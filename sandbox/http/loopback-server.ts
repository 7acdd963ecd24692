import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Socket } from 'node:net'

/** A completely received request, and the means to respond to it. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly body: string
  /** The same as it arrived: not every body is text. */
  readonly bytes: Buffer
  /** The number of its TCP connection to this server, counted from 1. */
  readonly connection: number
  /** The time of arrival, as `performance.now()`. */
  readonly at: number
  /** Aborts when the server closes, so that nothing waits longer than the server lives. */
  readonly closing: AbortSignal
}

/** A server's private key and certificate, both PEM. */
export interface Tls {
  readonly key: string
  readonly cert: string
}

/**
 * An HTTP or HTTPS server on 127.0.0.1. Closing it always succeeds: it closes hung requests and idle connections too.
 */
export class LoopbackServer {
  /** `http://127.0.0.1:port`, or `https:` with a certificate. */
  readonly url: string
  readonly #server: Server
  readonly #closing = new AbortController()
  readonly #sockets = new Set<Socket>()
  readonly #ordinals = new WeakMap<Socket, number>()
  #connections = 0

  private constructor(server: Server, scheme: 'http' | 'https') {
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('The server has no TCP port')
    this.url = `${scheme}://127.0.0.1:${address.port}`
    this.#server = server
    // Closing an idle connection just as the client reuses it would look like a fault that nobody injected.
    server.keepAliveTimeout = 0
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
    server.on(scheme === 'https' ? 'secureConnection' : 'connection', (socket: Socket) => {
      this.#connections += 1
      this.#ordinals.set(socket, this.#connections)
    })
  }

  /** Starts listening on a free port; `serve` sets the request handler. */
  static async start(tls?: Tls): Promise<LoopbackServer> {
    const server = tls === undefined ? createHttpServer() : createHttpsServer(tls)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(0, '127.0.0.1', resolve)
    })
    return new LoopbackServer(server, tls === undefined ? 'http' : 'https')
  }

  /** The number of connections opened so far, used or not; over TLS, the number of completed handshakes. */
  get connections(): number {
    return this.#connections
  }

  /** Passes every request to `handle`. Call it once, right after the start. */
  serve(handle: (exchange: Exchange) => Promise<void>): void {
    this.#server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const connection = this.#ordinals.get(request.socket) ?? 0
      const at = performance.now()
      const closing = this.#closing.signal
      void answer(request, response, (bytes) =>
        handle({ request, response, body: bytes.toString('utf8'), bytes, connection, at, closing }),
      )
    })
  }

  /** Stops listening and closes every connection, including those with open requests. */
  async close(): Promise<void> {
    this.#closing.abort()
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve())
      for (const socket of this.#sockets) socket.destroy()
    })
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handle: (bytes: Buffer) => Promise<void>,
): Promise<void> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  } catch {
    return // The client hung up before its request was complete.
  }
  try {
    await handle(Buffer.concat(chunks))
  } catch (error) {
    if (response.headersSent) response.destroy()
    else response.writeHead(500, { 'content-type': 'text/plain' }).end(`Sandbox: ${String(error)}`)
  }
}
