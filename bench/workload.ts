import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What a round of the benchmark plays in. */
export interface Workload {
  /** Simulated; 0 leaves the relays out. */
  readonly roundTripMs: number
  /** How long AWS takes for an answer. */
  readonly latencyMs: number
  /** Ids of images, and who can copy each when a round begins. */
  readonly images: Readonly<Record<string, readonly string[]>>
  /** How AWS throttles writes. */
  readonly bucket?: { readonly perSecond: number; readonly burst: number }
}

/** What the servers tell when a workload is set. */
export interface Playing {
  /** Endpoints and the job's keys. */
  readonly ownKeys: Record<string, string>
  /** Endpoints and where ID tokens come from. */
  readonly oidc: Record<string, string>
  readonly role: string
  /** The authority that vouches for the servers. */
  readonly authority: string
}

/** What the servers saw since the round began. */
export interface Seen {
  readonly operations: readonly string[]
  readonly connections: number
  /** How many accounts can copy the images now. */
  readonly recipients: number
}

export type Request = { readonly kind: 'set'; readonly workload: Workload } | { readonly kind: 'round' }

export const region = 'eu-west-1'

/** An AWS and a GitHub that speak TLS, in a process of their own, so that they don't compete with who is measured. */
export class Servers {
  readonly #process: ChildProcess

  constructor() {
    this.#process = fork(fileURLToPath(new URL('servers.js', import.meta.url)))
  }

  async set(workload: Workload): Promise<Playing> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- servers.ts sends just that
    return (await this.#ask({ kind: 'set', workload })) as Playing
  }

  /** Ends a round: tells what was seen, and puts everything back to how the workload begins. */
  async round(): Promise<Seen> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- servers.ts sends just that
    return (await this.#ask({ kind: 'round' })) as Seen
  }

  close(): void {
    this.#process.kill()
  }

  async #ask(request: Request): Promise<unknown> {
    const answer = once(this.#process, 'message')
    this.#process.send(request)
    const [message] = (await answer) as readonly unknown[]
    return message
  }
}
