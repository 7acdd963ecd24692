import { Agent, type RequestOptions } from 'node:https'
import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import type { IdTokens } from '../ports/id-tokens.ts'
import type { Region } from '../sharing/identifiers.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import { expectedEndpoint, type Service } from './endpoints.ts'
import { proxyFor } from './proxy.ts'

/** The connections and the ID token request that started before the SDK was loaded. */
export interface Preconnect {
  readonly connections: EarlyConnections
  readonly idTokens: IdTokens
}

/**
 * Requests the ID token, and connects to STS, WorkSpaces and AWS Organizations: none of it depends on anything else. A
 * run is a few round trips in a row. Early connections save two of them: a run with a role takes 1.17 to 1.39 times as
 * long without them, and 1.03 to 1.12 times as long without the early token (20 and 60 ms of latency).
 * @param firstReads number of reads the run starts with, by Region
 * @param needsOrganization whether the run reads AWS Organizations
 */
export function preconnect(
  { region, role, organizationsRole }: SignIn,
  firstReads: ReadonlyMap<Region, number>,
  needsOrganization: boolean,
  idTokens: IdTokens,
): Preconnect {
  const connections = new EarlyConnections()
  const early = role === undefined ? idTokens : new EarlyToken(idTokens, role.audience)
  // Without a role there may be no credentials: then nothing is opened early.
  if (role !== undefined || process.env['AWS_ACCESS_KEY_ID']) {
    const open = (service: Service, place: Region, count: number) => {
      const endpoint = expectedEndpoint(service, place, process.env)
      if (endpoint?.protocol === 'https:' && proxyFor(endpoint) === undefined)
        connections.open(endpoint, count)
    }
    if (role !== undefined || (needsOrganization && organizationsRole !== undefined)) open('sts', region, 1)
    for (const [place, count] of firstReads) open('workspaces', place, count)
    if (needsOrganization) open('organizations', region, 1)
  }
  return { connections, idTokens: early }
}

/** ID tokens, the first of which is requested at once. */
class EarlyToken implements IdTokens {
  readonly #idTokens: IdTokens
  #first: Promise<string> | undefined

  constructor(idTokens: IdTokens, audience: string) {
    this.#idTokens = idTokens
    this.#first = idTokens.request(audience)
    // The caller of `request` gets the error. Until then it would be unhandled, and Node would end the process.
    this.#first.catch(() => undefined)
  }

  async request(audience: string): Promise<string> {
    const token = this.#first ?? this.#idTokens.request(audience)
    this.#first = undefined
    return token
  }
}

type CreateConnection = Agent['createConnection']

/**
 * An agent that keeps connections alive like the SDK's own, and opens some before a request needs one. It drops early
 * connections that fail: the next request opens its own, and reports its failure.
 */
export class EarlyConnections extends Agent {
  #early: { readonly server: string; readonly socket: Duplex }[] = []
  readonly #opening = new Set<Duplex>()

  constructor() {
    super({ keepAlive: true, maxSockets: 50 })
  }

  /** Whether an early connection is still being opened. */
  get areOpening(): boolean {
    return this.#opening.size > 0
  }

  /** Opens this number of connections to a server. */
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
