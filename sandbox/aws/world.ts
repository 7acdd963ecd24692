import { BundleStore, type SandboxBundle } from './bundles.ts'
import { usualCopying } from './copying.ts'
import { ImageStore, type SandboxImage, type StoredImage } from './images.ts'
import type { SandboxOrganization } from './organization-tree.ts'
import { Organizations } from './organizations.ts'
import { Principals, type Credentials } from './principals.ts'
import type { AssumableRole, TrustedRole } from './roles.ts'
import { SecurityTokens } from './security-tokens.ts'
import { WorkSpaces } from './workspaces.ts'

/** The state of an AWS, for tests to set up and inspect: images, bundles, keys, roles, an organization. */
export class AwsWorld {
  /** The lead of AWS's clock over this machine's, in milliseconds. */
  clockAheadMs = 0
  /** The settings for future copies, and the quota of images per account. */
  readonly copying = usualCopying()
  /** The default owner of everything. */
  protected readonly account: string
  protected readonly images = new ImageStore()
  protected readonly principals = new Principals()
  protected readonly now = (): number => Date.now() + this.clockAheadMs
  readonly #bundles = new BundleStore()
  readonly #tokens = new SecurityTokens(this.principals, this.now)
  readonly #organizations = new Organizations(this.principals, this.now)
  /** The handlers of each service's calls. */
  protected readonly services = {
    workspaces: new WorkSpaces(
      { images: this.images, bundles: this.#bundles, copying: this.copying },
      this.principals,
      this.now,
    ),
    organizations: this.#organizations,
    sts: this.#tokens,
  }

  constructor(account: string) {
    this.account = account
  }

  /** Adds an image, or replaces the one with this id in this Region. */
  addImage(image: SandboxImage): void {
    this.images.add(image, this.account)
  }

  /** Removes an image, if there is one. */
  removeImage(region: string, id: string): void {
    this.images.remove(region, id)
  }

  /** Returns the accounts that can actually copy the image now, sorted, whatever reads return. */
  recipients(region: string, id: string): string[] {
    return [...(this.images.find(region, id)?.recipients ?? [])].toSorted()
  }

  /** Changes an image's permissions without a call. */
  setRecipients(region: string, id: string, accounts: readonly string[]): void {
    const image = this.#image(region, id)
    image.recipients = new Set(accounts)
    image.before = new Set(accounts)
  }

  /** Makes stale reads return the image's current permissions from now on. */
  keepForStaleReads(region: string, id: string): void {
    const image = this.#image(region, id)
    image.before = new Set(image.recipients)
  }

  /** Returns the images that an account actually owns in a Region, copies included, whatever reads return. */
  imagesOf(account: string, region: string): StoredImage[] {
    return this.images.ownedBy(account, region)
  }

  /** Adds a bundle, or replaces the one with this id. */
  addBundle(bundle: SandboxBundle): void {
    this.#bundles.add(bundle, this.account)
  }

  /** Returns the id of a bundle's actual image, or `undefined` if there is no such bundle. */
  bundleImage(region: string, id: string): string | undefined {
    return this.#bundles.find(region, id)?.image
  }

  /** Adds keys. `expiresAt` is a `Date.now()`. */
  addCredentials(
    keys: Credentials & { account?: string; deny?: readonly string[]; expiresAt?: number },
  ): void {
    const { account = this.account, ...rest } = keys
    this.principals.addUser(account, rest)
  }

  /** Adds a role that GitHub's ID tokens can assume, or replaces it. Its sessions belong to the role's account. */
  trustRole(role: TrustedRole): void {
    this.#tokens.trust(role)
  }

  /** Adds a role that accounts, roles or users can assume with sts:AssumeRole, or replaces it. */
  allowAssume(role: AssumableRole): void {
    this.#tokens.allow(role)
  }

  /**
   * Makes this the organization of its accounts; `undefined` leaves them without one.
   *
   * @throws Error for an organization that AWS couldn't have
   */
  setOrganization(organization: SandboxOrganization | undefined): void {
    this.#organizations.set(organization)
  }

  /** Returns the texts that must appear nowhere: the secret parts of all keys, including those that STS issued. */
  secrets(): string[] {
    return this.principals.secrets()
  }

  #image(region: string, id: string): StoredImage {
    const image = this.images.find(region, id)
    if (image === undefined) throw new Error(`The sandbox has no image ${id} in ${region}`)
    return image
  }
}
