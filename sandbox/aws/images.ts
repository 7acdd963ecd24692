import type { WorkspaceImageErrorDetailCode } from '@aws-sdk/client-workspaces'

/** An image of the sandbox, as AWS describes it. */
export interface SandboxImage {
  region: string
  id: string
  name?: string
  description?: string
  /** Default: none. */
  tags?: Readonly<Record<string, string>>
  /** Default: the sandbox's account. */
  owner?: string
  /** Default: `AVAILABLE`. */
  state?: 'AVAILABLE' | 'PENDING' | 'ERROR'
  /** `DEDICATED` is BYOL. Default: `DEFAULT`. */
  tenancy?: 'DEFAULT' | 'DEDICATED'
  sharedWith?: readonly string[]
  errorDetails?: readonly { ErrorCode: WorkspaceImageErrorDetailCode; ErrorMessage: string }[]
  errorCode?: string
  errorMessage?: string
  /**
   * The number of DescribeWorkspaceImages answers that show a PENDING image before it changes to `thenState`. Default:
   * never.
   */
  pendingReads?: number
  /** Default: `AVAILABLE`. */
  thenState?: 'AVAILABLE' | 'ERROR'
  /** The number of DescribeWorkspaceImages answers that omit the image before one shows it. Default: 0. */
  hiddenReads?: number
}

/** A stored image. */
export interface StoredImage extends Omit<SandboxImage, 'tags'> {
  owner: string
  state: 'AVAILABLE' | 'PENDING' | 'ERROR'
  readonly created: Date
  hiddenReads: number
  readonly tags: Map<string, string>
  /** The accounts that can copy it now. */
  recipients: Set<string>
  /** The accounts that could copy it before any write, which a stale read shows. */
  before: ReadonlySet<string>
}

/** The images of every Region. */
export class ImageStore {
  readonly #images = new Map<string, StoredImage>()

  /** Adds an image, or replaces the one with this id in this Region. */
  add(image: SandboxImage, defaultOwner: string): void {
    const settled = image.pendingReads === 0 ? (image.thenState ?? 'AVAILABLE') : 'PENDING'
    const state = image.state === 'PENDING' ? settled : (image.state ?? 'AVAILABLE')
    this.#images.set(key(image.region, image.id), {
      ...image,
      owner: image.owner ?? defaultOwner,
      state,
      created: new Date(),
      hiddenReads: image.hiddenReads ?? 0,
      tags: new Map(Object.entries(image.tags ?? {})),
      recipients: new Set(image.sharedWith),
      before: new Set(image.sharedWith),
    })
  }

  /** Removes an image, if there is one. */
  remove(region: string, id: string): void {
    this.#images.delete(key(region, id))
  }

  /** Returns the image if it is in this Region. */
  find(region: string, id: string): StoredImage | undefined {
    return this.#images.get(key(region, id))
  }

  /** Returns the Region's images in the order of their ids. */
  inRegion(region: string): StoredImage[] {
    return [...this.#images.values()]
      .filter((image) => image.region === region)
      .toSorted((one, other) => (one.id < other.id ? -1 : 1))
  }

  /** Returns the Region's images that an account owns, in the order of their ids. */
  ownedBy(account: string, region: string): StoredImage[] {
    return this.inRegion(region).filter(({ owner }) => owner === account)
  }

  /** Returns whether writes have changed the image's permissions. */
  differs(region: string, id: string): boolean {
    const image = this.find(region, id)
    return image !== undefined && !sameMembers(image.recipients, image.before)
  }

  /** Counts an answer that showed the image; a PENDING image may complete after it. */
  shown(image: StoredImage): void {
    if (image.state !== 'PENDING' || image.pendingReads === undefined) return
    image.pendingReads -= 1
    if (image.pendingReads <= 0) image.state = image.thenState ?? 'AVAILABLE'
  }
}

function key(region: string, id: string): string {
  return `${region}/${id}`
}

function sameMembers(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((member) => other.has(member))
}
