import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { marked, type Token, type Tokens } from 'marked'

/** A fenced block of code. */
export interface Snippet {
  /** The file and how many blocks of this language stand before it. */
  readonly place: string
  readonly text: string
}

/** A link or a picture, as it was written. */
export interface Link {
  readonly place: string
  readonly file: string
  readonly target: string
}

/** The cells of a table, as they were written. */
export interface Table {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const folders = ['.', 'docs', 'examples', 'iam', '.github']

/** Every Markdown file of the repository, by its path. */
export const markdownFiles: readonly string[] = folders
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((name) => posix.join(folder, name)))
  .filter((path) => path.endsWith('.md'))

/** The text of a Markdown file. */
export function markdownText(file: string): string {
  return readFileSync(join('.', file), 'utf8')
}

/** Every block of code in one of these languages. */
export function snippets(...languages: readonly string[]): readonly Snippet[] {
  return markdownFiles.flatMap((file) =>
    tokensOf(file)
      .flatMap((token) => (token.type === 'code' ? [token] : []))
      .filter(({ lang }) => languages.includes(String(lang)))
      .map(({ text }, index) => ({ place: `${file}, ${languages[0]} ${index + 1}`, text: String(text) })),
  )
}

/** Every link and picture. */
export function links(): readonly Link[] {
  return markdownFiles.flatMap((file) =>
    tokensOf(file)
      .flatMap((token) => targetsOf(token))
      .map((target) => ({ place: `${file}: ${target}`, file, target })),
  )
}

/** The anchors GitHub gives a Markdown file: its headings, and ids that are written out. */
export function anchors(file: string): ReadonlySet<string> {
  const found = new Set<string>()
  for (const token of tokensOf(file)) {
    if (token.type === 'heading') found.add(unused(slug(String(token['text'])), found))
    if (token.type === 'html')
      for (const [, id] of token.raw.matchAll(/\bid="([^"]+)"/g)) found.add(String(id))
  }
  return found
}

/** Every table of a Markdown file. */
export function tables(file: string): readonly Table[] {
  return tokensOf(file)
    .filter((token): token is Tokens.Table => token.type === 'table')
    .map(({ header, rows }) => ({ header: header.map(textOf), rows: rows.map((row) => row.map(textOf)) }))
}

/** The lines of a Markdown file that GitHub shows as text with bars: rows of a table without a header. */
export function rowsOutsideTables(file: string): readonly string[] {
  return tokensOf(file)
    .filter(({ type }) => type === 'paragraph')
    .flatMap(({ raw }) => raw.split('\n').filter((line) => line.startsWith('|')))
}

function textOf({ text }: { readonly text: string }): string {
  return text
}

function tokensOf(file: string): readonly Token[] {
  const tokens: Token[] = []
  void marked.walkTokens(marked.lexer(markdownText(file)), (token) => {
    tokens.push(token)
  })
  return tokens
}

function targetsOf(token: Token): readonly string[] {
  if (token.type === 'link' || token.type === 'image') return [String(token['href'])]
  if (token.type !== 'html') return []
  return [...token.raw.matchAll(/\b(?:href|src|srcset)="([^"]+)"/g)].map(([, target]) => String(target))
}

function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-')
}

function unused(text: string, taken: ReadonlySet<string>): string {
  let name = text
  for (let count = 1; taken.has(name); count += 1) name = `${text}-${count}`
  return name
}
