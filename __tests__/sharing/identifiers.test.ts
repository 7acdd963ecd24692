import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { imageKey, isAccountId, isImageId, isRegion } from '../../src/sharing/identifiers.ts'
import { anyCharacter } from '../support/any-character.ts'
import { image } from '../support/examples.ts'

describe('an image id', () => {
  it.each<[text: string, is: boolean]>([
    ['wsi-0123456789abc', true],
    [`wsi-${'a'.repeat(9)}`, true],
    [`wsi-${'z'.repeat(63)}`, true],
    [`wsi-${'a'.repeat(8)}`, false],
    [`wsi-${'a'.repeat(64)}`, false],
    ['', false],
    ['wsi-', false],
    ['wsi-0123456789ABC', false],
    ['wsi-012345678_abc', false],
    ['wsb-0123456789abc', false],
    ['x-wsi-0123456789abc', false],
    ['wsi-0123456789abc\n', false],
    ['wsi-0123456789abc\nx', false],
  ])('%j: %s', (text, is) => {
    expect(isImageId(text)).toBe(is)
  })
})

describe('an account id', () => {
  it.each<[text: string, is: boolean]>([
    ['111122223333', true],
    ['000000000000', true],
    ['11112222333', false],
    ['1111222233334', false],
    ['1111-2222-3333', false],
    ['11112222333a', false],
    ['１１１１２２２２３３３３', false],
    ['٠٠٠٠٠٠٠٠٠٠٠٠', false],
    ['111122223333\n', false],
    ['', false],
  ])('%j: %s', (text, is) => {
    expect(isAccountId(text)).toBe(is)
  })
})

describe('a Region', () => {
  it.each<[text: string, is: boolean]>([
    ['eu-west-1', true],
    ['ap-southeast-5', true],
    ['us-gov-west-1', true],
    ['cn-northwest-1', true],
    ['us-isob-east-1', true],
    ['eu-isoe-west-1', true],
    ['ap-southeast-12', true],
    ['ap-southeast-123', false],
    ['eu-west', false],
    ['eu-1', false],
    ['EU-WEST-1', false],
    ['eu-west-1a', false],
    ['eu-west-1.evil.example', false],
    ['eu-west-1/', false],
    ['evil.example/eu-west-1', false],
    ['1eu-west-1', false],
    ['e-west-1', false],
    ['eu-w-1', false],
    ['a-b-c-d-e-1', false],
    ['eu-west-1\n', false],
    ['fips-us-east-1', false],
    ['fips-us-gov-west-1', false],
    ['us-east-1-fips', false],
    ['fips-dkr-us-east-1', false],
    ['fips-1', false],
    ['', false],
  ])('%j: %s', (text, is) => {
    expect(isRegion(text)).toBe(is)
  })
})

// A Region becomes part of the addresses that are asked with credentials.
it('is a Region only what stays one label of a host name, whatever the text', () => {
  const pieces = [
    'eu',
    'us-gov',
    '-',
    'west',
    '1',
    '12',
    '.',
    '/',
    '@',
    '#',
    ':',
    '?',
    '%2e',
    ' ',
    '\n',
    '\u3002',
  ]
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...pieces), maxLength: 8 }),
    fc.stringMatching(/^[a-z]{1,6}(-[a-z]{1,13}){0,4}-[0-9]{1,3}$/),
    fc.string({ unit: anyCharacter }),
  )
  fc.assert(
    fc.property(text, (region) => {
      const { hostname, pathname } = new URL(`https://workspaces.${isRegion(region) ? region : 'x'}.example/`)
      expect([hostname, pathname]).toEqual([`workspaces.${isRegion(region) ? region : 'x'}.example`, '/'])
      expect(hostname.split('.')).toHaveLength(3)
    }),
    { numRuns: 150 },
  )
})

it('keys an image by its Region and its id', () => {
  expect(imageKey(image)).toBe('eu-west-1/wsi-0123456789abc')
})
