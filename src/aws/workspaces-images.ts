import {
  DescribeWorkspaceImagePermissionsCommand,
  DescribeWorkspaceImagesCommand,
  UpdateWorkspaceImagePermissionCommand,
  WorkSpacesClient,
} from '@aws-sdk/client-workspaces'
import type { AwsCredentialIdentityProvider } from '@smithy/types'
import {
  isAccountId,
  type AccountId,
  type ImageId,
  type ImageReference,
  type Region,
} from '../sharing/identifiers.ts'
import { preposition } from '../sharing/outcome.ts'
import type { ChangeKind } from '../sharing/plan.ts'
import type { ImageDescription } from '../sharing/state.ts'
import { ChangeError } from '../ports/change-error.ts'
import type { Acceptance, ImageService } from '../ports/image-service.ts'
import { unlessAborted } from '../abortable.ts'
import { readDescription } from './image-descriptions.ts'
import { allPages, unreadable } from './pages.ts'
import type { Call } from './explanation.ts'
import { mayHaveTakenEffect, problemErrorOf, problemOfCall } from './problems.ts'
import type { Secrets } from '../ports/secrets.ts'
import { mostAttempts, Retries } from './retries.ts'
import { attemptTimeout, readTimeout, type Transport } from './transport.ts'

// The largest page size that both reads allow.
const pageSize = 25

/** The settings and services that the clients of all Regions share. */
export interface Connection {
  readonly credentials: AwsCredentialIdentityProvider
  readonly transport: Transport
  /** Name and version, for the user agent. */
  readonly userAgent: readonly [string, string]
  readonly secrets: Secrets
}

/** Amazon WorkSpaces behind the job's port: one client per Region, created on first use. */
export class WorkSpacesImages implements ImageService {
  readonly callerAccount: AccountId | undefined
  readonly #connection: Connection
  readonly #clients = new Map<Region, WorkSpacesClient>()

  constructor(connection: Connection, callerAccount: AccountId | undefined) {
    this.#connection = connection
    this.callerAccount = callerAccount
  }

  async describeImages(
    region: Region,
    ids: readonly ImageId[],
    signal: AbortSignal,
  ): Promise<readonly ImageDescription[]> {
    return this.#describe(region, { ImageIds: [...ids] }, `look up images in ${region}`, signal)
  }

  async listOwnedImages(region: Region, signal: AbortSignal): Promise<readonly ImageDescription[]> {
    return this.#describe(region, { ImageType: 'OWNED' }, `list the images in ${region}`, signal)
  }

  async isSharedWithCaller(image: ImageReference, signal: AbortSignal): Promise<boolean> {
    const doing = `list the images shared with this account in ${image.region}`
    const shared = await this.#describe(image.region, { ImageType: 'SHARED' }, doing, signal)
    return shared.some((description) => description.image.id === image.id)
  }

  async readRecipients(image: ImageReference, signal: AbortSignal): Promise<readonly AccountId[]> {
    const call = {
      doing: `read who can copy ${image.id}`,
      action: 'workspaces:DescribeWorkspaceImagePermissions',
      service: 'Amazon WorkSpaces',
      image,
    } as const
    const permissions = await this.#asking(call, signal, async (abortSignal) =>
      allPages(async (token) => {
        const command = new DescribeWorkspaceImagePermissionsCommand({
          ImageId: image.id,
          MaxResults: pageSize,
          ...token,
        })
        command.middlewareStack.use(readTimeout)
        const page = await this.#client(image.region).send(command, { abortSignal })
        // AWS names the image in every answer. An answer that names another is not about this image. One without a
        // name and a list isn't AWS's: it must not count as "nobody can copy it".
        if (page.ImageId !== undefined && page.ImageId !== image.id)
          throw unreadable(call, 'an answer about another image')
        if (page.ImagePermissions === undefined && page.ImageId === undefined)
          throw unreadable(call, 'an empty answer')
        return { items: page.ImagePermissions, nextToken: page.NextToken }
      }, call),
    )
    const accounts = permissions.map((permission) => {
      const id = permission?.SharedAccountId
      if (typeof id === 'string' && isAccountId(id)) return id
      throw unreadable(call, 'an entry that is no account')
    })
    return [...new Set(accounts)].toSorted()
  }

  async changePermission(
    image: ImageReference,
    account: AccountId,
    kind: ChangeKind,
    signal: AbortSignal,
  ): Promise<Acceptance> {
    const call = {
      doing: `${kind} ${image.id} ${preposition({ kind })} ${account}`,
      action: 'workspaces:UpdateWorkspaceImagePermission',
      service: 'Amazon WorkSpaces',
      image,
      account,
    } as const
    const command = new UpdateWorkspaceImagePermissionCommand({
      ImageId: image.id,
      SharedAccountId: account,
      AllowCopyImage: kind === 'share',
    })
    try {
      const sent = this.#client(image.region).send(command, { abortSignal: signal })
      const { $metadata } = await unlessAborted(sent, signal)
      return { requestId: $metadata.requestId, attempts: $metadata.attempts ?? 1 }
    } catch (error) {
      const problem = problemOfCall(error, call, this.#redact)
      throw new ChangeError(problem, mayHaveTakenEffect(error), error)
    }
  }

  close(): void {
    for (const client of this.#clients.values()) client.destroy()
    this.#connection.transport.destroy()
  }

  async #describe(
    region: Region,
    filter: { readonly ImageIds: ImageId[] } | { readonly ImageType: 'OWNED' | 'SHARED' },
    doing: string,
    signal: AbortSignal,
  ): Promise<readonly ImageDescription[]> {
    const call = {
      doing,
      action: 'workspaces:DescribeWorkspaceImages',
      service: 'Amazon WorkSpaces',
      region,
    } as const
    const images = await this.#asking(call, signal, async (abortSignal) =>
      allPages(async (token) => {
        const command = new DescribeWorkspaceImagesCommand({ ...filter, MaxResults: pageSize, ...token })
        command.middlewareStack.use(readTimeout)
        const page = await this.#client(region).send(command, { abortSignal })
        return { items: page.Images, nextToken: page.NextToken }
      }, call),
    )
    return images.flatMap((raw) => readDescription(raw, region) ?? [])
  }

  async #asking<Answer>(
    call: Call,
    signal: AbortSignal,
    ask: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await unlessAborted(ask(signal), signal)
    } catch (error) {
      throw problemErrorOf(error, call, this.#redact)
    }
  }

  readonly #redact = (text: string): string => this.#connection.secrets.redact(text)

  #client(region: Region): WorkSpacesClient {
    const known = this.#clients.get(region)
    if (known !== undefined) return known
    const { credentials, transport, userAgent } = this.#connection
    const client = new WorkSpacesClient({
      region,
      credentials,
      requestHandler: transport,
      // The SDK sends AWS this number in a header; the strategy enforces it.
      maxAttempts: mostAttempts,
      retryStrategy: new Retries(),
      customUserAgent: [[...userAgent]],
    })
    client.middlewareStack.use(attemptTimeout)
    this.#clients.set(region, client)
    return client
  }
}
