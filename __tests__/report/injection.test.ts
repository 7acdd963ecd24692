import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { lexer } from 'marked'
import { htmlOf } from '../../sandbox/page/html.ts'
import { summaryPage } from '../../sandbox/page/page.ts'
import { parseCommand } from '../../sandbox/runner/commands.ts'
import { ActionsRunner } from '../../src/github/actions-runner.ts'
import { fenced } from '../../src/report/markdown.ts'
import { publish } from '../../src/report/publish.ts'
import { commentOf, summaryOf } from '../../src/report/summary.ts'
import { joint } from '../../src/sharing/account-texts.ts'
import type { RunResult } from '../../src/sharing/result.ts'
import { anyCharacter } from '../support/any-character.ts'
import { captureStdout } from '../support/stdout.ts'
import { ownEnvironment } from '../support/environment.ts'
import { account, change, describing, image, problem } from '../support/examples.ts'
import { done, failed, imageResult, runResult } from '../support/results.ts'
import { titles } from '../../src/report/titles.ts'

// Text that tries to be something else: in Markdown, HTML, Mermaid, and the runner's log.
const pieces = [
  ...'\n\r\t |<>&#@:/[]()!`*_~$\\-+=1.;"\'{}%\u2028\u0085\u202E\u200B\u00A0\uFEFF'.split(''),
  'word',
  'www.',
  'http://x.example',
  'https://x.example/a_b',
  'ftp://x',
  'mailto:a@b.example',
  'a@b.co',
  '@octocat',
  '#1',
  'GH-1',
  'octo/repo#1',
  ':tada:',
  ':100:',
  '[x](https://e.example)',
  '![i](x.png)',
  '[a]: https://e.example',
  '[^1]',
  '- [ ] x',
  '1. ',
  '# ',
  '> ',
  '---',
  '```',
  '~~~',
  '    code',
  '| a | b |',
  '<b>',
  '</details>',
  '<summary>',
  '<br>',
  '<img src=x onerror=alert(1)>',
  '<!--',
  '-->',
  '<script>',
  '&lt;',
  '&#64;',
  '&#x3c;',
  '&nbsp',
  '"]',
  '-->',
  ';\nclick a "javascript:alert(1)"',
  '%%{init:{}}%%',
  'end',
  '#quot;',
  '::error::x',
  '::add-mask::x',
  '::stop-commands::x',
  '##[error]x',
  '##[add-mask]word',
  '%0A::error::x',
  '::group::',
  'arn:aws:iam::111122223333:role/x',
  '😀',
  '\uD800',
  'é',
  '漢字',
]
const hostile = fc
  .oneof(
    fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')),
    fc.string({ unit: anyCharacter, minLength: 1, maxLength: 20 }),
  )
  .filter((text) => shown(text) !== '' && !text.includes('\uE000'))
// Stands for a tag where the text of a page is compared.
const boundary = '\uE000'
const slots = ['name', 'state', 'person', 'message', 'remedy', 'said', 'file', 'warning'] as const
type Texts = Readonly<Record<(typeof slots)[number], string>>
const texts: fc.Arbitrary<Texts> = fc.record({
  name: hostile,
  state: hostile,
  person: hostile,
  message: hostile,
  remedy: hostile,
  said: hostile,
  // A line and a column follow.
  file: hostile.map((text) => `${text}.yml`),
  warning: hostile,
})
const plain: Texts = {
  name: 'plain-name',
  state: 'plain-state',
  person: 'plain-person',
  message: 'plain-message',
  remedy: 'plain-remedy',
  said: 'plain-said',
  file: 'plain-file',
  warning: 'plain-warning',
}

/** A run that shows these texts wherever it shows any. */
function resultWith({ name, state, person, message, remedy, said, file, warning }: Texts): RunResult {
  const aws = { name: said, requestId: said, message: said }
  const where = { file, line: 3, column: 5 }
  const one = imageResult({
    description: describing(image, { name, state }),
    changes: [
      { change: change('share', 1), outcome: done },
      { change: change('unshare', 2), outcome: failed({ message, remedy, aws, image, account: account(2) }) },
    ],
    recipients: [account(1)],
  })
  return runResult({
    images: [one],
    problems: [
      problem({ reason: 'invalid-policy', message, remedy, where }),
      problem({ reason: 'refused-by-guard', message: `First ${message}`, remedy: 'Do this.', where }),
      problem({ reason: 'refused-by-guard', message, remedy, aws }),
    ],
    warnings: [warning],
    accountNames: new Map([[account(1), person]]),
  })
}

/** The text as a person is to read it: white space is one space, what can't be seen is shown by its number. */
function shown(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/(?:[^\S\uFEFF]|\u0085)+/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
    .trim()
}

/** What `code` makes of a text. */
function asCode(text: string): string {
  return text.replaceAll(/[^\w\-/:.+=,@]/g, '?')
}

interface Page {
  /** Every tag as it stands, in order. */
  readonly tags: readonly string[]
  /** The text between them, decoded, without the zero width spaces that keep it from being more than text. */
  readonly text: string
}

function read(html: string): Page {
  const inMermaid = /(<figure><pre><code>)[^<]*/g
  const tag = /<[^>]*>/g
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }
  return {
    tags: html.match(tag) ?? [],
    text: html
      .replaceAll(inMermaid, '$1')
      .replaceAll(tag, boundary)
      .replaceAll(/&(?:#(\d+)|(\w+));/g, (_, number?: string, name?: string) =>
        number === undefined ? (entities[name ?? ''] ?? '?') : String.fromCodePoint(Number(number)),
      )
      .replaceAll('\u200B', '')
      .replaceAll(/\s*\uE000\s*/g, boundary)
      .replaceAll(/[ \n]+/g, ' '),
  }
}

