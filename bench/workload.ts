import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** The setup of a benchmark round. */
export interface Workload {
  /** The simulated round trip; 0 means no relays. */
  readonly roundTripMs: number
  /** AWS's response time. */
  readonly latencyMs: number
  /** Image ids, and the accounts that can copy each image at the start of a round. */
  readonly images: Readonly<Record<string, readonly string[]>>
  /** The number of accounts in the organization, all in one unit; without it there is none. */
  readonly organizationAccounts?: number
  /** AWS's throttling of writes. */
  readonly bucket?: { readonly perSecond: number; readonly burst: number }
}

/** The servers' answer to a new workload. */
export interface Playing {
  /** Endpoints and the job's keys. */
  readonly ownKeys: Record<string, string>
  /** Endpoints and the source of ID tokens. */
  readonly oidc: Record<string, string>
  readonly role: string
  /** The certificate authority of the servers. */
  readonly authority: string
}

/** The servers' records since the start of the round. */
export interface Seen {
  readonly operations: readonly string[]
  readonly connections: number
  /** The number of accounts that can copy the images now. */
  readonly recipients: number
}

export type Request = { readonly kind: 'set'; readonly workload: Workload } | { readonly kind: 'round' }

export const region = 'eu-west-1'
/** The unit of all accounts of the organization. */
export const unit = 'ou-ab12-work0000'

/** An AWS and a GitHub with TLS in a process of their own, so that they don't compete with the measured program. */
export class Servers {
  readonly #process: ChildProcess

  constructor() {
    this.#process = fork(fileURLToPath(new URL('servers.js', import.meta.url)))
  }

  async set(workload: Workload): Promise<Playing> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- servers.ts sends just that
    return (await this.#ask({ kind: 'set', workload })) as Playing
  }

  /** Ends a round: returns its records, and resets everything to the start of the workload. */
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
