import type { AccountNames } from '../../sharing/account-names.ts'
import { isAccountId, isUnitId, type AccountId } from '../../sharing/identifiers.ts'
import { quoted, shortened } from '../input-problems.ts'
import type { Place } from './place.ts'
import { noted, type Noted, type Words } from './policy-problems.ts'
import type { KnownKeys, YamlReader } from './yaml-reader.ts'

const anyKey: KnownKeys = []
// The limit is in code points, as in JSON Schema.
const namePattern = /^(?![0-9]+$)[^\s,][^\n\r,]{0,62}$/u

/** The account names of a policy. */
export interface PolicyAccounts {
  /** The id of each name; {@link noted} if the name has a problem. */
  readonly idOf: ReadonlyMap<string, AccountId | Noted>
  readonly names: AccountNames
}

/** Reads the optional mapping of names to account ids. */
export function readAccounts(place: Place | undefined, reader: YamlReader): PolicyAccounts {
  const idOf = new Map<string, AccountId | Noted>()
  const names = new Map<AccountId, string>()
  const accounts = place === undefined ? new Map<string, Place>() : reader.mapping(place, anyKey)
  for (const [name, at] of accounts === noted ? [] : accounts) {
    noteName(name, 'account', at, reader)
    const text = accountAt(at, reader, notId)
    const id =
      text === noted || isAccountId(text)
        ? text
        : reader.note(at, [`${quoted(text)} ${notId[0]}`, isUnitId(text) ? unitRemedy : notId[1]])
    idOf.set(name, id)
    if (id === noted) continue
    const other = names.get(id)
    if (other === undefined) names.set(id, name)
    else reader.note(at, secondName(id, other))
  }
  return { idOf, names }
}

/**
 * Returns an account's id or possible name as text.
 * @param rule the problem to report for any other type
 */
export function accountAt(place: Place, reader: YamlReader, rule: Words): string | Noted {
  const number = reader.numberAt(place)
  if (number !== undefined) return reader.note(place, readAsNumber(number))
  const text = reader.value(place, isString, rule)
  if (text === noted || isAccountId(text) || !/^[0-9]+$/.test(text)) return text
  return reader.note(place, wrongLength(text))
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}

function readAsNumber(source: string): Words {
  const written = shortened(source)
  const id = /^[0-9]{1,12}$/.test(source) ? source.padStart(12, '0') : written
  return [
    `YAML reads ${written} as a number and drops leading zeros; an account id is a text of 12 digits`,
    `Write it in quotes: "${id}".`,
  ]
}

function wrongLength(digits: string): Words {
  return [
    `${quoted(digits)} has ${digits.length} digits, an AWS account id has exactly 12 digits`,
    'Copy the id from the account menu of the AWS console and write it in quotes.',
  ]
}

const notId: Words = ['is not an account id', 'Write the 12-digit id in quotes.']
const unitRemedy =
  'This is the id of an organization, a root or an organizational unit: write it in share-with, as organizational-unit.'

/** Notes the name of an account or a group if it can't be one. Nobody could tell an id of a unit from a unit. */
export function noteName(name: string, of: 'account' | 'group', place: Place, reader: YamlReader): void {
  if (isUnitId(name)) reader.noteKey(place, unitName(name, of))
  else if (!namePattern.test(name)) reader.noteKey(place, notName(name))
}

function unitName(name: string, of: string): Words {
  return [
    `${quoted(name)} looks like the id of an organization, a root or an organizational unit`,
    `Give the ${of} another name.`,
  ]
}

function notName(name: string): Words {
  return [
    `${quoted(name)} can't be the name of an account or a group`,
    'Use 1 to 63 characters, not digits alone, without comma.',
  ]
}

function secondName(id: AccountId, name: string): Words {
  return [`account ${id} has the name ${quoted(name)} already`, 'Keep one name for each account.']
}
