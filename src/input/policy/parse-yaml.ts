import {
  Composer,
  isScalar,
  Lexer,
  Parser,
  type CST,
  type Document,
  type YAMLParseError,
  type YAMLWarning,
} from 'yaml'
import { shortened } from '../input-problems.ts'
import type { PolicyProblems, Words } from './policy-problems.ts'

// A token costs the parser some 500 bytes and a few microseconds, an alias four times as much. 1 MiB of accounts, one a
// line, has fewer than 550,000 tokens. A file with more is not written for people.
const mostTokens = 600_000
const tokensOfAlias = 4
// A policy has seven levels. The parser recurses once per level.
const deepestLevel = 64
// The parser's messages quote the file.
const longestMessage = 200

// YamlReader finds repeated keys, because the parser's check takes minutes for a long mapping. The parser must print
// nothing, because its warnings quote the file. With `silent` it would accept a second document without an error.
const options = { prettyErrors: false, uniqueKeys: false, logLevel: 'error' } as const

/** Parses a policy file; returns `undefined` and reports every reason if it isn't a single YAML document. */
export function parseYaml(text: string, problems: PolicyProblems): Document.Parsed | undefined {
  // A lone carriage return ends a line in YAML, but not for the parser. The text after it would be lost in a comment.
  // NEL, LS and PS end a line in YAML 1.1 and in some editors, but not in YAML 1.2.
  for (const { index } of text.matchAll(/\r(?!\n)|[\u0085\u2028\u2029]/g))
    problems.note(index, strangeLineEnd)
  if (problems.isAny) return undefined
  const [document, second] = withoutStacks(() => firstDocuments(text, problems))
  if (document === undefined || problems.isAny) return undefined
  if (second !== undefined) problems.note(second.range[0], secondDocument)
  for (const error of [...document.errors, ...document.warnings]) problems.note(error.pos[0], wordsFor(error))
  if (isEmpty(document)) problems.note(0, empty)
  return problems.isAny ? undefined : document
}

/** Returns the first document of the text, and the second if there is one. */
function firstDocuments(text: string, problems: PolicyProblems): readonly Document.Parsed[] {
  const found: Document.Parsed[] = []
  for (const document of new Composer(options).compose(tokensOf(text, problems), true, text.length)) {
    found.push(document)
    if (found.length === 2) break
  }
  return found
}

/** Returns the tokens of the text, up to the limits of number and depth. */
function* tokensOf(text: string, problems: PolicyProblems): Generator<CST.Token, void> {
  const parser = new Parser()
  let tokens = 0
  for (const lexeme of new Lexer().lex(text)) {
    tokens += lexeme.startsWith('*') ? tokensOfAlias : 1
    for (const token of parser.next(lexeme)) {
      if (token.type === 'directive' && token.source.startsWith('%TAG')) {
        problems.note(token.offset, tagDirective)
        return
      }
      yield token
    }
    if (tokens > mostTokens || parser.stack.length > deepestLevel) {
      problems.note(parser.offset, tokens > mostTokens ? tooManyTokens : tooDeep)
      return
    }
  }
  yield* parser.end()
}

/** Runs a function without recording stack traces of errors: a hostile file causes half a million errors. */
function withoutStacks<Value>(run: () => Value): Value {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    return run()
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

function isEmpty({ contents }: Document.Parsed): boolean {
  return contents === null || (isScalar(contents) && contents.value === null)
}

function wordsFor({ code, message }: YAMLParseError | YAMLWarning): Words {
  return [
    `${shortened(message.trim().replace(/[.!?]$/, ''), longestMessage)} (${code})`,
    code === 'TAB_AS_INDENT'
      ? 'Indent with spaces: YAML allows no tabs there.'
      : 'Fix the YAML at this place; an editor with YAML support shows it as you type.',
  ]
}

const strangeLineEnd: Words = [
  'A carriage return without a line feed, or a line separator of Unicode, is here, and readers of YAML disagree whether it ends the line',
  'Save the file with line ends of one kind, LF or CRLF.',
]
const tooManyTokens: Words = [
  `The policy file has more than ${mostTokens} words, marks and line ends`,
  'Split the file into several, one step each.',
]
const tooDeep: Words = [
  'The policy file is nested too deeply',
  'A policy has accounts and images, and lists of accounts in the images; see the README.',
]
// The parser prepends the directive's text to every tag, which takes gigabytes for a long text and many tags.
const tagDirective: Words = ['The directive %TAG is not known', 'Remove the line: a policy has no tags.']
const secondDocument: Words = [
  'Another document begins here',
  'Keep one document in the file; remove the line --- and everything after it.',
]
const empty: Words = [
  'The policy file is empty',
  'Write version: 1 and images: into it, as the README shows.',
]
