import type { AccountNames } from '../../sharing/account-names.ts'
import {
  imageKey,
  isAccountId,
  isImageId,
  isRegion,
  type AccountId,
  type ImageReference,
  type Region,
} from '../../sharing/identifiers.ts'
import type { WantedImage, WantedNamedImage } from '../../sharing/request.ts'
import { timeBox, type TimeBox } from '../../sharing/time-box.ts'
import { quoted } from '../input-problems.ts'
import type { Path } from './document-nodes.ts'
import type { PolicyDocument } from './policy-document.ts'
import type { ImagePart, RecipientPart, SoundParts } from './sound-parts.ts'
import { Suggestions } from './suggestions.ts'

/** What a policy is read with. */
export interface PolicyContext {
  /** The Region of images that name none: the input aws-region. */
  readonly defaultRegion: Region | undefined
  readonly today: Date
  /** With `temporary`, nothing may be unshared. */
  readonly temporary: boolean
}

/** One image of a policy: by id or by name. */
type WantedSelection = WantedImage | WantedNamedImage
type Selection = { readonly image: ImageReference } | { readonly region: Region; readonly name: string }

/** What a policy asks for. */
export interface PolicyWants {
  readonly images: readonly WantedSelection[]
  readonly accountNames: AccountNames
}

/** Turns a policy into what is wanted; notes on the document what makes no sense. */
export function wantsOf(policy: SoundParts, document: PolicyDocument, context: PolicyContext): PolicyWants {
  return new PolicyReader(policy, document, context).read()
}

class PolicyReader {
  readonly #policy: SoundParts
  readonly #document: PolicyDocument
  readonly #context: PolicyContext
  readonly #ids = new Map<string, AccountId>()
  readonly #names = new Map<AccountId, string>()
  readonly #seenImages = new Map<string, number>()
  #suggestions: Suggestions | undefined

  constructor(policy: SoundParts, document: PolicyDocument, context: PolicyContext) {
    this.#policy = policy
    this.#document = document
    this.#context = context
  }

  read(): PolicyWants {
    for (const [name, id] of this.#policy.accounts) this.#readName(name, id)
    const images = this.#policy.images.flatMap((image) => this.#readImage(image, ['images', image.index]))
    return { images, accountNames: this.#names }
  }

  #readName(name: string, id: string): void {
    if (!isAccountId(id)) return
    const other = this.#names.get(id)
    if (other !== undefined) {
      this.#document.add(
        ['accounts', name],
        `account ${id} has the name ${quoted(other)} already`,
        'Keep one name for each account.',
      )
    }
    this.#ids.set(name, id)
    this.#names.set(id, name)
  }

  #readImage(image: ImagePart, path: Path): readonly WantedSelection[] {
    const selection = this.#select(image, path)
    if (selection !== undefined) this.#noteRepeated(selection, path, image.index)
    const recipients = image.recipients.flatMap((entry) => this.#readRecipient(entry, path) ?? [])
    this.#noteRepeatedAccounts(recipients, path)
    if (this.#context.temporary && image.exclusive) this.#noteTemporary([...path, 'exclusive'])
    if (selection === undefined) return []
    const ended = recipients.filter(({ box }) => box?.hasEnded === true).map(({ account }) => account)
    const timeBoxes = recipients.flatMap(({ account, box }) =>
      box === undefined ? [] : [[account, box] as const],
    )
    return [
      {
        ...selection,
        share: recipients.filter(({ box }) => box?.hasEnded !== true).map(({ account }) => account),
        unshare: image.exclusive ? 'everyone-else' : ended,
        timeBoxes: new Map(timeBoxes),
        where: this.#document.positionOf(path),
      },
    ]
  }

  #select(image: ImagePart, path: Path): Selection | undefined {
    const text = image.region ?? this.#context.defaultRegion
    const region = text !== undefined && isRegion(text) ? text : undefined
    if (region === undefined && !image.keys.has('region')) {
      this.#document.add(path, 'the image has no Region', 'Add region: here, or set the input aws-region.')
    }
    const { id, name, keys } = image
    if (keys.has('id') === keys.has('name')) {
      const what = keys.has('id') ? 'the image has both id and name' : 'the image has neither id nor name'
      this.#document.add(path, what, 'Give one of the two.')
      return undefined
    }
    if (region === undefined) return undefined
    if (id !== undefined && isImageId(id)) return { image: { region, id } }
    return name === undefined ? undefined : { region, name }
  }

  #noteRepeated(selection: Selection, path: Path, index: number): void {
    const key = 'image' in selection ? imageKey(selection.image) : `${selection.region} ${selection.name}`
    const first = this.#seenImages.get(key)
    if (first === undefined) this.#seenImages.set(key, index)
    else
      this.#document.add(
        path,
        `the image stands at images[${first}] already`,
        'Put all its accounts in one place.',
      )
  }

  #readRecipient(entry: RecipientPart, image: Path): Recipient | undefined {
    const { until, position } = entry
    const account = this.#readAccount(entry, image)
    const box = until === undefined ? undefined : timeBox(until, this.#context.today)
    if (until !== undefined && box === undefined) {
      this.#document.add(
        [...pathOf(entry, image), 'until'],
        `${quoted(until)} is no date of the calendar`,
        'Write the last day as YYYY-MM-DD.',
      )
    }
    if (account === undefined) return undefined
    if (box?.hasEnded !== true) return { account, box, position }
    const path = pathOf(entry, image)
    if (this.#context.temporary) this.#noteTemporary([...path, 'until'])
    return { account, box: { ...box, where: this.#document.positionOf(path) }, position }
  }

  #noteTemporary(path: Path): void {
    this.#document.add(
      path,
      'this unshares, and temporary only takes back what it shared',
      'Set temporary: false, or remove this.',
    )
  }

  #readAccount(entry: RecipientPart, image: Path): AccountId | undefined {
    const { account: text, isMapping } = entry
    if (isAccountId(text)) return text
    if (this.#policy.accountNames.has(text)) return this.#ids.get(text)
    const path = pathOf(entry, image)
    const isNumber = /^[0-9]+$/.test(text)
    this.#document.add(
      isMapping ? [...path, 'account'] : path,
      isNumber
        ? `${quoted(text)} has ${text.length} digits, an AWS account id has exactly 12 digits`
        : `no account is named ${quoted(text)}`,
      isNumber
        ? 'Copy the id from the account menu of the AWS console and write it in quotes.'
        : this.#remedyForName(text),
    )
    return undefined
  }

  #remedyForName(text: string): string {
    this.#suggestions ??= new Suggestions(this.#ids.keys())
    return this.#suggestions.for(text) ?? 'Add it to accounts with its 12-digit id in quotes.'
  }

  #noteRepeatedAccounts(recipients: readonly Recipient[], image: Path): void {
    const seen = new Set<AccountId>()
    for (const recipient of recipients) {
      const { account } = recipient
      if (seen.has(account))
        this.#document.add(
          pathOf(recipient, image),
          `account ${account} stands in this list already`,
          'Keep one entry for each account.',
        )
      seen.add(account)
    }
  }
}

interface Recipient {
  readonly account: AccountId
  readonly box: TimeBox | undefined
  readonly position: number
}

// Made only where there is something to say: there may be a hundred thousand entries.
function pathOf({ position }: { readonly position: number }, image: Path): Path {
  return [...image, 'share-with', position]
}
