import {
  DescribeWorkspaceImagesCommand,
  WorkSpacesClient,
  type WorkspaceImage,
} from '@aws-sdk/client-workspaces'
import type { AwsCredentialIdentityProvider } from '@smithy/types'
import type { ImageId, Region } from '../sharing/identifiers.ts'
import { unlessAborted } from '../abortable.ts'
import type { Secrets } from '../ports/secrets.ts'
import type { Call } from './explanation.ts'
import { allPages } from './pages.ts'
import { problemErrorOf } from './problems.ts'
import { mostAttempts, Retries } from './retries.ts'
import { attemptTimeout, readTimeout, type Transport } from './transport.ts'

// The largest page size that DescribeWorkspaceImages allows.
const pageSize = 25

/** The settings and services that the clients of all Regions share. */
export interface Connection {
  readonly credentials: AwsCredentialIdentityProvider
  readonly transport: Transport
  /** Name and version, for the user agent. */
  readonly userAgent: readonly [string, string]
  readonly secrets: Secrets
}

/** The clients of Amazon WorkSpaces: one per Region, created on first use. */
export class WorkSpacesClients {
  readonly #connection: Connection
  readonly #retries: () => Retries
  readonly #clients = new Map<Region, WorkSpacesClient>()

  /** @param retries makes the retry strategy of a client */
  constructor(connection: Connection, retries: () => Retries = () => new Retries()) {
    this.#connection = connection
    this.#retries = retries
  }

  /** Redacts the secrets of the connection in a text. */
  readonly redact = (text: string): string => this.#connection.secrets.redact(text)

  /** Returns the client of a Region. */
  clientIn(region: Region): WorkSpacesClient {
    const known = this.#clients.get(region)
    if (known !== undefined) return known
    const { credentials, transport, userAgent } = this.#connection
    const client = new WorkSpacesClient({
      region,
      credentials,
      requestHandler: transport,
      // The SDK sends AWS this number in a header; the strategy enforces it.
      maxAttempts: mostAttempts,
      retryStrategy: this.#retries(),
      customUserAgent: [[...userAgent]],
    })
    client.middlewareStack.use(attemptTimeout)
    this.#clients.set(region, client)
    return client
  }

  /** Reads images of a Region as AWS describes them, all pages. Throws a ProblemError. */
  async describeImages(
    region: Region,
    filter: { readonly ImageIds: ImageId[] } | { readonly ImageType: 'OWNED' | 'SHARED' },
    doing: string,
    signal: AbortSignal,
  ): Promise<readonly WorkspaceImage[]> {
    const call = {
      doing,
      action: 'workspaces:DescribeWorkspaceImages',
      service: 'Amazon WorkSpaces',
      region,
    } as const
    return this.ask(call, signal, async (abortSignal) =>
      allPages(async (token) => {
        const command = new DescribeWorkspaceImagesCommand({ ...filter, MaxResults: pageSize, ...token })
        command.middlewareStack.use(readTimeout)
        const page = await this.clientIn(region).send(command, { abortSignal })
        return { items: page.Images, nextToken: page.NextToken }
      }, call),
    )
  }

  /** Asks AWS until the signal fires. Throws a ProblemError that explains the error of the call. */
  async ask<Answer>(
    call: Call,
    signal: AbortSignal,
    ask: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await unlessAborted(ask(signal), signal)
    } catch (error) {
      throw problemErrorOf(error, call, this.redact)
    }
  }

  /** Closes all connections. */
  close(): void {
    for (const client of this.#clients.values()) client.destroy()
    this.#connection.transport.destroy()
  }
}
