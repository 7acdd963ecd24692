import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parse, parseAllDocuments } from 'yaml'
import { readManifest } from '../../sandbox/runner/manifest.ts'
import { readPolicy } from '../../src/input/policy/read-policy.ts'
import { isRegion } from '../../src/sharing/identifiers.ts'
import { repository } from '../../src/version.ts'
import { exampleNames, exampleText, readWorkflow } from '../examples/workflow.ts'
import {
  anchors,
  links,
  markdownFiles,
  markdownText,
  rowsOutsideTables,
  snippets,
  tables,
  type Snippet,
} from './markdown-files.ts'

/** The folders of the actions, by what a step begins with that uses one. */
const ownActions = { [`${repository}@`]: '.', [`${repository}/copy@`]: 'copy' }
const schemas = readdirSync('schema').map((name) => `schema/${name}`)
const today = new Date('2026-11-22')
const region = 'eu-west-1'
const policyNames = readdirSync('examples/policies')
const iamFiles = readdirSync('iam', { recursive: true, encoding: 'utf8' })
  .map((name) => `iam/${name}`)
  .filter((path) => statSync(path).isFile())
const exampleFiles = [...exampleNames, ...policyNames.map((name) => `policies/${name}`)].map(
  (name) => `examples/${name}`,
)

/** Every mapping within a value, itself included. */
function mappingsIn(value: unknown): readonly Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(mappingsIn)
  return Array.isArray(value) ? inner : [Object.fromEntries(Object.entries(value)), ...inner]
}

/** An example's first comment says what it is; in the README a sentence does. */
function withoutOpeningComment(text: string): string {
  return text.replace(/^(?:#.*\n)+/, '')
}

function yamlOf({ text }: Snippet): unknown {
  return parse(text)
}

const yamlSnippets = snippets('yaml', 'yml')
const workflows = yamlSnippets.filter((snippet) => mappingsIn(yamlOf(snippet)).some((one) => 'jobs' in one))
const policies = yamlSnippets.filter((snippet) => mappingsIn(yamlOf(snippet)).some((one) => 'images' in one))

describe('snippets', () => {
  it('are there', () => {
    expect(markdownFiles).toEqual(expect.arrayContaining(['README.md', 'docs/recipes.md']))
    expect([workflows.length, policies.length].every((count) => count > 0)).toBe(true)
  })

  it.each(yamlSnippets)('$place is YAML', ({ text }) => {
    expect(parseAllDocuments(text).flatMap(({ errors }) => errors)).toEqual([])
  })

  it.each(snippets('json'))('$place is JSON', ({ text }) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow()
  })

  it.each(snippets('sh', 'bash'))('$place is a script', ({ text }) => {
    const env = { PATH: process.env['PATH'], LC_ALL: 'C' }
    expect(spawnSync('bash', ['-n'], { input: text, encoding: 'utf8', env }).stderr).toBe('')
  })

  it.each(
    yamlSnippets.flatMap((snippet) =>
      Object.entries(ownActions).map(([action, folder]) => ({ ...snippet, action, folder })),
    ),
  )('$place gives $action inputs that it has', async ({ action, folder, ...snippet }) => {
    const { inputs } = await readManifest(folder)
    const known = new Set(inputs.map(({ name }) => name))
    const given = mappingsIn(yamlOf(snippet))
      .filter(({ uses }) => String(uses).startsWith(action))
      .flatMap((step) => Object.keys(mappingsIn(step['with'])[0] ?? {}))
    expect(given.filter((name) => !known.has(name))).toEqual([])
  })

  it.each(workflows)('$place is a whole workflow', ({ text }) => {
    expect(readWorkflow(text).permissions).toEqual({})
  })

  it('of whole workflows in the README are files of the examples, which the tests run', () => {
    const inReadme = workflows.filter(({ place }) => place.startsWith('README.md'))
    const files = new Set(exampleNames.map((name) => withoutOpeningComment(exampleText(name))))
    expect(inReadme).toHaveLength(2)
    expect(inReadme.filter(({ text }) => !files.has(`${text}\n`))).toEqual([])
  })

  it.each(policies)('$place is a policy', ({ text }) => {
    const defaultRegion = isRegion(region) ? region : undefined
    expect(readPolicy(text, 'policy.yml', { defaultRegion, today, temporary: false })).toMatchObject({
      kind: 'sound',
    })
  })
})

describe('examples', () => {
  it.each(policyNames)('%s is a policy in which every image names its Region', (name) => {
    const context = { defaultRegion: undefined, today, temporary: false }
    const reading = readPolicy(exampleText(`policies/${name}`), name, context)
    expect(reading).toMatchObject({ kind: 'sound' })
  })

  it.each([...exampleNames, ...policyNames.map((name) => `policies/${name}`)])(
    '%s is told about in the recipes',
    (name) => {
      expect(markdownText('docs/recipes.md')).toContain(`(../examples/${name})`)
    },
  )
})

describe('links', () => {
  const written = links()
  const relative = written.filter(({ target }) => !/^[a-z]+:/.test(target))

  it.each(relative)('$place leads somewhere', ({ file, target }) => {
    const [path = '', anchor = ''] = target.split('#')
    const to = path === '' ? file : posix.join(posix.dirname(file), path)
    expect(existsSync(to)).toBe(true)
    const known = to.endsWith('.md') ? anchors(to) : new Set<string>()
    expect(anchor === '' || known.has(anchor)).toBe(true)
  })

  it('to other places are encrypted', () => {
    expect(written.filter(({ target }) => target.startsWith('http:'))).toEqual([])
  })
})

// A merge leaves such rows behind, and GitHub shows them as text or as a row of dashes.
describe('tables', () => {
  it.each(markdownFiles)('of %s have a header and one separator', (file) => {
    expect(rowsOutsideTables(file)).toEqual([])
    const separators = tables(file).flatMap(({ rows }) =>
      rows.filter((row) => row.every((cell) => /^:?-+:?$/.test(cell))),
    )
    expect(separators).toEqual([])
  })
})

describe('every text', () => {
  it.each(markdownFiles)('%s names npm scripts that exist', (file) => {
    const [manifest] = mappingsIn(JSON.parse(readFileSync('package.json', 'utf8')))
    const [scripts = {}] = mappingsIn(manifest?.['scripts'])
    const named = [...markdownText(file).matchAll(/\bnpm (?:run (?<script>[\w:-]+)|(?<short>start|test)\b)/g)]
    const missing = named.map(({ groups }) => groups?.['script'] ?? groups?.['short'] ?? '')
    expect(missing.filter((name) => !(name in scripts))).toEqual([])
  })

  it.each([...markdownFiles, ...exampleFiles, ...iamFiles])(
    '%s calls nobody OWNER but the owner of the action',
    (file) => {
      expect(readFileSync(file, 'utf8').match(/\bOWNER(?!\/share-workspaces-image\b).*/g)).toBeNull()
    },
  )

  it.each([...markdownFiles, 'action.yml', 'copy/action.yml', ...schemas])(
    '%s names one owner of the action, in every place',
    (file) => {
      const named = readFileSync(file, 'utf8').match(/[\w.-]+\/share-workspaces-image\b/g) ?? []
      expect(named.filter((one) => one !== repository)).toEqual([])
    },
  )
})
