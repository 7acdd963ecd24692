import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { isAccountName } from '../../scripts/own-repository.js'
import { name, repository } from '../../src/version.ts'

const owner = repository.replace(`/${name}`, '')
const skipped = new Set([
  '.git',
  'node_modules',
  'dist',
  'build',
  'coverage',
  'sandbox-output',
  'owner.test.ts',
])
const long = `gold-${'9'.repeat(34)}`

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'owner-'))
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

/** Runs the script in the copy. */
function nameOwner(...given: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('scripts/owner.js'), ...given], {
    cwd: root,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

/** Every file of the copy, by its path; a picture's bytes are read as text too. */
function texts(): ReadonlyMap<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    files.map((entry): [string, string] => {
      const path = join(entry.parentPath, entry.name)
      return [relative(root, path), readFileSync(path, 'latin1')]
    }),
  )
}

const narrowRow = (row: string) => row.replaceAll(/ {2,}/g, ' ').replaceAll(/-{3,}/g, '---')

/** The texts with the columns of tables as narrow as they can be, since they are as wide as the name. */
function narrow(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    [...files].map(([path, text]) => [
      path,
      path.endsWith('.md') ? text.replaceAll(/^\|.*\|$/gm, narrowRow) : text,
    ]),
  )
}

/** The texts as they should be with another owner. */
function withOwner(files: ReadonlyMap<string, string>, account: string): ReadonlyMap<string, string> {
  const renamed = ([path, text]: readonly [string, string]): [string, string] => {
    if (path === 'alike.md') return [path, text]
    const named = text.replaceAll(repository, `${account}/${name}`)
    if (path === 'action.yml' || path === join('copy', 'action.yml'))
      return [path, named.replace(`author: '${owner}'\n`, `author: '${account}'\n`)]
    return [path, basename(path) === 'CODEOWNERS' ? named.replace(`* @${owner}\n`, `* @${account}\n`) : named]
  }
  return new Map([...files].map(renamed))
}

/** The files that name the placeholder; in code the word is a constant of another meaning. */
function withPlaceholder(files: ReadonlyMap<string, string>): readonly string[] {
  const found = [...files].filter(
    ([path, text]) => !/\.[jt]s$|^alike\.md$/.test(path) && /\bOWNER\b/.test(text),
  )
  return found.map(([path]) => path)
}

/** Whether the script reads a file, or puts the account's name alone into it. */
const isNeeded = (path: string) =>
  /(?:package\.json|build\.js|action\.yml|CODEOWNERS|\.prettier.*|\.editorconfig)$/.test(path)

it('npm run owner puts a name everywhere, can be run again, and changes nothing else', () => {
  cpSync('.', root, { recursive: true, filter: (from) => !skipped.has(basename(from)) })
  // These are other repositories, whose names only look alike.
  writeFileSync(join(root, 'alike.md'), `my-${repository} ${repository}-2 ${owner}/images\n`)
  writeFileSync(join(root, 'scripts', 'build.js'), "console.log('Built.')\n")
  const before = texts()
  const { status, stdout, stderr } = nameOwner(long)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(new RegExp(`^\\d\\d files now name ${long} instead of ${owner}\\.\nBuilt\\.\n$`))
  const after = texts()
  expect(narrow(after)).toEqual(narrow(withOwner(before, long)))
  expect(withPlaceholder(after)).toEqual([])
  expect(nameOwner(long)).toMatchObject({
    status: 0,
    stdout: `${long} is named everywhere already.\nBuilt.\n`,
  })
  // The way back gives every byte again, the tables' columns included. All else is replaced as on the way there.
  const replaced = withOwner(before, long)
  const others = [...after.keys()].filter((path) => !isNeeded(path) && after.get(path) === replaced.get(path))
  expect(after.size - others.length).toBeGreaterThan([...after.keys()].filter(isNeeded).length)
  for (const path of others) rmSync(join(root, path))
  expect(nameOwner(owner).status).toBe(0)
  expect(texts()).toEqual(new Map([...before].filter(([path]) => !others.includes(path))))
})

describe('the name of an account', () => {
  it.each(['a', 'a-b', 'Acme-2-go', 'a'.repeat(39)])('may be %j', (text) => {
    expect(isAccountName(text)).toBe(true)
  })

  const notAName = ['-a', 'a-', 'a--b', 'a_b', 'a.b', 'é', '@a', 'a/images', 'a$&', 'a\n', 'a'.repeat(40), '']
  it.each(notAName)('may not be %j', (text) => {
    expect(isAccountName(text)).toBe(false)
  })
})

describe('npm run owner writes nothing', () => {
  beforeEach(() => {
    cpSync('package.json', join(root, 'package.json'))
    cpSync('action.yml', join(root, 'action.yml'))
  })

  it.each<[given: string[], problem: string]>([
    [[], 'No account is named.'],
    [['acme', 'golden'], '"acme golden" is not the name of a GitHub account.'],
    [['a/images'], '"a/images" is not the name of a GitHub account.'],
  ])('for %j', (given, problem) => {
    const before = texts()
    const { status, stdout, stderr } = nameOwner(...given)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toBe(
      `${problem} A name has 1 to 39 letters, digits and single hyphens, and no hyphen at its start or end. ` +
        'Example: npm run owner -- acme\n',
    )
    expect(texts()).toEqual(before)
  })

  it('where package.json names no repository', () => {
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
    const before = texts()
    const { status, stderr } = nameOwner('acme')
    expect(status).toBe(1)
    expect(stderr).toContain(
      'The field "repository" in package.json must be github:<account>/share-workspaces-image.',
    )
    expect(texts()).toEqual(before)
  })
})
