import { isAccountId, type AccountId, type Region } from '../../sharing/identifiers.ts'
import { mostRecipients } from '../../sharing/limits.ts'
import { parseDay, timeBox, type TimeBox } from '../../sharing/time-box.ts'
import { quoted } from '../input-problems.ts'
import { isOrganizationId, organizationRemedy } from '../organization-ids.ts'
import type { Place } from './place.ts'
import { accountAt, type PolicyAccounts } from './policy-accounts.ts'
import { noted, type Noted, type Words } from './policy-problems.ts'
import { Suggestions } from './suggestions.ts'
import type { YamlReader } from './yaml-reader.ts'

const keys = ['account', 'until']

/** The settings that a policy is read with. */
export interface PolicyContext {
  /** The Region of images that name none, from the input aws-region. */
  readonly defaultRegion: Region | undefined
  readonly today: Date
  /** Whether shares end with the job; nothing may be unshared then. */
  readonly temporary: boolean
}

/** An account to share an image with, and the end of the share. */
export interface Recipient {
  readonly account: AccountId
  readonly box: TimeBox | undefined
}

/** Reads the recipients of images. */
export class RecipientReader {
  readonly #reader: YamlReader
  readonly #images: Place
  readonly #accounts: PolicyAccounts
  readonly #context: PolicyContext
  #suggestions: Suggestions | undefined
  #entries = 0

  /** @param images the list of all images */
  constructor(reader: YamlReader, images: Place, accounts: PolicyAccounts, context: PolicyContext) {
    this.#reader = reader
    this.#images = images
    this.#accounts = accounts
    this.#context = context
  }

  /**
   * Reads the recipients of one image.
   * @param mayBeEmpty whether the list may be empty: it may if everyone else is unshared
   */
  read(list: Place, mayBeEmpty: boolean): readonly Recipient[] | Noted {
    const entries = this.#hasTooMany ? noted : this.#reader.list(list, notList)
    if (entries === noted) return noted
    if (entries.length === 0 && !mayBeEmpty) return this.#reader.note(list, nobody)
    this.#entries += entries.length
    // A few aliases of a long list quickly add up to millions of accounts.
    if (this.#hasTooMany) return this.#reader.note(this.#images, tooMany)
    const recipients = new Map<AccountId, Recipient>()
    for (const entry of entries) {
      const recipient = this.#recipient(entry)
      if (recipient === noted) continue
      if (recipients.has(recipient.account)) this.#reader.note(entry, repeated(recipient.account))
      recipients.set(recipient.account, recipient)
    }
    return [...recipients.values()]
  }

  get #hasTooMany(): boolean {
    return this.#entries > mostRecipients
  }

  #recipient(entry: Place): Recipient | Noted {
    if (!this.#reader.isMapping(entry)) {
      const account = this.#account(entry)
      return account === noted ? noted : { account, box: undefined }
    }
    const values = this.#reader.mapping(entry, keys)
    if (values === noted) return noted
    const [of, until] = [values.get('account'), values.get('until')]
    const account =
      of === undefined ? this.#reader.noteMissing(entry, 'account', 'Add account.') : this.#account(of)
    const box = until === undefined ? undefined : this.#box(until, entry)
    return account === noted || box === noted ? noted : { account, box }
  }

  #account(place: Place): AccountId | Noted {
    const text = accountAt(place, this.#reader, notAccount)
    if (text === noted || isAccountId(text)) return text
    return this.#accounts.idOf.get(text) ?? this.#reader.note(place, this.#unknown(text))
  }

  #unknown(name: string): Words {
    if (isOrganizationId(name)) return [`${quoted(name)} is not an account`, organizationRemedy]
    this.#suggestions ??= new Suggestions(this.#accounts.names.values())
    const remedy = this.#suggestions.for(name) ?? 'Add it to accounts with its 12-digit id in quotes.'
    return [`no account is named ${quoted(name)}`, remedy]
  }

  #box(place: Place, entry: Place): TimeBox | Noted {
    const until = this.#reader.textOf(place, isDay, notDay)
    if (until === noted) return noted
    const box = timeBox(until, this.#context.today) ?? this.#reader.note(place, notDay)
    if (box === noted || !box.hasEnded) return box
    if (this.#context.temporary) return this.#reader.note(place, unsharesInTemporary)
    return { ...box, where: this.#reader.positionOf(entry) }
  }
}

function isDay(text: string): text is string {
  return parseDay(text) !== undefined
}

/** The problem of an unshare in a run whose shares end with the job. */
export const unsharesInTemporary: Words = [
  'this unshares, and temporary only undoes shares',
  'Set temporary: false, or remove this.',
]
const notList: Words = [
  'is not a list',
  'List names or quoted account ids; to unshare the image from everyone, write [] and exclusive: true.',
]
const nobody: Words = [
  'the list is empty, and without exclusive: true it unshares nobody: every account keeps access',
  'List the accounts that may copy the image; to unshare it from everyone, add exclusive: true.',
]
const tooMany: Words = [
  `share-with has more than ${mostRecipients} entries in all, and one run takes no more`,
  'Split the file into several, one step each.',
]
const notAccount: Words = ['is not an account', 'Write the 12-digit id in quotes, or a name from accounts.']
const notDay: Words = [
  'is not a date of the calendar, written YYYY-MM-DD',
  'Write the last day of the share, such as 2027-03-31.',
]

function repeated(account: AccountId): Words {
  return [`account ${account} is in this list already`, 'Keep one entry for each account.']
}