const plainPage = read(htmlOf(summaryOf(resultWith(plain))))

/** The page of the plain texts, with others in their places. */
function expected(of: Texts): Page {
  const { tags, text } = plainPage
  return {
    tags,
    text: text.replaceAll(/(\uE000|)plain-([a-z]+)/g, (whole: string, before: string, slot: string) => {
      const given = slots.find((one) => slot === one)
      if (given === undefined) return whole
      // AWS's name and request id are code; its words are not.
      const isCode = given === 'said' && before !== ''
      return `${before}${isCode ? asCode(of[given]) : shown(of[given])}`
    }),
  }
}

/** The lines of the graph in a run's summary. */
function graph(given: Texts): readonly string[] {
  return /```mermaid\n([^]*?)\n```/.exec(summaryOf(resultWith(given)))?.[1]?.split('\n') ?? []
}

describe('foreign text, whatever it is,', () => {
  // Work rather than waiting: a busy machine takes a minute for it.
  it('stays text at its place in the summary and on the page', () => {
    fc.assert(
      fc.property(texts, (given) => {
        const page = read(htmlOf(summaryOf(resultWith(given))))
        const wanted = expected(given)
        // No element more or less, no other link: no markup, cell, mention, link or image came of the text.
        expect(page.tags).toEqual(wanted.tags)
        expect(page.text).toBe(wanted.text)
      }),
      { numRuns: 300 },
    )
  }, 300_000)

  it('is told in a comment as in the summary', () => {
    fc.assert(
      fc.property(texts, (given) => {
        expect(commentOf(resultWith(given))).toBe(summaryOf(resultWith(given)))
      }),
      { numRuns: 50 },
    )
  })

  it('leaves the graph the lines it has', () => {
    const lines = graph(plain).length
    expect(lines).toBeGreaterThan(0)
    fc.assert(
      fc.property(texts, (given) => {
        const drawn = graph(given).map((line) => line.replaceAll(/#\d+;/g, ''))
        expect(drawn).toHaveLength(lines)
        // Punctuation stands for itself in words and between digits, where it may be a part of an account id.
        const label = String.raw`(?:[\p{L}\p{N} ._-]|(?<=\p{Nd})${joint}(?=\p{Nd}))*`
        const known = new RegExp(
          String.raw`^(?:graph LR| {2}\w+\["${label}<br>[\w<>-]+"\]| {2}\w+\(\["(?:${label}<br>)?\d{12}"\]\)| {2}image0 .* account\d)$`,
          'u',
        )
        expect(drawn.filter((line) => !known.test(line))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('stays in its block of code', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const tokens = lexer(`before\n\n${fenced(text, 'json')}\n\nafter`).filter(
          ({ type }) => type !== 'space',
        )
        expect(tokens.map(({ type }) => type)).toEqual(['paragraph', 'code', 'paragraph'])
      }),
      { numRuns: 200 },
    )
  })

  it('makes no page but one of harmless tags, even as Markdown itself', () => {
    const tags =
      /^<(?:\/?(?:p|h[1-6]|ul|ol|li|table|thead|tbody|tr|th|td|pre|code|em|strong|del|blockquote|hr|br|details|summary|figure|figcaption|a)|ol start="\d+"|t[hd] align="\w+"|input (?:checked="" )?disabled="" type="checkbox"|a href="(?:https?:\/\/|#)[^"<>]*" rel="noopener noreferrer")>$/i
    fc.assert(
      fc.property(hostile, (text) => {
        expect(
          htmlOf(text)
            .match(/<[^>]*>?/g)
            ?.filter((tag) => !tags.test(tag)) ?? [],
        ).toEqual([])
        expect(summaryPage('', text).match(/<script|<img|onerror=[^&]*>/g)).toBeNull()
      }),
      { numRuns: 500 },
    )
  })
})

describe('the log', () => {
  let written: () => string
  const { exitCode } = process
  beforeEach(() => {
    written = captureStdout()
  })
  ownEnvironment(() => ({}))
  afterEach(() => {
    process.exitCode = exitCode
  })
  const names = ['error', 'warning', 'notice', 'debug', 'add-mask', 'group', 'endgroup', 'stop-commands']
  const registered = new Set([
    ...names,
    'set-output',
    'save-state',
    'set-env',
    'add-path',
    'echo',
    'add-matcher',
  ])

  /** The commands in what a run's report writes, without what they say. Without a summary file it is all of it. */
  async function commandsOf(given: Texts): Promise<readonly unknown[]> {
    const before = written().length
    await publish(resultWith(given), summaryOf(resultWith(given)), new ActionsRunner())
    return written()
      .slice(before)
      .split(/\r\n|\n|\r/)
      .flatMap((line) => parseCommand(line, registered) ?? [])
      .map(({ name, properties, data }) => [name, properties.get('title'), data.split('\n').length])
  }

  // Work rather than waiting: a busy machine takes a minute for it.
  it('holds no command that a text brought along, and no annotation has a line more', async () => {
    const wanted = await commandsOf(plain)
    expect(wanted).toContainEqual(['error', titles['refused-by-guard'], expect.any(Number)])
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        expect(await commandsOf(given)).toEqual(wanted)
      }),
      { numRuns: 300 },
    )
  }, 300_000)
})
