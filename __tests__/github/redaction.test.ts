import { beforeEach, describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { Secrets } from '../../src/github/redaction.ts'
import { anyCharacter } from '../support/any-character.ts'
import { captureStdout } from '../support/stdout.ts'

let written: () => string
let secrets: Secrets
beforeEach(() => {
  written = captureStdout()
  secrets = new Secrets()
})

const secret = 'Aaaa1/bBB2+c3333==D4"ee'

describe('a secret', () => {
  it.each<[spelling: string, text: string]>([
    ['as it is', secret],
    ['in an address', encodeURIComponent(secret)],
    ['in an address, in lower case', 'Aaaa1%2fbBB2%2bc3333%3d%3dD4%22ee'],
    ['in JSON', JSON.stringify({ key: secret }).slice(8, -2)],
  ])('is hidden %s', (_spelling, text) => {
    secrets.mask(secret)
    expect(secrets.redact(`<${text}> and ${text}`)).toBe('<***> and ***')
  })

  it.each(['', 'k', 'ke', 'key', 'key='])('is hidden in base64 behind %j', (before) => {
    secrets.mask(secret)
    const text = Buffer.from(`${before}${secret}!`).toString('base64')
    expect(secrets.redact(text)).toMatch(/^[\w+/]{0,6}\*\*\*[\w+/=]{0,4}$/)
  })

  it.each<[how: string, text: string]>([
    ['over lines', 'Aaaa1/bBB2\n+c3333==\r\n  D4"ee'],
    ['over lines of JSON', String.raw`Aaaa1/bBB2\n+c3333==D4"ee`],
    ['over lines of JSON in JSON', String.raw`Aaaa1/bBB2\r\n+c3333==D4\"ee`],
    ['over lines in an address', 'Aaaa1%2FbBB2%0D%0A%2Bc3333%3D%3D%20D4%22ee'],
    ['over lines of base64', Buffer.from(secret).toString('base64').replaceAll(/.{8}/g, '$&\n')],
    ['letter by letter', secret.replaceAll(/.(?=.)/g, '$& ')],
  ])('is hidden where it is split %s', (_how, text) => {
    secrets.mask(secret)
    expect(secrets.redact(`<${text}>`)).toMatch(/^<\*\*\*(?:.=)?\n?>$/)
  })

  it('is hidden in base64 for addresses', () => {
    secrets.mask('??>>??>>??>>')
    expect(secrets.redact(Buffer.from('??>>??>>??>>').toString('base64url'))).toBe('***')
  })

  it('leaves the words around it as they are, white space included', () => {
    secrets.mask(secret)
    expect(secrets.redact(`one  two\n${secret.slice(0, 5)} ${secret.slice(5)}\tthree`)).toBe(
      'one  two\n***\tthree',
    )
  })

  it('is told to the runner, once', () => {
    secrets.mask(secret)
    secrets.mask(secret)
    expect(written().trimEnd().split('\n')).toEqual([`::add-mask::${secret}`])
  })

  it('of several lines is hidden as a whole, and line by line', () => {
    secrets.mask('first-line\n  second-line\r\nx\n')
    expect(written().trimEnd()).toBe('::add-mask::first-line%0A  second-line%0D%0Ax%0A')
    expect(secrets.redact('first-line\n  second-line\r\nx\n')).toBe('***')
    expect(secrets.redact('second-line, first-line: x')).toBe('***, ***: x')
  })

  it.each(['', '         ', 'secret', 'a\nb'])('that can be none is a word as any other: %j', (word) => {
    secrets.mask(word)
    expect(written()).toBe('')
    expect(secrets.redact(`no ${word}`)).toBe(`no ${word}`)
  })

  it('is hidden whatever it is, and whatever stands around it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter, minLength: 8 }),
        fc.string(),
        fc.string(),
        (text, before, after) => {
          fc.pre(text.trim().length >= 8)
          const own = new Secrets()
          own.mask(text)
          const shown = own.redact(`${before}${text}${after}`)
          expect(shown.includes(text)).toBe('***'.includes(text))
          expect(shown).toContain('***')
        },
      ),
    )
  })
})
