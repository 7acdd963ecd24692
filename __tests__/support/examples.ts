import {
  imageKey,
  isAccountId,
  isImageId,
  isRegion,
  type AccountId,
  type ImageId,
  type ImageReference,
  type Region,
} from '../../src/sharing/identifiers.ts'
import type { Attempt, Attempted } from '../../src/sharing/outcome.ts'
import { makePlan, type Change, type Plan } from '../../src/sharing/plan.ts'
import type { Problem } from '../../src/sharing/problem.ts'
import type { WantedImage } from '../../src/sharing/request.ts'
import type { CurrentImage, ImageDescription } from '../../src/sharing/state.ts'

/** An account by its number: `account(7)` is `000000000007`. */
export function account(number: number | string): AccountId {
  const text = String(number).padStart(12, '0')
  if (!isAccountId(text)) throw new Error(`${text} is not an account id`)
  return text
}

export const accounts = (...numbers: readonly number[]): AccountId[] => numbers.map(account)

export function regionOf(text: string): Region {
  if (!isRegion(text)) throw new Error(`${text} is not a Region`)
  return text
}

export function imageId(text: string): ImageId {
  if (!isImageId(text)) throw new Error(`${text} is not an image id`)
  return text
}

/** The account that owns the examples' images. */
export const owner = account('111122223333')
export const region = regionOf('eu-west-1')
export const image: ImageReference = { region, id: imageId('wsi-0123456789abc') }

/** An image by its number, in a Region. */
export function imageNumber(number: number, where: Region = region): ImageReference {
  return { region: where, id: imageId(`wsi-${String(number).padStart(9, '0')}`) }
}

export function describing(of = image, but: Partial<ImageDescription> = {}): ImageDescription {
  return {
    image: of,
    name: 'golden',
    state: 'AVAILABLE',
    owner,
    isBringYourOwnLicence: false,
    errors: [],
    ...but,
  }
}

/** What is wanted for an image, by the accounts' numbers. */
export function wanting(
  share: readonly number[],
  unshare: readonly number[] | 'everyone-else' = [],
  of = image,
): WantedImage {
  return {
    image: of,
    share: accounts(...share),
    unshare: unshare === 'everyone-else' ? unshare : accounts(...unshare),
  }
}

/** An image that these accounts can copy. */
export function standing(
  recipients: readonly number[],
  of = image,
  but: Partial<ImageDescription> = {},
): CurrentImage {
  return { description: describing(of, but), recipients: accounts(...recipients) }
}

export function byKey(images: readonly CurrentImage[]): ReadonlyMap<string, CurrentImage> {
  return new Map(images.map((one) => [imageKey(one.description.image), one]))
}

export function planOf(wanted: readonly WantedImage[], current: readonly CurrentImage[]): Plan {
  return makePlan(wanted, byKey(current))
}

export function change(kind: Change['kind'], number: number, of = image): Change {
  return { image: of, account: account(number), kind }
}

/** Changes with how their calls ended, one after the other; all alike where there is but one ending. */
export function attempted(changes: readonly Change[], ...attempts: readonly Attempt[]): readonly Attempted[] {
  return changes.flatMap((one, index) => {
    const attempt = attempts.length === 1 ? attempts[0] : attempts[index]
    return attempt === undefined ? [] : [{ change: one, attempt }]
  })
}

export function problem(but: Partial<Problem> = {}): Problem {
  return { reason: 'access-denied', message: 'It was denied.', remedy: 'Allow it.', ...but }
}
