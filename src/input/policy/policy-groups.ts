import { isAccountId, isUnitId, type AccountId } from '../../sharing/identifiers.ts'
import { mostRecipients } from '../../sharing/limits.ts'
import { formatPosition } from '../../sharing/source-position.ts'
import { quoted } from '../input-problems.ts'
import { unitIdRemedy, unitIdRule } from '../unit-ids.ts'
import type { Place } from './place.ts'
import { accountAt, noteName, type PolicyAccounts } from './policy-accounts.ts'
import { noted, type Noted, type Words } from './policy-problems.ts'
import { Suggestions } from './suggestions.ts'
import type { YamlReader } from './yaml-reader.ts'

const anyKey: readonly string[] = []
// A file that people understand has two or three levels.
const deepestLevel = 16

/** The account or the accounts that a text of the policy stands for. */
export interface Named {
  /** The group; `undefined` for a single account. */
  readonly group: string | undefined
  /** At least one, each once. */
  readonly accounts: readonly AccountId[]
}

/** The groups of a policy: names for lists of accounts and of other groups. */
export class PolicyGroups {
  readonly #reader: YamlReader
  readonly #accounts: PolicyAccounts
  readonly #place: Place | undefined
  readonly #places = new Map<string, Place>()
  /** The accounts of the groups that were read. */
  readonly #members = new Map<string, readonly AccountId[] | Noted>()
  /** The number of levels of the groups that were read: 1 for a group of accounts alone. */
  readonly #levels = new Map<string, number>()
  /** The groups that are being read, each part of the one before it. */
  readonly #open: string[] = []
  readonly #used = new Set<string>()
  #suggestions: Suggestions | undefined
  #entries = 0

