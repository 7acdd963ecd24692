import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { isDistCurrent, recordSources, staleDist } from '../../scripts/dist-sources.js'
import { requireCurrentDist } from '../../scripts/prepare-tests.js'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sources-'))
  for (const path of [
    ...['src', 'bundle', 'scripts', 'tsconfig.json', 'LICENSE', 'jest.config.js', 'package.json'],
    'package-lock.json',
  ]) {
    cpSync(path, join(root, path), { recursive: true, filter: (from) => !from.includes('node_modules') })
  }
  mkdirSync(join(root, 'dist'))
  recordSources(root)
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

/** Changes the text of a file. */
function edit(path: string, change: (text: string) => string): void {
  const file = join(root, path)
  const [before, after] = [readFileSync(file, 'utf8')].flatMap((text) => [text, change(text)])
  expect(after).not.toBe(before)
  writeFileSync(file, after ?? '')
}

/** Gives a package of the lock file another content. */
function editPackage(path: string): void {
  edit('package-lock.json', (text) => {
    const start = text.indexOf(`"${path}": {`)
    return text.slice(0, start) + text.slice(start).replace(/"integrity": "sha512-..../, '"integrity": "sha512-aaaa')
  })
}

/** Runs jest in the copy, with one test in a folder. */
function jest(folder: string, ...patterns: readonly string[]) {
  mkdirSync(join(root, '__tests__', folder), { recursive: true })
  writeFileSync(join(root, '__tests__', folder, 'one.test.ts'), 'test("runs", () => undefined)\n')
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'), 'junction')
  const script = join('node_modules', 'jest', 'bin', 'jest.js')
  const given = ['--experimental-vm-modules', '--no-warnings', script, ...patterns]
  const { status, stderr } = spawnSync(process.execPath, given, { cwd: root, encoding: 'utf8' })
  return { status, stderr }
}

it('dist is built from the sources beside it', () => {
  expect(isDistCurrent(resolve('.'))).toBe(true)
})

describe('dist is older than its sources', () => {
  it.each<[string, () => void]>([
    ['a source was changed', () => edit('src/sharing/plan.ts', (text) => `${text}\n`)],
    ['a source was added', () => writeFileSync(join(root, 'src', 'aws', 'new.ts'), '')],
    ['a source was removed', () => rmSync(join(root, 'src', 'report', 'titles.ts'))],
    ['a source was renamed', () => renameSync(join(root, 'src', 'workflow/run.ts'), join(root, 'src', 'ran.ts'))],
    ['what stands in for a package was changed', () => edit('bundle/undici.js', (text) => `${text}\n`)],
    ['the build was changed', () => edit('scripts/build.js', (text) => `${text}\n`)],
    ['the settings of the compiler were changed', () => edit('tsconfig.json', (text) => `${text}\n`)],
    ['a package that is bundled was changed', () => editPackage('node_modules/yaml')],
    ['a package of a package that is bundled was changed', () => editPackage('node_modules/@smithy/types')],
    ['the compiler was changed', () => editPackage('node_modules/typescript')],
    ['it does not say what it was built from', () => rmSync(join(root, 'dist', 'sources.sha256'))],
    ['there is none', () => rmSync(join(root, 'dist'), { recursive: true })],
  ])('where %s', (_case, change) => {
    expect(isDistCurrent(root)).toBe(true)
    change()
    expect(isDistCurrent(root)).toBe(false)
  })
})

describe('dist stays current', () => {
  it.each<[string, () => void]>([
    ['lines end as on Windows', () => edit('src/workflow/run.ts', (text) => text.replaceAll('\n', '\r\n'))],
    ['a file has another time', () => utimesSync(join(root, 'src', 'workflow/run.ts'), 0, 0)],
    ['an editor left a file', () => writeFileSync(join(root, 'src', '.run.ts'), '')],
    ['a tool of the tests was changed', () => editPackage('node_modules/jest')],
    ['a script was changed that does not build', () => appendFileSync(join(root, 'scripts', 'sbom.js'), '\n')],
  ])('where %s', (_case, change) => {
    change()
    expect(isDistCurrent(root)).toBe(true)
  })
})

describe('a dist that is older than its sources', () => {
  beforeEach(() => {
    appendFileSync(join(root, 'src', 'workflow/run.ts'), '\n')
  })

  it('ends the tests before the first one', () => {
    const { status, stderr } = jest('process')
    expect(status).toBe(1)
    expect(stderr).toContain(staleDist)
    expect(stderr).not.toContain('PASS')
  })

  /** Prepares a run of the tests that these patterns name. */
  const prepare = (...patterns: readonly string[]) =>
    requireCurrentDist({ rootDir: root, testPathPatterns: { patterns } })

  it('ends the tests of its process, where they are named', () => {
    expect(() => prepare('__tests__/process')).toThrow(staleDist)
    expect(() => prepare('__tests__/sharing', '__tests__/process')).toThrow(staleDist)
  })

  it('is nothing to the tests of a folder of src, which do without it', () => {
    expect(() => prepare('__tests__/sharing')).not.toThrow()
  })

  it('is told by npm start', () => {
    const script = join(root, 'scripts', 'warn-of-stale-dist.js')
    const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: `${staleDist}\n` })
    const manifest = readFileSync('package.json', 'utf8')
    expect(manifest).toMatch(/"start": ".*node scripts\/warn-of-stale-dist\.js && node build\/sandbox\/start\.js"/)
  })
})
