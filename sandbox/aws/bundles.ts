/** A bundle of the sandbox, from which WorkSpaces are made. */
export interface SandboxBundle {
  region: string
  /** `wsb-...` */
  id: string
  name?: string
  /** An account, or `AMAZON`. Default: the sandbox's account. */
  owner?: string
  /** The id of its image. */
  image: string
  /** Default: `AVAILABLE`. */
  state?: 'AVAILABLE' | 'PENDING' | 'ERROR'
  /** Default: none. */
  tags?: Readonly<Record<string, string>>
}

/** A stored bundle. */
export interface StoredBundle extends Omit<SandboxBundle, 'tags'> {
  owner: string
  state: 'AVAILABLE' | 'PENDING' | 'ERROR'
  readonly tags: Map<string, string>
  readonly created: Date
  updated: Date
}

/** The bundles of every Region. */
export class BundleStore {
  readonly #bundles = new Map<string, StoredBundle>()

  /** Adds a bundle, or replaces the one with this id. */
  add(bundle: SandboxBundle, defaultOwner: string): void {
    const created = new Date()
    this.#bundles.set(bundle.id, {
      ...bundle,
      owner: bundle.owner ?? defaultOwner,
      state: bundle.state ?? 'AVAILABLE',
      tags: new Map(Object.entries(bundle.tags ?? {})),
      created,
      updated: created,
    })
  }

  /** Returns the bundle if it is in this Region. */
  find(region: string, id: string): StoredBundle | undefined {
    return this.inRegion(region).find((bundle) => bundle.id === id)
  }

  /** Returns the Region's bundles in the order of their ids. */
  inRegion(region: string): StoredBundle[] {
    return [...this.#bundles.values()]
      .filter((bundle) => bundle.region === region)
      .toSorted((one, other) => (one.id < other.id ? -1 : 1))
  }
}
