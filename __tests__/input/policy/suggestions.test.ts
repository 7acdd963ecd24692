import { describe, expect, it } from '@jest/globals'
import { suggestion, Suggestions } from '../../../src/input/policy/suggestions.ts'

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `name-${index}`)
}

describe('a suggestion', () => {
  const known = names(200)

  it('is made for what is nearly right', () => {
    expect(suggestion('nam-7', known)).toBe('Did you mean name-7?')
    expect(suggestion('something else', known)).toBeUndefined()
    expect(suggestion('x', [])).toBeUndefined()
  })

  it('is made for texts as long as a name, and for no others', () => {
    const longest = 'n'.repeat(64)
    expect(suggestion(longest, [longest.slice(1)])).toBe(`Did you mean ${longest.slice(1)}?`)
    let reads = 0
    const counted = new Proxy([longest], {
      get: (target, key, receiver) => {
        reads += 1
        const value: unknown = Reflect.get(target, key, receiver)
        return value
      },
    })
    expect(suggestion(`${longest}n`, counted)).toBeUndefined()
    expect(reads).toBeLessThanOrEqual(1)
  })

  it('is made for the first few texts, and always the same', () => {
    const some = new Suggestions(known)
    const made = names(30).map((name) => some.for(`${name}x`))
    expect(made.filter((one) => one !== undefined)).toEqual(names(20).map((name) => `Did you mean ${name}?`))
    expect(names(30).map((name) => some.for(`${name}x`))).toEqual(made)
  })
})
