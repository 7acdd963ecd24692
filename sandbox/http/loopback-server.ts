import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Socket } from 'node:net'

/** One request that has arrived whole, and the way to answer it. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly body: string
  /** Which TCP connection of this server it came over: 1 for the first. */
  readonly connection: number
  /** When it arrived, as `performance.now()`. */
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
 * An HTTP or HTTPS server on 127.0.0.1 that always closes: hung requests and idle connections end with it.
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
    // Closing an idle connection just when the client reuses it would look like a fault nobody injected.
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

  /** Starts listening on a free port; `serve` says what to do with the requests. */
  static async start(tls?: Tls): Promise<LoopbackServer> {
    const server = tls === undefined ? createHttpServer() : createHttpsServer(tls)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(0, '127.0.0.1', resolve)
    })
    return new LoopbackServer(server, tls === undefined ? 'http' : 'https')
  }

  /** How many connections were opened so far, used or not; over TLS, how many handshakes came to their end. */
  get connections(): number {
    return this.#connections
  }

  /** Hands every request to `handle`. To be called right after the start, and once. */
  serve(handle: (exchange: Exchange) => Promise<void>): void {
    this.#server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const connection = this.#ordinals.get(request.socket) ?? 0
      const at = performance.now()
      const closing = this.#closing.signal
      void answer(request, response, (body) => handle({ request, response, body, connection, at, closing }))
    })
  }

  /** Stops listening and ends every connection, also those whose request is still open. */
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
  handle: (body: string) => Promise<void>,
): Promise<void> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  } catch {
    return // The client hung up before its request was complete.
  }
  try {
    await handle(Buffer.concat(chunks).toString('utf8'))
  } catch (error) {
    if (response.headersSent) response.destroy()
    else response.writeHead(500, { 'content-type': 'text/plain' }).end(`Sandbox: ${String(error)}`)
  }
}
