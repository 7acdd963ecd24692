import { describe, expect, it } from '@jest/globals'
import { Masks } from '../../sandbox/runner/masks.ts'

const masking = (...values: string[]): Masks => {
  const masks = new Masks()
  for (const value of values) masks.addLines(value)
  return masks
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

describe('a masked value', () => {
  it('is hidden wherever it stands', () => {
    expect(masking('secret').apply('a secret, secrets: secret')).toBe('a ***, ***s: ***')
  })

  it('is hidden together with what adjoins or overlaps it', () => {
    expect(masking('abc', 'cde', 'fg').apply('xabcdefgx abab')).toBe('x***x abab')
    expect(masking('aa').apply('baaab')).toBe('b***b')
  })

  it('of several lines hides each line', () => {
    const masks = masking('first\r\n  second \n')
    expect(masks.apply('first, second')).toBe('***, ***')
  })

  it('is hidden in its encoded forms', () => {
    const secret = `it's "q" <&> ü/é`
    const masks = masking(secret)
    expect(masks.apply(base64(secret))).toBe('***')
    expect(masks.apply(base64(`user:${secret}`))).toMatch(/\*\*\*$/)
    expect(masks.apply(JSON.stringify({ secret }))).toBe('{"secret":"***"}')
    expect(masks.apply(encodeURIComponent(secret).replaceAll("'", '%27'))).toBe('***')
    expect(masks.apply('it&apos;s &quot;q&quot; &lt;&amp;&gt; ü/é')).toBe('***')
  })

  it('is never the empty text', () => {
    const masks = new Masks()
    masks.add('')
    expect(masks.touches('text')).toBe(false)
    expect(masks.apply('text')).toBe('text')
  })
})
