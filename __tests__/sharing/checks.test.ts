import { describe, expect, it } from '@jest/globals'
import { checkPlan } from '../../src/sharing/checks.ts'
import type { Problem } from '../../src/sharing/problem.ts'
import type { ImageDescription } from '../../src/sharing/state.ts'
import {
  account,
  image,
  imageNumber,
  owner,
  planOf,
  problem,
  regionOf,
  standing,
  wanting,
} from '../support/examples.ts'

const govCloud = { ...image, region: regionOf('us-gov-west-1') }
const refused = (share: number[], but: Partial<ImageDescription>, of = image) =>
  checkPlan(planOf([wanting(share, 'everyone-else', of)], [standing([9], of, but)]))

describe('a plan is refused', () => {
  it('when an image to share is PENDING', () => {
    expect(refused([1], { state: 'PENDING' })).toEqual([
      {
        reason: 'image-not-available',
        message: 'Image wsi-0123456789abc (golden) is in state PENDING.',
        remedy: 'Set wait-for-minutes to wait until it is AVAILABLE, or run again later.',
        image,
      },
    ])
  })

  it('without naming wait-for-minutes as the remedy where the wait was asked for', () => {
    const plan = planOf([wanting([1], [])], [standing([9], image, { state: 'PENDING' })])
    expect(checkPlan(plan, [], true)).toMatchObject([
      {
        remedy: 'Mend the other problems and run it again. It then waits for the image (wait-for-minutes).',
      },
    ])
  })

  it.each<[what: string, known: Partial<Problem>, reasons: Problem['reason'][]]>([
    ['the wait for it timed out', { reason: 'wait-timed-out', image }, []],
    [
      'the wait for another timed out',
      { reason: 'wait-timed-out', image: imageNumber(2) },
      ['image-not-available'],
    ],
    ['the wait for nothing in particular timed out', { reason: 'wait-timed-out' }, ['image-not-available']],
    ['something else is the matter with it', { reason: 'unreachable', image }, ['image-not-available']],
  ])('for PENDING, told once: %s', (_what, known, reasons) => {
    const plan = planOf([wanting([1], [])], [standing([9], image, { state: 'PENDING' })])
    expect(checkPlan(plan, [problem(known)]).map(({ reason }) => reason)).toStrictEqual(reasons)
  })

  it('when an image to share is in ERROR, with all that AWS says about it', () => {
    const errors = ['Sysprep failed.', 'E1: a second reason']
    expect(refused([1], { state: 'ERROR', errors })).toEqual([
      {
        reason: 'image-not-available',
        message: 'Image wsi-0123456789abc (golden) is in state ERROR: Sysprep failed. E1: a second reason',
        remedy: 'Only an AVAILABLE image can be shared. Create the image anew, then share that one.',
        image,
      },
    ])
  })

  it('when an image to share is in a state that is new', () => {
    expect(refused([1], { state: 'ARCHIVED' })).toMatchObject([
      { message: 'Image wsi-0123456789abc (golden) is in state ARCHIVED.' },
    ])
  })

  it('when an image is to be shared with its owner', () => {
    const plan = planOf([{ image, share: [account(1), owner], unshare: [] }], [standing([])])
    expect(checkPlan(plan)).toEqual([
      {
        reason: 'invalid-input',
        message:
          "Account 111122223333 owns image wsi-0123456789abc; an image can't be shared with its owner.",
        remedy: 'Remove the owner from the accounts to share with: it can copy its own image anyway.',
        image,
        account: owner,
      },
    ])
  })

  it('when a BYOL image is to be shared in GovCloud', () => {
    expect(refused([1], { isBringYourOwnLicence: true }, govCloud)).toEqual([
      {
        reason: 'not-supported',
        message:
          "Image wsi-0123456789abc is a BYOL image in us-gov-west-1; AWS doesn't offer sharing BYOL images in GovCloud (US).",
        remedy: 'Ask AWS Support to share it.',
        image: govCloud,
      },
    ])
  })

  it('for all its reasons at once, image by image', () => {
    const [one, two] = [imageNumber(1), imageNumber(2, govCloud.region)]
    const plan = planOf(
      [
        { image: two, share: [owner], unshare: [] },
        { image: one, share: [owner], unshare: [] },
      ],
      [standing([], one), standing([], two, { state: 'ERROR', isBringYourOwnLicence: true })],
    )
    expect(checkPlan(plan).map(({ reason, image: of }) => [reason, of?.id])).toEqual([
      ['invalid-input', one.id],
      ['image-not-available', two.id],
      ['invalid-input', two.id],
      ['not-supported', two.id],
    ])
  })
})

describe('a plan is not refused', () => {
  it.each<[what: string, share: number[], but: Partial<ImageDescription>, of: typeof image]>([
    ['when all is well', [1], {}, image],
    ['when an image to unshare is PENDING', [], { state: 'PENDING' }, image],
    ['when an image to unshare is in ERROR', [], { state: 'ERROR', errors: ['x'] }, image],
    ['when a BYOL image is shared elsewhere', [1], { isBringYourOwnLicence: true }, image],
    ['when a BYOL image is unshared in GovCloud', [], { isBringYourOwnLicence: true }, govCloud],
    ['when an ordinary image is shared in GovCloud', [1], {}, govCloud],
    ['when the owner is not known', [1], { owner: undefined }, image],
  ])('%s', (_what, share, but, of) => {
    expect(refused(share, but, of)).toEqual([])
  })

  it.each(['PENDING', 'ERROR'])('when all who are to can copy an image in state %s already', (state) => {
    const plan = planOf([wanting([1], 'everyone-else')], [standing([1, 9], image, { state })])
    expect(checkPlan(plan)).toEqual([])
  })

  it('when the owner is named to be unshared', () => {
    const plan = planOf([{ image, share: [], unshare: [owner] }], [standing([])])
    expect(checkPlan(plan)).toEqual([])
  })
})
