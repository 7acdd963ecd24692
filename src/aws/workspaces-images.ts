import {
  DescribeWorkspaceImagePermissionsCommand,
  UpdateWorkspaceImagePermissionCommand,
} from '@aws-sdk/client-workspaces'
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
import { mayHaveTakenEffect, problemOfCall } from './problems.ts'
import { readTimeout } from './transport.ts'
import { WorkSpacesClients, type Connection } from './workspaces-clients.ts'

// The largest page size that DescribeWorkspaceImagePermissions allows.
const pageSize = 25

/** Amazon WorkSpaces behind the job's port. */
export class WorkSpacesImages implements ImageService {
  readonly callerAccount: AccountId | undefined
  readonly #clients: WorkSpacesClients

  constructor(connection: Connection, callerAccount: AccountId | undefined) {
    this.#clients = new WorkSpacesClients(connection)
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
    const permissions = await this.#clients.ask(call, signal, async (abortSignal) =>
      allPages(async (token) => {
        const command = new DescribeWorkspaceImagePermissionsCommand({
          ImageId: image.id,
          MaxResults: pageSize,
          ...token,
        })
        command.middlewareStack.use(readTimeout)
        const page = await this.#clients.clientIn(image.region).send(command, { abortSignal })
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
      const sent = this.#clients.clientIn(image.region).send(command, { abortSignal: signal })
      const { $metadata } = await unlessAborted(sent, signal)
      return { requestId: $metadata.requestId, attempts: $metadata.attempts ?? 1 }
    } catch (error) {
      const problem = problemOfCall(error, call, this.#clients.redact)
      throw new ChangeError(problem, mayHaveTakenEffect(error), error)
    }
  }

  close(): void {
    this.#clients.close()
  }

  async #describe(
    region: Region,
    filter: Parameters<WorkSpacesClients['describeImages']>[1],
    doing: string,
    signal: AbortSignal,
  ): Promise<readonly ImageDescription[]> {
    const images = await this.#clients.describeImages(region, filter, doing, signal)
    return images.flatMap((raw) => readDescription(raw, region) ?? [])
  }
}
