import { describe, expect, it } from '@jest/globals'
import { fittingIn } from '../../src/report/json-room.ts'

const same = (text: string) => text
const short = (text: string) => text.slice(0, 1)

describe('what fits into so many bytes of JSON', () => {
  it('is a list in its order, with its size', () => {
    // Two quotes and a comma each; ü takes two bytes.
    expect(fittingIn(13, ['a', 'ü', 'b'], [same])).toEqual({ kept: ['a', 'ü', 'b'], bytes: 13 })
    expect(fittingIn(12, ['a', 'ü', 'b'], [same])).toEqual({ kept: ['a', 'ü'], bytes: 9 })
    expect(fittingIn(0, ['a'], [same])).toEqual({ kept: [], bytes: 0 })
    expect(fittingIn(0, [], [same])).toEqual({ kept: [], bytes: 0 })
  })

  it('is all of the list in the first form in which it fits', () => {
    expect(fittingIn(21, ['aaaa', 'bbbb', 'cccc'], [same, short]).kept).toEqual(['aaaa', 'bbbb', 'cccc'])
    expect(fittingIn(20, ['aaaa', 'bbbb', 'cccc'], [same, short]).kept).toEqual(['a', 'b', 'c'])
  })

  it('is the beginning of the list in the last form where it fits in none', () => {
    expect(fittingIn(10, ['aaaa', 'bbbb', 'cccc'], [same, short]).kept).toEqual(['a', 'b'])
  })
})
