import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'

/** A forward proxy on loopback that tunnels every host to one port of this machine, and notes who asked for what. */
export class ConnectProxy {
  /** `host:port` of every tunnel asked for. */
  readonly tunnels: string[] = []
  /** The `Proxy-Authorization` of every tunnel asked for. */
  readonly authorizations: (string | undefined)[] = []
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor(server: Server) {
    this.#server = server
  }

  /**
   * Starts a proxy on a free port.
   *
   * @param target where tunnels lead, a URL of this machine; `undefined` opens none
   * @param refusal what it answers instead
   */
  static async start(
    target: string | undefined,
    refusal = 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n',
  ): Promise<ConnectProxy> {
    const server = createServer()
    const proxy = new ConnectProxy(server)
    server.on('connect', (request, socket: Socket) => {
      proxy.tunnels.push(request.url ?? '')
      proxy.authorizations.push(request.headers['proxy-authorization'])
      // A client may break off before it has read the refusal.
      if (target === undefined) socket.on('error', () => {}).end(refusal)
      else proxy.#tunnel(socket, Number(new URL(target).port))
    })
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    return proxy
  }

  /** What `HTTPS_PROXY` is to be, with a name and a password if there are some. */
  url(userInfo = ''): string {
    return `http://${userInfo}127.0.0.1:${portOf(this.#server.address())}`
  }

  /** Ends the proxy and every tunnel. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
      for (const socket of this.#sockets) socket.destroy()
    })
  }

  #tunnel(client: Socket, port: number): void {
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      client.pipe(upstream).pipe(client)
    })
    for (const socket of [client, upstream]) {
      this.#sockets.add(socket)
      // A side that breaks off takes the other with it; that is all there is to do about it.
      socket.on('error', () => {})
      socket.once('close', () => {
        client.destroy()
        upstream.destroy()
      })
    }
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The proxy has no TCP port')
  return address.port
}