  /** @param place the optional mapping of names to lists */
  constructor(place: Place | undefined, accounts: PolicyAccounts, reader: YamlReader) {
    this.#reader = reader
    this.#accounts = accounts
    this.#place = place
    const groups = place === undefined ? noted : reader.mapping(place, anyKey)
    for (const [name, at] of groups === noted ? [] : groups) {
      noteName(name, 'group', at, reader)
      if (accounts.idOf.has(name)) reader.noteKey(at, takenName(name))
      this.#places.set(name, at)
    }
    for (const name of this.#places.keys()) this.#membersOf(name)
  }

  /**
   * Returns the account or the accounts that a text stands for: an id, or the name of an account or a group.
   * @param unitRemedy the remedy for the id of a unit
   */
  named(place: Place, unitRemedy = shareWithUnit): Named | Noted {
    const text = accountAt(place, this.#reader, notAccount)
    if (text === noted) return noted
    if (isAccountId(text)) return { group: undefined, accounts: [text] }
    const id = this.#accounts.idOf.get(text)
    if (id === noted) return noted
    if (id !== undefined) return { group: undefined, accounts: [id] }
    if (this.#places.has(text)) return this.#groupAt(text, place)
    return this.#reader.note(
      place,
      isUnitId(text)
        ? [`${quoted(text)} is the id of a unit, not of an account`, unitRemedy(text)]
        : this.#unknown(text),
    )
  }

  /** Returns a sentence for each group that no list names. */
  get unused(): readonly string[] {
    return [...this.#places]
      .filter(([name]) => !this.#used.has(name))
      .map(
        ([name, place]) =>
          `${formatPosition(this.#reader.positionOfKey(place))}the group ${quoted(name)} is used nowhere: it shares nothing with anybody.`,
      )
  }

  #groupAt(name: string, place: Place): Named | Noted {
    this.#used.add(name)
    if (this.#open.includes(name)) return this.#reader.note(place, circular([...this.#open, name]))
    if (this.#open.length >= deepestLevel) return this.#reader.note(place, tooDeep)
    const accounts = this.#membersOf(name)
    if (accounts === noted) return noted
    // The group may have been read before, within others or alone.
    if (this.#open.length + this.#levelsOf(name) > deepestLevel) return this.#reader.note(place, tooDeep)
    return { group: name, accounts }
  }

  #membersOf(name: string): readonly AccountId[] | Noted {
    const known = this.#members.get(name)
    if (known !== undefined) return known
    const place = this.#places.get(name)
    this.#open.push(name)
    const members = place === undefined ? noted : this.#read(place, name)
    this.#open.pop()
    this.#members.set(name, members)
    return members
  }

  #levelsOf(name: string | undefined): number {
    return name === undefined ? 0 : (this.#levels.get(name) ?? 0)
  }

  #read(place: Place, name: string): readonly AccountId[] | Noted {
    const entries = this.#hasTooMany ? noted : this.#reader.list(place, notList)
    if (entries === noted) return noted
    if (entries.length === 0) return this.#reader.note(place, empty)
    // Groups of groups of groups quickly add up to millions of accounts, as aliases do. Wrong entries take as long.
    this.#entries += entries.length
    if (this.#hasTooMany) return this.#reader.note(this.#place ?? place, tooMany)
    const members = new Set<AccountId>()
    const texts = new Set<string>()
    let levels = 0
    for (const entry of entries) {
      const named = this.named(entry)
      if (named === noted) continue
      this.#entries += named.accounts.length - 1
      if (this.#hasTooMany) return this.#reader.note(this.#place ?? place, tooMany)
      const text = textOf(named)
      if (texts.has(text)) this.#reader.note(entry, repeated(text))
      texts.add(text)
      levels = Math.max(levels, this.#levelsOf(named.group))
      for (const account of named.accounts) members.add(account)
    }
    this.#levels.set(name, levels + 1)
    // A group without any right entry has a problem for each of them.
    return members.size === 0 ? noted : [...members]
  }

  get #hasTooMany(): boolean {
    return this.#entries > mostRecipients
  }

  #unknown(name: string): Words {
    const rule = unitIdRule(name)
    if (rule !== undefined) return [`${quoted(name)} ${rule}`, unitIdRemedy]
    this.#suggestions ??= new Suggestions([...this.#accounts.names.values(), ...this.#places.keys()])
    const remedy = this.#suggestions.for(name) ?? 'Add it to accounts with its 12-digit id in quotes.'
    const what = this.#places.size === 0 ? 'no account' : 'no account or group'
    return [`${what} is named ${quoted(name)}`, remedy]
  }
}

/** Returns the text by which an entry is recognised if a list has it twice. */
export function textOf({ group, accounts: [account] }: Named): string {
  return group === undefined ? `account ${account}` : `the group ${quoted(group)}`
}

/** The problem of an entry that stands in its list already. */
export function repeated(entry: string): Words {
  return [`${entry} is in this list already`, 'Keep one of the two.']
}

// A group may be an exception, so this tells nobody to share.
function shareWithUnit(id: string): string {
  return `To share with the unit, write "- organizational-unit: ${id}" in share-with; a group has accounts and groups only.`
}

const notAccount: Words = [
  'is not an account',
  'Write the 12-digit id in quotes, or a name from accounts or groups.',
]
const notList: Words = ['is not a list', 'List names or quoted account ids.']
const empty: Words = ['the group has nobody in it', 'List its accounts, or remove the group.']
const tooDeep: Words = [
  `groups are nested more than ${deepestLevel} levels deep`,
  'Name the accounts or an inner group instead.',
]
const tooMany: Words = [
  `the groups have more than ${mostRecipients} accounts in all, and one run takes no more`,
  'Split the file into several, one step each.',
]

function takenName(name: string): Words {
  return [`${quoted(name)} is the name of an account already`, 'Give the group another name.']
}

function circular(names: readonly string[]): Words {
  const from = names.indexOf(names.at(-1) ?? '')
  const way = names.slice(from).map((name) => quoted(name))
  return [`the group ${way[0]} is part of itself (${way.join(', ')})`, 'Remove the entry.']
}
