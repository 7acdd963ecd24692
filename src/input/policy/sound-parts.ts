import { accountIdSchema, accountNameSchema, imageSchema, recipientSchema } from './schema.ts'

/** One entry of share-with that has the right shape. */
export interface RecipientPart {
  readonly position: number
  /** Whether the entry is a mapping with the key `account`, and not a text alone. */
  readonly isMapping: boolean
  readonly account: string
  readonly until: string | undefined
}

/** What has the right shape in one image. */
export interface ImagePart {
  readonly index: number
  /** Every key that was written, of the right shape or not. */
  readonly keys: ReadonlySet<string>
  readonly id: string | undefined
  readonly name: string | undefined
  readonly region: string | undefined
  readonly exclusive: boolean
  readonly recipients: readonly RecipientPart[]
}

/** What has the right shape in a policy: enough to look for further problems when something else hasn't. */
export interface SoundParts {
  readonly accounts: readonly (readonly [name: string, id: string])[]
  /** Every name that was written, with a good id or not. */
  readonly accountNames: ReadonlySet<string>
  readonly images: readonly ImagePart[]
}

/** Picks out what has the right shape. */
export function soundPartsOf(value: unknown): SoundParts {
  const top = entriesOf(value)
  const accounts = [...entriesOf(top.get('accounts'))]
  const images = top.get('images')
  return {
    accounts: accounts.flatMap(([name, id]) => {
      const text = accountIdSchema.safeParse(id)
      return accountNameSchema.safeParse(name).success && text.success ? [[name, text.data] as const] : []
    }),
    accountNames: new Set(accounts.map(([name]) => name)),
    images: (Array.isArray(images) ? images : []).map((image: unknown, index) => imagePart(image, index)),
  }
}

/** How much was written in a policy, aliases resolved. */
export interface Sizes {
  readonly accounts: number
  /** The entries of each image's share-with. */
  readonly recipients: readonly number[]
}

/** Counts what was written, of the right shape or not. */
export function sizesOf(value: unknown): Sizes {
  const top = entriesOf(value)
  const images = top.get('images')
  return {
    accounts: entriesOf(top.get('accounts')).size,
    recipients: (Array.isArray(images) ? images : []).map((image: unknown) => {
      const list = entriesOf(image).get('share-with')
      return Array.isArray(list) ? list.length : 0
    }),
  }
}

function imagePart(value: unknown, index: number): ImagePart {
  const entries = entriesOf(value)
  const { shape } = imageSchema
  const shareWith = entries.get('share-with')
  return {
    index,
    keys: new Set(entries.keys()),
    id: shape.id.safeParse(entries.get('id')).data,
    name: shape.name.safeParse(entries.get('name')).data,
    region: shape.region.safeParse(entries.get('region')).data,
    exclusive: shape.exclusive.safeParse(entries.get('exclusive')).data === true,
    recipients: (Array.isArray(shareWith) ? shareWith : []).flatMap(recipientPart),
  }
}

function recipientPart(value: unknown, position: number): readonly RecipientPart[] {
  if (typeof value === 'string') return [{ position, isMapping: false, account: value, until: undefined }]
  const entry = recipientSchema.safeParse(value)
  if (!entry.success || typeof entry.data === 'string') return []
  return [{ position, isMapping: true, account: entry.data.account, until: entry.data.until }]
}

function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [],
  )
}
