import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { originOf, originText } from '../../src/copying/origin.ts'
import { account, imageId, imageNumber, regionOf } from '../support/examples.ts'
import { ownImage } from '../support/copies.ts'

const source = imageNumber(1)
const descriptionPattern = /^[a-zA-Z0-9_./() -]{1,256}$/

describe('the description of a copy', () => {
  it.each([account(7), undefined])('says where it comes from, in characters that AWS takes: %s', (owner) => {
    const text = originText({ source, owner })
    expect(text).toMatch(descriptionPattern)
    expect(originOf(ownImage({ text }))).toEqual({ source, owner })
  })

  it('fits for the longest id and Region', () => {
    const longest = originText({
      source: {
        id: imageId(`wsi-${'0'.repeat(63)}`),
        region: regionOf('abcde-abcdefghijkl-abcdefghijkl-abcdefghijkl-12'),
      },
      owner: account(7),
    })
    expect(longest).toMatch(descriptionPattern)
  })

  it.each([
    '',
    'Golden image',
    'Copy of wsi-short from eu-west-1 (owner 111122223333)',
    `Copy of ${source.id} from Ireland (owner 111122223333)`,
    `Copy of ${source.id} from eu-west-1 (owner 1111)`,
    `A copy of ${source.id} from eu-west-1 (owner 111122223333)`,
    `Copy of ${source.id} from eu-west-1 (owner 111122223333) and more`,
    `Copy of ${source.id} from eu-west-1 (owner 111122223333)\n`,
  ])('of anything else names no origin: %j', (text) => {
    expect(originOf(ownImage({ text }))).toBeUndefined()
  })

  it('is read to the letter, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const origin = originOf(ownImage({ text }))
        expect(origin === undefined || originText(origin) === text).toBe(true)
      }),
    )
  })
})
