import { isAccountId, isUnitId, type AccountId, type Region, type UnitId } from '../sharing/identifiers.ts'
import { mostRecipients } from '../sharing/limits.ts'
import type { WantedImage, WantedRecipients, WantedUnit } from '../sharing/request.ts'
import type { InputProblems } from './input-problems.ts'
import type { InputTexts } from './input-texts.ts'
import { everyone, readAccountIds, readImageIds } from './lists.ts'
import { readBoolean } from './scalars.ts'

/** Reads `image-id`, `account-id`, `allow` and `exclusive`, and checks their combination with `temporary`. */
export function readWantedImages(
  texts: InputTexts,
  region: Region | undefined,
  temporary: boolean,
  problems: InputProblems,
): readonly WantedImage[] {
  const ids = readImageIds(texts['image-id'], problems)
  const recipients = readRecipients(texts, temporary, problems)
  refuseTooMany(ids.length, recipients, problems)
  return region === undefined ? [] : ids.map((id) => ({ image: { region, id }, ...recipients }))
}

function readRecipients(texts: InputTexts, temporary: boolean, problems: InputProblems): WantedRecipients {
  const accounts = readAccountIds(texts['account-id'], problems)
  const allow = readBoolean('allow', texts.allow, problems)
  const exclusive = readBoolean('exclusive', texts.exclusive, problems)
  refuseContradictions({ allow, exclusive, temporary }, problems)
  if (accounts === everyone) {
    if (allow) {
      problems.add(
        'account-id',
        '"all" can only be unshared (allow: false), an image is never shared with everyone',
        'List the accounts to share with, or set allow: false to unshare from everyone.',
      )
    }
    return { share: [], unshare: 'everyone-else' }
  }
  const named = accounts.filter(isAccountId)
  const units = unitsIn(accounts, allow ? 'share' : 'unshare')
  if (!allow) return { share: [], unshare: named, ...units }
  return { share: named, unshare: exclusive ? 'everyone-else' : [], ...units }
}

function unitsIn(
  ids: readonly (AccountId | UnitId)[],
  kind: WantedUnit['kind'],
): Pick<WantedRecipients, 'units'> {
  const units = ids
    .filter(isUnitId)
    .map((id): WantedUnit => ({ id, kind, except: [], box: undefined, where: undefined }))
  return units.length === 0 ? {} : { units }
}

// Two short lists have a long product. A run that is too large is refused before the first request.
function refuseTooMany(images: number, { share, unshare }: WantedRecipients, problems: InputProblems): void {
  const accounts = share.length + (unshare === 'everyone-else' ? 0 : unshare.length)
  if (images * accounts <= mostRecipients) return
  problems.add(
    'account-id',
    `${accounts} accounts for each of ${images} images are ${images * accounts} in all, one run takes at most ${mostRecipients}`,
    'Split one of the lists, one step for each part.',
  )
}

function refuseContradictions(
  {
    allow,
    exclusive,
    temporary,
  }: { readonly allow: boolean; readonly exclusive: boolean; readonly temporary: boolean },
  problems: InputProblems,
): void {
  if (exclusive && !allow) {
    problems.add(
      'exclusive',
      'true goes only with allow: true',
      'To unshare from everyone, write account-id: all with allow: false.',
    )
  }
  if (temporary && (exclusive || !allow)) {
    problems.add(
      'temporary',
      `true only undoes shares, but ${allow ? 'exclusive: true' : 'allow: false'} unshares`,
      'Set temporary: false, or only share in this step.',
    )
  }
}

/** Reports every input that can't be combined with the policy file. */
export function refuseListsBesidePolicy(texts: InputTexts, problems: InputProblems): void {
  const unless: readonly (readonly [keyof InputTexts, readonly string[]])[] = [
    ['image-id', ['']],
    ['account-id', ['']],
    ['allow', ['true', 'True', 'TRUE']],
    ['exclusive', ['false', 'False', 'FALSE']],
  ]
  for (const [input, silent] of unless) {
    if (silent.includes(texts[input])) continue
    problems.add(
      input,
      `can't be combined with policy-file, which says who may copy what`,
      `Remove ${input} or policy-file.`,
    )
  }
}
