import { describe, expect, it } from '@jest/globals'
import { filePairs, parseFileCommand } from '../../sandbox/runner/files.ts'

describe('a file of names and values', () => {
  it.each<[text: string, pairs: Record<string, string>]>([
    ['', {}],
    ['a=1', { a: '1' }],
    ['a=1\n\n\nb=2\n', { a: '1', b: '2' }],
    ['a=', { a: '' }],
    ['a=1=2', { a: '1=2' }],
    ['a=<<EOF\n', { a: '<<EOF' }],
    ['a=1\na=2\n', { a: '2' }],
    ['a=1\r\n', { a: '1\r' }],
    ['=1', { '': '1' }],
    ['a<<EOF\nEOF\n', { a: '' }],
    ['a<<EOF\n\nEOF', { a: '' }],
    ['a<<EOF\n1\n2\nEOF\n', { a: '1\n2' }],
    ['a<<EOF\n EOF\nEOF \nb=1\nEOF\nc=3', { a: ' EOF\nEOF \nb=1', c: '3' }],
    ['a<<E=F\n1\nE=F\n', { a: '1' }],
    ['a<<E<<F\n1\nE<<F\n', { a: '1' }],
    ['__proto__=1', Object.fromEntries([['__proto__', '1']])],
  ])('%j', (text, pairs) => {
    expect(parseFileCommand(text)).toEqual(pairs)
  })

  it.each([
    ['a', "Invalid format 'a'"],
    ['a<<', "Invalid format 'a<<'. Name must not be empty and delimiter must not be empty"],
    ['<<EOF', "Invalid format '<<EOF'. Name must not be empty and delimiter must not be empty"],
    ['a<<EOF', "Invalid value. Matching delimiter not found 'EOF'"],
    ['a<<EOF\n1\n', "Invalid value. Matching delimiter not found 'EOF'"],
    ['a<<EOF\n1', 'Invalid value. EOF marker missing new line.'],
  ])('refuses %j', (text, message) => {
    expect(() => parseFileCommand(text)).toThrow(new Error(message))
  })

  it('has handed out the pairs before a bad line when it meets it', () => {
    const pairs = filePairs('a=1\nbad\n')
    expect(pairs.next().value).toEqual(['a', '1'])
    expect(() => pairs.next()).toThrow("Invalid format 'bad'")
  })
})
