import { BundleStore, type SandboxBundle } from './bundles.ts'
import { usualCopying } from './copying.ts'
import { ImageStore, type SandboxImage, type StoredImage } from './images.ts'
import type { SandboxOrganization } from './organization-tree.ts'
import { Organizations } from './organizations.ts'
import { Principals, type Credentials } from './principals.ts'
import type { AssumableRole, TrustedRole } from './roles.ts'
import { SecurityTokens } from './security-tokens.ts'
import { WorkSpaces } from './workspaces.ts'

/** What an AWS holds, as tests arrange it and look at it: images, bundles, keys, roles, an organization. */
export class AwsWorld {
  /** How far AWS's clock goes before this machine's, in milliseconds. */
  clockAheadMs = 0
  /** How the copies to come turn out, and how many images an account may own. */
  readonly copying = usualCopying()
  /** The account that everything belongs to unless something else is said. */
  protected readonly account: string
  protected readonly images = new ImageStore()
  protected readonly principals = new Principals()
  protected readonly now = (): number => Date.now() + this.clockAheadMs
  readonly #bundles = new BundleStore()
  readonly #tokens = new SecurityTokens(this.principals, this.now)
  readonly #organizations = new Organizations(this.principals, this.now)
  /** What answers the calls of each service. */
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

  /** Removes an image; one that isn't there is fine. */
  removeImage(region: string, id: string): void {
    this.images.remove(region, id)
  }

  /** Who truly can copy the image now, sorted, whatever reads show. */
  recipients(region: string, id: string): string[] {
    return [...(this.images.find(region, id)?.recipients ?? [])].toSorted()
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

  /** The images that an account truly owns in a Region, its copies among them, whatever reads show. */
  imagesOf(account: string, region: string): StoredImage[] {
    return this.images.ownedBy(account, region)
  }

  /** Adds a bundle, or replaces the one with this id. */
  addBundle(bundle: SandboxBundle): void {
    this.#bundles.add(bundle, this.account)
  }

  /** The id of the image that a bundle truly has; `undefined` when there is no such bundle. */
  bundleImage(region: string, id: string): string | undefined {
    return this.#bundles.find(region, id)?.image
  }

  /** Makes keys known. `expiresAt` is a `Date.now()`. */
  addCredentials(
    keys: Credentials & { account?: string; deny?: readonly string[]; expiresAt?: number },
  ): void {
    const { account = this.account, ...rest } = keys
    this.principals.addUser(account, rest)
  }

  /** Makes a role known that GitHub's ID tokens can assume, or replaces it. Its sessions belong to the role's account. */
  trustRole(role: TrustedRole): void {
    this.#tokens.trust(role)
  }

  /** Makes a role known that accounts, roles or users can assume with sts:AssumeRole, or replaces it. */
  allowAssume(role: AssumableRole): void {
    this.#tokens.allow(role)
  }

  /**
   * Makes this the organization of its accounts; `undefined` leaves them without one.
   *
   * @throws Error on one that AWS couldn't have
   */
  setOrganization(organization: SandboxOrganization | undefined): void {
    this.#organizations.set(organization)
  }

  /** What must never be seen anywhere: the secret parts of all keys, also of those that STS gave out. */
  secrets(): string[] {
    return this.principals.secrets()
  }

  #image(region: string, id: string): StoredImage {
    const image = this.images.find(region, id)
    if (image === undefined) throw new Error(`The sandbox has no image ${id} in ${region}`)
    return image
  }
}
