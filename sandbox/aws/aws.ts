import { deliver, pause } from '../http/delivery.ts'
import { FaultQueue } from '../http/fault-queue.ts'
import { LoopbackServer, type Exchange, type Tls } from '../http/loopback-server.ts'
import { callOf, isWrite, type AwsCall } from './call.ts'
import { arm, type Fault, type FaultAction } from './faults.ts'
import { Responder } from './responder.ts'
import { AwsWorld } from './world.ts'

export type { AwsCall } from './call.ts'
export { applyThen, lateEffect, type Fault, type FaultAction } from './faults.ts'
export type { SandboxImage } from './images.ts'
export type { SandboxOrganization } from './organization-tree.ts'

/** The account that owns the sandbox's images. */
export const SANDBOX_ACCOUNT = '111122223333'

/**
 * An AWS on loopback with injectable faults: WorkSpaces (image permissions, copies, bundles), STS and Organizations on
 * one port, for any number of accounts.
 */
export class SandboxAws extends AwsWorld {
  /** The value for `AWS_ENDPOINT_URL`. */
  readonly url: string
  /** Every request, in the order of arrival. */
  readonly calls: AwsCall[] = []
  readonly #server: LoopbackServer
  readonly #faults = new FaultQueue<AwsCall, FaultAction>()
  readonly #responder = new Responder(this.services)

  private constructor(server: LoopbackServer, account: string) {
    super(account)
    this.#server = server
    this.url = server.url
    // The account's keys are among the secrets from the start.
    this.principals.keysOf(account)
  }

  /** Starts an AWS without images that knows the keys of `environment()`. */
  static async start(options: { account?: string; tls?: Tls; latencyMs?: number } = {}): Promise<SandboxAws> {
    const server = await LoopbackServer.start(options.tls)
    const aws = new SandboxAws(server, options.account ?? SANDBOX_ACCOUNT)
    server.serve((exchange) => aws.#answer(exchange, options.latencyMs ?? 0))
    return aws
  }

  /** The number of connections opened so far, used or not. */
  get connections(): number {
    return this.#server.connections
  }

  /** Injects a fault from the next call on. Faults injected earlier come first. */
  inject(fault: Fault): void {
    this.#faults.add(arm(fault, (region, image) => this.images.differs(region, image)))
  }

  /** The number of injected faults that have affected no call. */
  get unusedFaults(): number {
    return this.#faults.unused
  }

  /** Clears all injected faults. Calls that already hang stay hung. */
  clearFaults(): void {
    this.#faults.clear()
  }

  /** Returns the calls of write operations, whatever their result. */
  writes(): AwsCall[] {
    return this.calls.filter((call) => isWrite(call))
  }

  /**
   * Returns the environment of a process that calls this AWS with the keys of an account's user. Default: the sandbox's
   * account.
   */
  environment(account = this.account): Record<string, string> {
    const { accessKeyId, secretAccessKey, sessionToken } = this.principals.keysOf(account)
    return {
      ...this.endpointEnvironment(),
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    }
  }

  /** Returns the environment of a process that calls all services of this AWS and has no keys yet. */
  endpointEnvironment(): Record<string, string> {
    return { AWS_ENDPOINT_URL: this.url, AWS_EC2_METADATA_DISABLED: 'true' }
  }

  /** Closes the server and every connection, hung ones included. */
  close(): Promise<void> {
    return this.#server.close()
  }

  async #answer(exchange: Exchange, latencyMs: number): Promise<void> {
    const arrived = performance.now()
    const call = callOf(exchange)
    const caller = this.principals.find(call.accessKeyId)
    if (caller !== undefined) call.caller = caller.arn
    this.calls.push(call)
    const fault = this.#faults.next(call)
    if (fault?.kind === 'meanwhile') await fault.happens()
    const { answer, how } = this.#responder.respond(exchange, call, fault)
    // Working out the answer is a part of the latency.
    await pause(exchange, Math.ceil(latencyMs - (performance.now() - arrived)))
    const date = new Date(this.now()).toUTCString()
    await deliver(exchange, { ...answer, headers: { date, ...answer.headers } }, call, how)
  }
}
