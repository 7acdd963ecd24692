import { deliver, pause } from '../http/delivery.ts'
import { FaultQueue } from '../http/fault-queue.ts'
import { LoopbackServer, type Exchange, type Tls } from '../http/loopback-server.ts'
import { callOf, type AwsCall } from './call.ts'
import { arm, type Fault, type FaultAction } from './faults.ts'
import { ImageStore, type SandboxImage, type StoredImage } from './images.ts'
import { freshCredentials, type Credentials, type Principal } from './principals.ts'
import { Responder } from './responder.ts'
import type { TrustedRole } from './roles.ts'
import { SecurityTokens } from './security-tokens.ts'
import { WorkSpaces } from './workspaces.ts'

export type { AwsCall } from './call.ts'
export { applyThen, lateEffect, type Fault, type FaultAction } from './faults.ts'
export type { SandboxImage } from './images.ts'

/** The account that owns the sandbox's images. */
export const SANDBOX_ACCOUNT = '111122223333'

const WRITE = 'UpdateWorkspaceImagePermission'

/** An AWS on loopback: WorkSpaces image sharing and STS on one port, which can be told to misbehave. */
export class SandboxAws {
  /** What `AWS_ENDPOINT_URL` is to be. */
  readonly url: string
  /** Every request, in the order of arrival. */
  readonly calls: AwsCall[] = []
  /** How far AWS's clock goes before this machine's, in milliseconds. */
  clockAheadMs = 0
  readonly #account: string
  readonly #server: LoopbackServer
  readonly #images = new ImageStore()
  readonly #principals = new Map<string, Principal>()
  readonly #now = () => Date.now() + this.clockAheadMs
  readonly #tokens = new SecurityTokens(this.#principals, this.#now)
  readonly #faults = new FaultQueue<AwsCall, FaultAction>()
  readonly #responder = new Responder(new WorkSpaces(this.#images, this.#principals, this.#now), this.#tokens)
  readonly #credentials = freshCredentials('AKIA')

  private constructor(server: LoopbackServer, account: string) {
    this.#server = server
    this.url = server.url
    this.#account = account
    this.addCredentials(this.#credentials)
  }

  /** Starts an AWS without images, which knows one pair of keys: those of `environment()`. */
  static async start(options: { account?: string; tls?: Tls; latencyMs?: number } = {}): Promise<SandboxAws> {
    const server = await LoopbackServer.start(options.tls)
    const aws = new SandboxAws(server, options.account ?? SANDBOX_ACCOUNT)
    server.serve((exchange) => aws.#answer(exchange, options.latencyMs ?? 0))
    return aws
  }

  /** How many connections were opened so far, used or not. */
  get connections(): number {
    return this.#server.connections
  }

  /** Adds an image, or replaces the one with this id in this Region. */
  addImage(image: SandboxImage): void {
    this.#images.add(image, this.#account)
  }

  /** Removes an image; one that isn't there is fine. */
  removeImage(region: string, id: string): void {
    this.#images.remove(region, id)
  }

  /** Who truly can copy the image now, sorted, whatever reads show. */
  recipients(region: string, id: string): string[] {
    return [...(this.#images.find(region, id)?.recipients ?? [])].toSorted()
  }

  /** Changes who can copy an image behind the caller's back. */
  setRecipients(region: string, id: string, accounts: readonly string[]): void {
    const image = this.#image(region, id)
    image.recipients = new Set(accounts)
    image.before = new Set(accounts)
  }

  /** Lets stale reads show from now on who can copy an image at this moment. */
  keepForStaleReads(region: string, id: string): void {
    const image = this.#image(region, id)
    image.before = new Set(image.recipients)
  }

  /** Makes keys known. `expiresAt` is a `Date.now()`. */
  addCredentials(
    keys: Credentials & { account?: string; deny?: readonly string[]; expiresAt?: number },
  ): void {
    const account = keys.account ?? this.#account
    const arn = `arn:aws:iam::${account}:user/sandbox`
    this.#principals.set(keys.accessKeyId, { deny: [], ...keys, account, arn })
  }

  /** Makes a role known that GitHub's ID tokens can assume, or replaces it. */
  trustRole(role: TrustedRole): void {
    this.#tokens.trust(role)
  }

  /** Makes something go wrong from the next call on. Faults injected earlier come first. */
  inject(fault: Fault): void {
    this.#faults.add(arm(fault, (region, image) => this.#images.differs(region, image)))
  }

  /** Ends all injected faults; what hangs already stays hung. */
  clearFaults(): void {
    this.#faults.clear()
  }

  /** The calls that were to share or unshare, whatever became of them. */
  writes(): AwsCall[] {
    return this.calls.filter((call) => call.operation === WRITE)
  }

  /** What must never be seen anywhere: the secret parts of all keys, also of those that STS gave out. */
  secrets(): string[] {
    return [...this.#principals.values()].flatMap(({ secretAccessKey, sessionToken }) =>
      sessionToken === undefined ? [secretAccessKey] : [secretAccessKey, sessionToken],
    )
  }

  /** The environment of a process that calls this AWS with the keys it knows. */
  environment(): Record<string, string> {
    return {
      ...this.endpointEnvironment(),
      AWS_ACCESS_KEY_ID: this.#credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: this.#credentials.secretAccessKey,
      AWS_SESSION_TOKEN: this.#credentials.sessionToken,
    }
  }

  /** The environment of a process that calls this AWS and has no keys yet. */
  endpointEnvironment(): Record<string, string> {
    return { AWS_ENDPOINT_URL: this.url, AWS_EC2_METADATA_DISABLED: 'true' }
  }

  /** Ends the server and every connection, also those that hang. */
  close(): Promise<void> {
    return this.#server.close()
  }

  #image(region: string, id: string): StoredImage {
    const image = this.#images.find(region, id)
    if (image === undefined) throw new Error(`The sandbox has no image ${id} in ${region}`)
    return image
  }

  async #answer(exchange: Exchange, latencyMs: number): Promise<void> {
    const call = callOf(exchange)
    this.calls.push(call)
    const fault = this.#faults.next(call)
    if (fault?.kind === 'meanwhile') await fault.happens()
    const { answer, how } = this.#responder.respond(exchange, call, fault)
    await pause(exchange, latencyMs)
    const date = new Date(this.#now()).toUTCString()
    await deliver(exchange, { ...answer, headers: { date, ...answer.headers } }, call, how)
  }
}
