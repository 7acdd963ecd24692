import * as fc from './fast-check.ts'

const firstHalf = 0xd8_00
const halves = 0x08_00

/**
 * Any character, but no half of one. fast-check's unit 'binary' gives the same ones. It makes a table of 1.1 million
 * characters for that, which takes a second in every test file.
 */
export const anyCharacter: fc.Arbitrary<string> = fc.nat(0x10_ff_ff - halves).map(
  (index) => String.fromCodePoint(index < firstHalf ? index : index + halves),
  (value) => {
    const [character, ...others] = typeof value === 'string' && value.isWellFormed() ? value : ''
    if (character === undefined || others.length > 0) throw new Error(`${String(value)} is no character.`)
    const code = character.codePointAt(0) ?? 0
    return code < firstHalf ? code : code - halves
  },
)
