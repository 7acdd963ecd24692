import { isUnitId, type Region } from '../../sharing/identifiers.ts'
import { mostRecipients } from '../../sharing/limits.ts'
import type { Exception, WantedUnit } from '../../sharing/request.ts'
import { parseDay, timeBox, type TimeBox } from '../../sharing/time-box.ts'
import type { Way } from '../../sharing/ways.ts'
import { quoted } from '../input-problems.ts'
import { unitIdRemedy, unitIdRule } from '../unit-ids.ts'
import type { Place } from './place.ts'
import { repeated, textOf, type Named, type PolicyGroups } from './policy-groups.ts'
import { noted, type Noted, type Words } from './policy-problems.ts'
import type { YamlReader } from './yaml-reader.ts'

const keys = ['account', 'group', 'organizational-unit', 'except', 'until']
const subjects = ['account', 'group', 'organizational-unit'] as const

/** The settings that a policy is read with. */
export interface PolicyContext {
  /** The Region of images that name none, from the input aws-region. */
  readonly defaultRegion: Region | undefined
  readonly today: Date
  /** Whether shares end with the job; nothing may be unshared then. */
  readonly temporary: boolean
}

/** The recipients of an image as its list has them: ways to accounts, and units. */
export interface Recipients {
  readonly ways: readonly Way[]
  readonly units: readonly WantedUnit[]
  /** The groups and units of the list. */
  readonly sources: readonly string[]
}

/** An account or a group, and the end of the share. */
interface NamedEntry extends Named {
  readonly box: TimeBox | undefined
}

/** Reads the recipients of images. */
export class RecipientReader {
  readonly #reader: YamlReader
  readonly #images: Place
  readonly #groups: PolicyGroups
  readonly #context: PolicyContext
  #entries = 0

  /** @param images the list of all images */
  constructor(reader: YamlReader, images: Place, groups: PolicyGroups, context: PolicyContext) {
    this.#reader = reader
    this.#images = images
    this.#groups = groups
    this.#context = context
  }

  /**
   * Reads the recipients of one image.
   * @param mayBeEmpty whether the list may be empty: it may if everyone else is unshared
   */
  read(list: Place, mayBeEmpty: boolean): Recipients | Noted {
    const entries = this.#hasTooMany ? noted : this.#reader.list(list, notList)
    if (entries === noted) return noted
    if (entries.length === 0 && !mayBeEmpty) return this.#reader.note(list, nobody)
    this.#entries += entries.length
    // A few aliases of a long list quickly add up to millions of accounts.
    if (this.#hasTooMany) return this.#reader.note(this.#images, tooMany)
    const named: NamedEntry[] = []
    const units: WantedUnit[] = []
    const texts = new Set<string>()
    for (const place of entries) {
      const entry = this.#entry(place)
      if (entry === noted) continue
      const text = 'id' in entry ? entry.id : textOf(entry)
      if (texts.has(text)) this.#reader.note(place, repeated(text))
      texts.add(text)
      if ('id' in entry) units.push(entry)
      else named.push(entry)
      // A group has at least one account.
      this.#entries += 'id' in entry ? 0 : entry.accounts.length - 1
      if (this.#hasTooMany) return this.#reader.note(this.#images, tooMany)
    }
    return {
      ways: named.flatMap(({ accounts, group, box }) =>
        accounts.map((account) => ({ account, via: group, box })),
      ),
      units,
      sources: [...named.flatMap(({ group }) => group ?? []), ...units.map(({ id }) => id)],
    }
  }

  get #hasTooMany(): boolean {
    return this.#entries > mostRecipients
  }

  #entry(entry: Place): NamedEntry | WantedUnit | Noted {
    if (!this.#reader.isMapping(entry)) return this.#withBox(this.#groups.named(entry), undefined)
    const values = this.#reader.mapping(entry, keys)
    if (values === noted) return noted
    const until = values.get('until')
    const box = until === undefined ? undefined : this.#box(until, entry)
    const given = subjects.filter((key) => values.has(key))
    const [key, other] = given
    if (key !== undefined && other !== undefined)
      return this.#reader.note(entry, [`the entry has both ${key} and ${other}`, 'Make two entries of it.'])
    const except = values.get('except')
    const unit = values.get('organizational-unit')
    if (unit !== undefined) return this.#unit(unit, except, box)
    if (except !== undefined) return this.#reader.note(except, exceptWithoutUnit)
    const [account, group] = [values.get('account'), values.get('group')]
    if (group !== undefined) return this.#withBox(this.#group(group), box)
    if (account !== undefined) return this.#withBox(this.#groups.named(account), box)
    return this.#reader.noteMissing(entry, 'account', 'Add account.')
  }

  #withBox(named: Named | Noted, box: TimeBox | undefined | Noted): NamedEntry | Noted {
    return named === noted || box === noted ? noted : { ...named, box }
  }

  #group(place: Place): Named | Noted {
    const named = this.#groups.named(place)
    return named !== noted && named.group === undefined ? this.#reader.note(place, notGroup) : named
  }

  #unit(place: Place, except: Place | undefined, box: TimeBox | undefined | Noted): WantedUnit | Noted {
    const text = this.#reader.textOf(place, isText, notUnit)
    const exceptions = except === undefined ? [] : this.#exceptions(except)
    if (text === noted || exceptions === noted || box === noted) return noted
    if (!isUnitId(text)) {
      const rule = unitIdRule(text) ?? notUnit[0]
      return this.#reader.note(place, [`${quoted(text)} ${rule}`, unitIdRemedy])
    }
    return { id: text, kind: 'share', except: exceptions, box, where: this.#reader.positionOf(place) }
  }

  #exceptions(list: Place): readonly Exception[] | Noted {
    const entries = this.#reader.list(list, notExceptions)
    if (entries === noted) return noted
    if (entries.length === 0) return this.#reader.note(list, noExceptions)
    this.#entries += entries.length
    if (this.#hasTooMany) return this.#reader.note(this.#images, tooMany)
    const exceptions: Exception[] = []
    for (const entry of entries) {
      const named = this.#groups.named(entry, exceptUnit)
      if (named === noted) continue
      this.#entries += named.accounts.length - 1
      if (this.#hasTooMany) return this.#reader.note(this.#images, tooMany)
      const { accounts } = named
      exceptions.push({ text: textOf(named), accounts, where: this.#reader.positionOf(entry) })
    }
    return exceptions
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

function isText(text: string): text is string {
  return text !== ''
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
const notDay: Words = [
  'is not a date of the calendar, written YYYY-MM-DD',
  'Write the last day of the share, such as 2027-03-31.',
]
const notGroup: Words = ['this is an account, not a group', 'Write account: in place of group:.']
const notUnit: Words = [
  'is not the id of an organizational unit (ou-...), a root (r-...) or an organization (o-...)',
  unitIdRemedy,
]
const exceptWithoutUnit: Words = [
  'except goes only with organizational-unit',
  'Remove it; to leave an account out of a group, make another group.',
]
const notExceptions: Words = ['is not a list', 'List the names or quoted ids of the accounts to leave out.']
const noExceptions: Words = ['the list is empty', 'List the accounts to leave out, or remove except.']

function exceptUnit(): string {
  return 'List the accounts of the unit: except takes accounts and groups, no units.'
}
