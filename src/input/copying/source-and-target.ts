import { isBundleId, type BundleId } from '../../copying/bundle.ts'
import { isImageName, nearestImageName } from '../../copying/copy-request.ts'
import { isRegion, type AccountId, type Region } from '../../sharing/identifiers.ts'
import { quoted, type InputProblems } from '../input-problems.ts'
import { keepAccountIds, keepIds, readList } from '../lists.ts'
import { regionRemedy } from '../region-remedy.ts'
import type { CopyTexts } from './copy-texts.ts'

/** The word that switches the guard off. An empty value never does, because it may be a missing variable. */
const off = 'any'
// AWS describes at most 25 bundles by their ids in one call.
const mostBundles = 25

/** Reads `source-region`; the default is the Region of the copy. */
export function readSourceRegion(
  text: string,
  region: Region | undefined,
  problems: InputProblems,
): Region | undefined {
  if (text === '') return region
  if (isRegion(text)) return text
  problems.add('source-region', `${quoted(text)} is not the code of a Region`, regionRemedy(text))
  return undefined
}

/** Reads `owner-account-id`: the account that has to own the image, or `any`. */
export function readOwner(text: string, problems: InputProblems): AccountId | typeof off | undefined {
  const entries = readList('owner-account-id', text, problems)
  if (entries.length === 0) {
    problems.add(
      'owner-account-id',
      'is empty, which never means "any account": it may be a variable that is missing',
      'Give the 12-digit id of the account that has to own the image, in quotes; any takes the image of any account.',
    )
    return undefined
  }
  if (entries.length > 1) {
    problems.add(
      'owner-account-id',
      `${quoted(text)} has ${entries.length} entries, an image has one owner`,
      'Give one account id, or any alone.',
    )
    return undefined
  }
  return entries[0] === off ? off : keepAccountIds('owner-account-id', entries, problems)[0]
}

/** Reads `name`; `undefined` for the source's name. */
export function readName(text: string, problems: InputProblems): string | undefined {
  if (text === '' || isImageName(text)) return text === '' ? undefined : text
  const nearest = nearestImageName(text)
  problems.add(
    'name',
    `${quoted(text)} is not 1 to 64 letters, digits or _./()\\- without spaces`,
    nearest === ''
      ? "Leave it out to take the source's name."
      : `The nearest name that AWS takes is ${nearest}.`,
  )
  return undefined
}

/** Reads `bundle-id`: bundles without duplicates, which need a wait for the copy. */
export function readBundleIds(texts: CopyTexts, problems: InputProblems): readonly BundleId[] {
  const entries = readList('bundle-id', texts['bundle-id'], problems)
  const note = (entry: string): void => {
    problems.add(
      'bundle-id',
      `${quoted(entry)} is not the id of a bundle (wsb- and 8 to 63 lower-case letters or digits)`,
      'Copy the id from the WorkSpaces console, under Bundles.',
    )
  }
  const ids = keepIds('bundle-id', entries, isBundleId, note, problems)
  if (ids.length > mostBundles) {
    problems.add(
      'bundle-id',
      `${ids.length} bundles are given, one step takes at most ${mostBundles}`,
      'Split the list, one step for each part.',
    )
  }
  if (entries.length > 0 && /^0*$/.test(texts['wait-for-minutes'])) {
    problems.add(
      'bundle-id',
      'needs a wait: a bundle can only use a copy that is AVAILABLE',
      'Set wait-for-minutes, such as 120, or leave bundle-id out.',
    )
  }
  return ids
}
