import type { ImageId, Region } from '../sharing/identifiers.ts'
import type { Problem } from '../sharing/problem.ts'
import { isKnownToHaveWorkSpaces } from '../sharing/regions.ts'
import type { Mode, SharingRequest, WantedImage } from '../sharing/request.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import type { InputTexts } from './input-texts.ts'
import { InputProblems } from './input-problems.ts'
import { everyone, readAccountIds, readImageIds } from './lists.ts'
import { readBoolean, readChoice, readWholeNumber } from './scalars.ts'
import { readRegion, readRole, type JobEnvironment } from './sign-in.ts'

/** What the inputs ask for. */
export interface Settings {
  readonly request: SharingRequest
  readonly signIn: SignIn
  readonly maskAccountIds: boolean
  readonly warnings: readonly string[]
}

/** The settings, or every problem that the inputs have. */
export type InputReading =
  | { readonly kind: 'sound'; readonly settings: Settings }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }

const modes: readonly [Mode, ...Mode[]] = ['apply', 'plan', 'check']

/** Turns the inputs' texts into settings. Reports every problem at once; touches nothing outside. */
export function readInputs(texts: InputTexts, environment: JobEnvironment): InputReading {
  const problems = new InputProblems()
  const imageIds = readImageIds(texts['image-id'], problems)
  const wanted = readWanted(texts, problems)
  const mode = readChoice('mode', texts.mode, modes, problems)
  const waitForMinutes = readWholeNumber(
    'wait-for-minutes',
    texts['wait-for-minutes'],
    { least: 0, most: 360, unit: 'minutes' },
    problems,
  )
  const region = readRegion(texts, environment, problems)
  const role = readRole(texts, environment, region, problems)
  const maskAccountIds = readBoolean('mask-account-ids', texts['mask-account-ids'], problems)
  if (region === undefined || problems.found.length > 0) return { kind: 'refused', problems: problems.found }
  const images = imageIds.map((id: ImageId) => ({ image: { region, id }, ...wanted }))
  return {
    kind: 'sound',
    settings: {
      request: { mode, images, waitForMinutes },
      signIn: { region, role },
      maskAccountIds,
      warnings: warningsAbout(region),
    },
  }
}

function readWanted(texts: InputTexts, problems: InputProblems): Omit<WantedImage, 'image'> {
  const accounts = readAccountIds(texts['account-id'], problems)
  const allow = readBoolean('allow', texts.allow, problems)
  if (accounts !== everyone) {
    return allow ? { share: accounts, unshare: [] } : { share: [], unshare: accounts }
  }
  if (allow) {
    problems.add(
      'account-id',
      '"all" can only be unshared (allow: false), an image is never shared with everyone',
      'List the accounts to share with, or set allow: false to unshare from everyone.',
    )
  }
  return { share: [], unshare: 'everyone-else' }
}

function warningsAbout(region: Region): readonly string[] {
  if (isKnownToHaveWorkSpaces(region)) return []
  return [
    `aws-region: ${region} was not known to offer WorkSpaces when this version of the action was made. If AWS can't be reached, check the Region's spelling.`,
  ]
}
