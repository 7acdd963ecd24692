import {
  CopyWorkspaceImageCommand,
  DescribeWorkspaceBundlesCommand,
  UpdateWorkspaceBundleCommand,
  type WorkspaceBundle,
  type WorkspaceImage,
} from '@aws-sdk/client-workspaces'
import type { Bundle, BundleId } from '../copying/bundle.ts'
import type { CopyOrder } from '../copying/copy-plan.ts'
import { originText } from '../copying/origin.ts'
import type { OwnImage } from '../copying/own-image.ts'
import {
  isImageId,
  type AccountId,
  type ImageId,
  type ImageReference,
  type Region,
} from '../sharing/identifiers.ts'
import { ProblemError } from '../sharing/problem.ts'
import type { ImageDescription } from '../sharing/state.ts'
import { unlessAborted } from '../abortable.ts'
import { ChangeError } from '../ports/change-error.ts'
import type { ImageCopies } from '../ports/image-copies.ts'
import { doingOf, explainBundleError, explainCopyError, explainUnreadBundles } from './copy-explanations.ts'
import { factsOf } from './error-facts.ts'
import { readDescription } from './image-descriptions.ts'
import { allPages, unreadable } from './pages.ts'
import { mayHaveTakenEffect, problemOfCall, wasRefused } from './problems.ts'
import { RetriesOfRefusedCalls } from './retries-of-refused-calls.ts'
import { readTimeout } from './transport.ts'
import { WorkSpacesClients, type Connection } from './workspaces-clients.ts'

/** Amazon WorkSpaces behind the port of copying. */
export class WorkSpacesCopies implements ImageCopies {
  readonly callerAccount: AccountId | undefined
  readonly #clients: WorkSpacesClients
  /** The clients of the call that makes a copy: a second attempt could make a second one. */
  readonly #once: WorkSpacesClients

  constructor(connection: Connection, callerAccount: AccountId | undefined) {
    this.#clients = new WorkSpacesClients(connection)
    this.#once = new WorkSpacesClients(connection, () => new RetriesOfRefusedCalls())
    this.callerAccount = callerAccount
  }

  async listSharedImages(region: Region, signal: AbortSignal): Promise<readonly ImageDescription[]> {
    const doing = `list the images shared with this account in ${region}`
    const images = await this.#clients.describeImages(region, { ImageType: 'SHARED' }, doing, signal)
    return images.flatMap((raw) => readDescription(raw, region) ?? [])
  }

  async listOwnImages(region: Region, signal: AbortSignal): Promise<readonly OwnImage[]> {
    const doing = `list the images in ${region}`
    const images = await this.#clients.describeImages(region, { ImageType: 'OWNED' }, doing, signal)
    return images.flatMap((raw) => readOwnImage(raw, region) ?? [])
  }

  async startCopy(order: CopyOrder, signal: AbortSignal): Promise<ImageId | undefined> {
    const { source, region, name } = order
    const call = {
      doing: doingOf(order),
      action: 'workspaces:CopyWorkspaceImage',
      service: 'Amazon WorkSpaces',
      image: source,
    } as const
    const command = new CopyWorkspaceImageCommand({
      Name: name,
      Description: originText(order),
      SourceImageId: source.id,
      SourceRegion: source.region,
    })
    try {
      const sent = this.#once.clientIn(region).send(command, { abortSignal: signal })
      const { ImageId: id } = await unlessAborted(sent, signal)
      if (typeof id === 'string' && isImageId(id)) return id
    } catch (error) {
      if (factsOf(error).name === 'ResourceAlreadyExistsException') return undefined
      const problem = problemOfCall(error, call, this.#clients.redact)
      // Every attempt before the last one was refused: only such calls are repeated.
      throw new ChangeError(explainCopyError(problem, error, order), !wasRefused(error), error)
    }
    throw new ChangeError(unreadable(call, 'an answer without the id of the copy').problem, true)
  }

  async readBundles(
    region: Region,
    ids: readonly BundleId[],
    signal: AbortSignal,
  ): Promise<readonly Bundle[]> {
    const call = {
      doing: `look up bundles in ${region}`,
      action: 'workspaces:DescribeWorkspaceBundles',
      service: 'Amazon WorkSpaces',
      region,
    } as const
    try {
      const pages = allPages(async (token) => {
        const command = new DescribeWorkspaceBundlesCommand({ BundleIds: [...ids], ...token })
        command.middlewareStack.use(readTimeout)
        const page = await this.#clients.clientIn(region).send(command, { abortSignal: signal })
        return { items: page.Bundles, nextToken: page.NextToken }
      }, call)
      const found = await unlessAborted(pages, signal)
      const bundles = found.map((raw) => {
        const id = ids.find((one) => one === raw?.BundleId)
        // The step writes to every bundle that it reads here.
        if (id === undefined) throw unreadable(call, 'an answer about other bundles')
        return readBundle(raw, region, id)
      })
      return [...new Map(bundles.map((bundle) => [bundle.id, bundle])).values()]
    } catch (error) {
      const problem = problemOfCall(error, call, this.#clients.redact)
      throw new ProblemError(explainUnreadBundles(problem, error, call.doing), error)
    }
  }

  async pointBundle(bundle: BundleId, { region, id }: ImageReference, signal: AbortSignal): Promise<void> {
    const call = {
      doing: `point bundle ${bundle} at ${id}`,
      action: 'workspaces:UpdateWorkspaceBundle',
      service: 'Amazon WorkSpaces',
      region,
    } as const
    const command = new UpdateWorkspaceBundleCommand({ BundleId: bundle, ImageId: id })
    try {
      const sent = this.#clients.clientIn(region).send(command, { abortSignal: signal })
      await unlessAborted(sent, signal)
    } catch (error) {
      const problem = problemOfCall(error, call, this.#clients.redact)
      const explained = explainBundleError(problem, error, call.doing, region)
      throw new ChangeError(explained, mayHaveTakenEffect(error), error)
    }
  }

  close(): void {
    this.#once.close()
    this.#clients.close()
  }
}

function readOwnImage(raw: WorkspaceImage, region: Region): OwnImage | undefined {
  const description = readDescription(raw, region)
  return description === undefined ? undefined : { ...description, text: textOf(raw.Description) }
}

function readBundle(raw: WorkspaceBundle, region: Region, id: BundleId): Bundle {
  const { Name: name, Owner: owner, ImageId: image } = raw
  const isId = typeof image === 'string' && isImageId(image)
  return { region, id, name: textOf(name), owner: textOf(owner), image: isId ? image : undefined }
}

// The SDK passes on every received value, whatever its type.
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
