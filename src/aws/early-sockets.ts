import { Agent, type RequestOptions } from 'node:https'
import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'

type CreateConnection = Agent['createConnection']

/**
 * Keeps connections alive as the SDK's own agent does, and opens some before a request asks for one: connecting takes
 * two round trips, which can pass while something else is waited for. What goes wrong with an early connection is
 * nobody's problem: the request that finds none opens its own, and tells.
 */
export class EarlySockets extends Agent {
  #early: { readonly server: string; readonly socket: Duplex }[] = []
  readonly #opening = new Set<Duplex>()

  constructor() {
    super({ keepAlive: true, maxSockets: 50 })
  }

  /** Whether a connection that was opened early isn't there yet. */
  get areOpening(): boolean {
    return this.#opening.size > 0
  }

  /** Opens so many connections to a server. */
  open({ hostname, port }: URL, count: number): void {
    const host = hostname.replace(/^\[|\]$/g, '')
    const options = {
      ...this.options,
      host,
      port: Number(port || 443),
      servername: isIP(host) === 0 ? host : '',
    }
    for (let opened = 0; opened < count; opened += 1) {
      const socket = super.createConnection(options)
      if (!socket) return
      this.#early.push({ server: serverOf(options), socket })
      this.#opening.add(socket)
      socket.once('secureConnect', () => this.#opening.delete(socket))
      socket.on('error', () => undefined)
      socket.once('close', () => {
        this.#opening.delete(socket)
        this.#drop(socket)
      })
    }
  }

  override createConnection(
    ...[options, onCreated]: Parameters<CreateConnection>
  ): ReturnType<CreateConnection> {
    const found = this.#early.find(({ server }) => server === serverOf(options))
    if (found === undefined) return super.createConnection(options, onCreated)
    this.#drop(found.socket)
    return found.socket
  }

  override destroy(): void {
    super.destroy()
    for (const { socket } of this.#early) socket.destroy()
  }

  #drop(socket: Duplex): void {
    this.#early = this.#early.filter((one) => one.socket !== socket)
  }
}

function serverOf({ host, port }: RequestOptions): string {
  return `${host}:${port}`
}
