import { describe, expect, it } from '@jest/globals'
import { byHand, commandFor, notSentByHand } from '../../src/sharing/by-hand.ts'
import { account, change, image, imageNumber, problem, regionOf } from '../support/examples.ts'

const there = imageNumber(2, regionOf('us-gov-west-1'))

describe('the command of a change', () => {
  it.each([
    [change('unshare', 1), 'eu-west-1 --image-id wsi-0123456789abc', '--no-allow-copy-image'],
    [change('share', 1, there), 'us-gov-west-1 --image-id wsi-000000002', '--allow-copy-image'],
  ])('of %j has its Region, image and account', (one, where, flag) => {
    expect(commandFor(one)).toBe(
      `aws workspaces update-workspace-image-permission --region ${where} --shared-account-id 000000000001 ${flag}`,
    )
  })
})

describe('a problem', () => {
  const [unshare, share] = [change('unshare', 1), change('share', 2)]

  it('has the command for advice, and says which image and account it is about', () => {
    const broken = problem({ reason: 'unreachable', remedy: 'Run it again.' })
    expect(byHand(broken, unshare)).toEqual({
      ...broken,
      remedy: `Unshare it by hand: ${commandFor(unshare)}`,
      image,
      account: account(1),
    })
    expect(byHand(broken, share).remedy).toBe(`Share it again by hand: ${commandFor(share)}`)
  })

  it('keeps the advice that has an example, for what has to be allowed first', () => {
    const denied = problem({ remedy: 'Allow it.', example: '{}' })
    expect(byHand(denied, unshare)).toMatchObject({
      remedy: `Allow it. Unshare it by hand: ${commandFor(unshare)}`,
      example: '{}',
    })
  })

  it('of many changes that nothing was sent for says of each that there was nothing', () => {
    const denied = problem({ example: '{}', aws: { name: 'X' }, region: image.region })
    expect(notSentByHand(denied, unshare)).toEqual({
      reason: 'access-denied',
      message: 'Nothing was sent to unshare wsi-0123456789abc from 000000000001. It was denied.',
      remedy: `Unshare it by hand: ${commandFor(unshare)}`,
      image,
      account: account(1),
    })
    expect(notSentByHand(denied, unshare, true).message).toBe(
      'Nothing more was sent to unshare wsi-0123456789abc from 000000000001. It was denied.',
    )
  })
})
