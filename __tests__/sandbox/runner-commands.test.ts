import { describe, expect, it } from '@jest/globals'
import { place } from '../../sandbox/runner/annotations.ts'
import { parseCommand } from '../../sandbox/runner/commands.ts'
import { LineSplitter } from '../../sandbox/runner/lines.ts'

const registered = new Set(['error', 'debug', 'group'])
const parse = (
  line: string,
): [name: string, properties: Record<string, string>, data: string] | undefined => {
  const command = parseCommand(line, registered)
  return command && [command.name, Object.fromEntries(command.properties), command.data]
}

const lines = (...chunks: (string | Buffer)[]): string[] => {
  const found: string[] = []
  const splitter = new LineSplitter(
    () => {},
    (line) => found.push(line),
  )
  for (const chunk of chunks) splitter.write(Buffer.from(chunk))
  splitter.end()
  return found
}

describe('a command in a line of output', () => {
  it.each<[line: string, name: string, properties: Record<string, string>, data: string]>([
    ['::error::text', 'error', {}, 'text'],
    ['  \t::error::text', 'error', {}, 'text'],
    ['::ERROR::text', 'error', {}, 'text'],
    ['::error title=T,file=a.ts,line=3::text', 'error', { title: 'T', file: 'a.ts', line: '3' }, 'text'],
    ['::error TITLE=T::text', 'error', { title: 'T' }, 'text'],
    ['::error title=a%3Ab%2Cc%25%0A::x%0Ay%25%0D', 'error', { title: 'a:b,c%\n' }, 'x\ny%\r'],
    ['::error::%250A', 'error', {}, '%0A'],
    ['::error::%3A', 'error', {}, '%3A'],
    ['::error title=,file=::text', 'error', {}, 'text'],
    ['::error title=a=b::text', 'error', { title: 'a=b' }, 'text'],
    ['::error::a::b', 'error', {}, 'a::b'],
    ['##[error]text', 'error', {}, 'text'],
    ['image "##[error]text', 'error', {}, 'text'],
    ['said: ##[error title=T;line=3]text', 'error', { title: 'T', line: '3' }, 'text'],
    ['##[error title=%5D%3B]a%3Bb', 'error', { title: '];' }, 'a;b'],
    ['::unknown::##[error]text', 'error', {}, 'text'],
  ])('%j', (line, ...expected) => {
    expect(parse(line)).toEqual(expected)
  })

  it.each([
    '',
    'text',
    'x ::error::text',
    '::error',
    '::error:text',
    '::unknown::x',
    '##[unknown]x',
    '##[error',
  ])('is not in %j', (line) => {
    expect(parse(line)).toBeUndefined()
  })

  it('is not looked for behind the first ##[', () => {
    expect(parse('##[x]##[error]text')).toBeUndefined()
  })
})

describe('the position of an annotation', () => {
  it.each([
    [{ line: '3' }, { line: 3 }],
    [{ line: 'three' }, {}],
    [{ endline: '4' }, { line: 4, endLine: 4 }],
    [
      { line: '3', col: '1', endcolumn: '9' },
      { line: 3, column: 1, endColumn: 9 },
    ],
    [
      { line: '3', endcolumn: '9' },
      { line: 3, column: 9, endColumn: 9 },
    ],
    [{ col: '1', endcolumn: '9' }, {}],
    [
      { line: '3', endline: '4', col: '1' },
      { line: 3, endLine: 4 },
    ],
    [{ line: '4', endline: '3' }, {}],
    [{ line: '4', col: '9', endcolumn: '1' }, { line: 4 }],
    [
      { title: 'T', file: '/home/runner/docs/policy.yml' },
      { title: 'T', file: 'docs/policy.yml' },
    ],
    [{ file: '/elsewhere/policy.yml' }, { file: '/elsewhere/policy.yml' }],
    [{ file: 'policy.yml' }, { file: 'policy.yml' }],
  ])('%j', (properties, expected) => {
    expect(place(new Map(Object.entries(properties)), '/home/runner')).toEqual(expected)
  })
})

describe('a stream of output', () => {
  it('is cut at every kind of line end', () => {
    expect(lines('a\nb\r\nc\rd\r\r\n\ne')).toEqual(['a', 'b', 'c', 'd', '', '', 'e'])
  })

  it('is cut alike wherever its bytes are', () => {
    expect(lines('a', '\r', '\nb\r', 'c\n', 'd\r')).toEqual(['a', 'b', 'c', 'd'])
    const umlaut = Buffer.from('ü')
    expect(lines(umlaut.subarray(0, 1), umlaut.subarray(1))).toEqual(['ü'])
  })
})
