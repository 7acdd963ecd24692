import { copyResultWithoutPlan, type CopyResult } from '../../src/copying/copy-result.ts'
import { isBundleId, type Bundle, type BundleId } from '../../src/copying/bundle.ts'
import type { CopyRequest } from '../../src/copying/copy-request.ts'
import type { CopyState } from '../../src/copying/copy-state.ts'
import { originText } from '../../src/copying/origin.ts'
import type { OwnImage } from '../../src/copying/own-image.ts'
import { readCopyTexts, type CopyTexts } from '../../src/input/copying/copy-texts.ts'
import { account, imageNumber, owner, region } from './examples.ts'

/** The image that is shared. */
export const source = imageNumber(1)
/** The account that is signed in. */
export const recipient = account(4)

/** The id of a bundle. */
export function bundleId(number: number): BundleId {
  const id = `wsb-${String(number).padStart(10, '0')}`
  if (!isBundleId(id)) throw new Error(`${id} is no id of a bundle`)
  return id
}

/** An image of the recipient: of another origin unless told otherwise. */
export function ownImage(but: Partial<OwnImage> = {}): OwnImage {
  return {
    image: imageNumber(9),
    name: 'other',
    state: 'AVAILABLE',
    owner: recipient,
    isBringYourOwnLicence: false,
    errors: [],
    text: '',
    ...but,
  }
}

/** A copy of the source. */
export function copyOfSource(but: Partial<OwnImage> = {}): OwnImage {
  return ownImage({ image: imageNumber(5), name: 'golden', text: originText({ source, owner }), ...but })
}

/** A bundle of the recipient that has another image. */
export function bundle(but: Partial<Bundle> = {}): Bundle {
  return { region, id: bundleId(1), name: 'desktop', owner: recipient, image: imageNumber(8).id, ...but }
}

/** A request of the recipient for the source. */
export function copyRequest(but: Partial<CopyRequest> = {}): CopyRequest {
  return {
    mode: 'apply',
    source,
    expectedOwner: owner,
    name: undefined,
    region,
    waitForMinutes: 0,
    bundles: [],
    ...but,
  }
}

/** What the reads show: the source is shared, and there is no copy. */
export function copyState(but: Partial<CopyState> = {}): CopyState {
  const shared = ownImage({ image: source, name: 'golden', owner })
  return { account: recipient, source: shared, owned: [], bundles: [], elsewhere: undefined, ...but }
}

/** The result of a run that found the copy. */
export function copyResult(but: Partial<CopyResult> = {}): CopyResult {
  return {
    ...copyResultWithoutPlan(copyRequest(), []),
    source: copyState().source,
    copy: copyOfSource(),
    ...but,
  }
}

/** The texts of inputs that a run takes, with some others. */
export function copyTextsOf(given: Readonly<Record<string, string>>): CopyTexts {
  const texts: Readonly<Record<string, string>> = {
    'image-id': source.id,
    'owner-account-id': owner,
    'aws-region': region,
    'wait-for-minutes': '0',
    mode: 'apply',
    'role-duration-seconds': '3600',
    'mask-account-ids': 'false',
    ...given,
  }
  return readCopyTexts((name) => texts[name] ?? '')
}
