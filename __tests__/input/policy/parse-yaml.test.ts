import { describe, expect, it } from '@jest/globals'
import { parseDocument } from 'yaml'
import { parseYaml } from '../../../src/input/policy/parse-yaml.ts'
import { PolicyProblems } from '../../../src/input/policy/policy-problems.ts'

/** What is wrong with a text, as `line:column message remedy`; its values where nothing is. */
function parsed(text: string): unknown {
  const problems = new PolicyProblems(text, 'policy.yml')
  const document = parseYaml(text, problems)
  return problems.isAny
    ? problems.inOrder.map(
        ({ where, message, remedy }) => `${where?.line}:${where?.column} ${message} ${remedy}`,
      )
    : document?.toJS()
}

const fixYaml = 'Fix the YAML at this place; an editor with YAML support shows it as you type.'
const oneDocument =
  'Another document begins here. Keep one document in the file; remove the line --- and everything after it.'
const empty = '1:1 The policy file is empty. Write version: 1 and images: into it, as the README shows.'
const lone =
  'A carriage return without a line feed, or a line separator of Unicode, is here, and readers of YAML disagree whether it ends the line. Save the file with line ends of one kind, LF or CRLF.'
const tooDeep =
  'The policy file is nested too deeply. A policy has accounts and images, and lists of accounts in the images; see the README.'

describe('a text is read as the parser reads it', () => {
  it.each([
    'a: [b, { c: d }]\n# e\n',
    '\uFEFF%YAML 1.1\n---\na: yes\n...\n# the end\n',
    'a: |\r\n  b\r\n  c\r\nd: >-\r\n  e\r\n',
    "- 'a\n  b'\n- &c d\n- *c\n",
  ])('%j', (text) => {
    expect(parsed(text)).toEqual(parseDocument(text).toJS())
  })
})

describe('a text is refused', () => {
  it.each<[what: string, text: string, ...told: unknown[]]>([
    ['that is empty', '', empty],
    ['that is white space', ' \n\n', empty],
    ['that is comments', '# version: 1\n', empty],
    ['that is null', '~', empty],
    [
      'that is indented with tabs',
      'a:\n\t- b',
      '2:1 Tabs are not allowed as indentation (TAB_AS_INDENT). Indent with spaces: YAML allows no tabs there.',
    ],
    [
      'that is not YAML',
      'a: [1',
      expect.stringMatching(/^1:6 Flow sequence .* and end with a \] \([A-Z_]+\)\. /),
    ],
    ['of two documents', 'a: 1\n---\nb: 1\n---\n- [\n', `2:1 ${oneDocument}`],
    [
      'of two documents, with what is wrong with the first',
      'a: !x 1\n---\nb: 1\n',
      `1:4 Unresolved tag: !x (TAG_RESOLVE_FAILED). ${fixYaml}`,
      `2:1 ${oneDocument}`,
    ],
    [
      'with a directive that is unknown',
      '%X\n---\na: 1\n',
      expect.stringMatching(/^1:1 Unknown directive %X \(BAD_DIRECTIVE\)\. /),
    ],
    ['with a carriage return in the middle of a line', 'a: 1 # b\rc: 2\n', `1:9 ${lone}`],
    ['with several, and nothing else is told of', 'a: "\r"\r\nb: [\r', `1:5 ${lone}`, `2:5 ${lone}`],
    ...['\u0085', '\u2028', '\u2029'].map((character): [string, string, string] => [
      `with ${JSON.stringify(character)}, also in a comment`,
      `a: 1\n# b${character}c: 2\n`,
      `2:4 ${lone}`,
    ]),
    ['with one before the line feed of another line', 'a: 1\r\r\nb: 2', `1:5 ${lone}`],
  ])('%s', (_what, text, ...told) => {
    expect(parsed(text)).toEqual(told)
  })

  it.each(['[', '{a: ', '- ', '? '])('that is nested too deeply: %s', (piece) => {
    for (const count of [20_000, 65]) {
      expect(parsed(`${piece.repeat(count)}x`)).toEqual([expect.stringContaining(tooDeep)])
    }
    expect(JSON.stringify(parsed(`${piece.repeat(50)}x`))).not.toContain(tooDeep)
  })

  it.each([
    ['a list', '1,', 3],
    ['aliases, which count fourfold', '*a,', 5],
  ])('that has too many tokens: %s', (_what, piece, tokens) => {
    // Most of them are line ends: a list as long takes seconds.
    const textOf = (total: number) => `[${piece.repeat(2000)}${'\n'.repeat(total - 2000 * tokens)}]`
    expect(parsed(textOf(600_010))).toEqual([
      expect.stringContaining(
        'The policy file has more than 600000 words, marks and line ends. Split the file into several, one step each.',
      ),
    ])
    const text = textOf(599_980)
    expect(parseYaml(text, new PolicyProblems(text, 'policy.yml'))).toBeDefined()
  })

  it('without a stack for each of its errors, which would take longer than the rest', () => {
    const { stackTraceLimit } = Error
    expect(parsed(']\n'.repeat(5000))).toHaveLength(1001)
    expect(Error.stackTraceLimit).toBe(stackTraceLimit)
  })

  it('in few words, however long what the parser quotes is', () => {
    const long = 'x'.repeat(100_000)
    for (const text of [
      `%${long}\n---\na: 1\n`,
      `a: !${long} b\n`,
      `a: "\\u${long}"\n`,
      `a: b\n}${long}\n`,
    ]) {
      const told = parsed(text)
      const messages = Array.isArray(told) ? told.map(String) : []
      expect(messages).not.toEqual([])
      expect(Math.max(...messages.map(({ length }) => length))).toBeLessThan(350)
    }
  })

  it('with a directive that would repeat its text in every tag', () => {
    const text = `%TAG ! tag:${'x'.repeat(100_000)}:\n---\n[${'!a b,'.repeat(2000)}]\n`
    expect(parsed(text)).toEqual([
      '1:1 The directive %TAG is not known. Remove the line: a policy has no tags.',
    ])
  })
})
