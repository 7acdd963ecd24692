import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { licensesOf } from '../../scripts/licenses.js'

const read = (file: string): string => readFileSync(file, 'utf8')
const licenses = read('dist/jobs/licenses.txt')
const sections = licenses.split(/^(?===== )/m).map((section) => {
  const [, name = '', version = '', license = '', bytes = '', text = ''] =
    /^==== (\S+) (\S+) \((\S+)\), (\d+) bytes ====\n\n([^]*)$/.exec(section) ?? []
  return { name, version, license, bytes: Number(bytes), text: text.trim() }
})
const bundled = new Set(sections.map(({ name }) => name))

const versions = z.record(z.string(), z.string())
const manifest = z.object({ dependencies: versions }).parse(JSON.parse(read('package.json')))
const locked = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      integrity: z.string().optional(),
      resolved: z.string().optional(),
      dev: z.boolean().default(false),
      optional: z.boolean().default(false),
      hasInstallScript: z.boolean().default(false),
    }),
  ),
})
/** The packages that a folder's lock file names. */
function packagesOf(folder: string) {
  return Object.entries(locked.parse(JSON.parse(read(join(folder, 'package-lock.json')))).packages)
    .filter(([path]) => path !== '')
    .map(([path, facts]) => ({ ...facts, path, name: path.replace(/^.*node_modules\//, '') }))
}
const packages = packagesOf('.')
const forRunning = packages.filter(({ dev, optional }) => !dev && !optional)

// Types alone, parts that nothing of the action calls, and what bundle/ replaces: the bundler leaves them out.
const leftOut = [
  ...['@aws-sdk/types', '@aws-sdk/util-locate-window', 'bowser', 'tslib'],
  ...['@aws-crypto/sha256-browser', '@aws-crypto/sha256-js', '@aws-crypto/supports-web-crypto'],
  ...['@aws-crypto/util', '@octokit/openapi-types', '@octokit/types', '@smithy/fetch-http-handler'],
  ...['@smithy/is-array-buffer', '@smithy/util-buffer-from', '@smithy/util-utf8'],
  ...['debug', 'ms'],
]

describe('the licences beside dist', () => {
  it('are those of every package the action runs on, and of the bundler that put them together', () => {
    const expected = new Set(forRunning.map(({ name }) => name).filter((name) => !leftOut.includes(name)))
    expect([...bundled].toSorted()).toEqual([...expected, '@vercel/ncc'].toSorted())
    expect(Object.keys(manifest.dependencies).filter((name) => !bundled.has(name))).toEqual([])
  })

  it.each(sections)('hold what $name $version says', ({ name, version, license, bytes, text }) => {
    const places = packages.filter((one) => one.name === name && one.version === version)
    expect(places).not.toEqual([])
    expect(['MIT', 'ISC', 'Apache-2.0']).toContain(license)
    expect(bytes).toBeGreaterThan(0)
    const own = places.flatMap(({ path }) =>
      readdirSync(path)
        .filter((file) => /^licen(?:ce|se)/i.test(file))
        .map((file) => read(join(path, file)).replaceAll('\r\n', '\n').trim()),
    )
    if (own.length === 0) expect(text).toMatch(new RegExp(`^${license}, by \\S+`))
    for (const whole of own) expect(text).toContain(whole)
  })

  it('are asked of every package: one without any ends the build', () => {
    const size = 100
    const stats = (file: string) => ({ toJson: () => ({ modules: [{ size, modules: [{ nameForCondition: file, size }] }] }) })
    expect(licensesOf(stats(resolve('node_modules/yaml/dist/index.js')))).toMatch(
      /^==== yaml \S+ \(ISC\), 100 bytes ====\n\nCopyright Eemeli Aro/,
    )
    const folder = mkdtempSync(join(tmpdir(), 'licences-'))
    const nobodys = join(folder, 'node_modules', 'nobodys')
    try {
      mkdirSync(nobodys, { recursive: true })
      writeFileSync(join(nobodys, 'package.json'), '{ "name": "nobodys", "version": "1.0.0" }')
      expect(() => licensesOf(stats(join(nobodys, 'index.js')))).toThrow('nobodys has no licence')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('the lock file', () => {
  // Tools that only maintainers run have packages of their own, so that nobody else installs them.
  it.each(['.', 'scripts/mutation', 'sandbox/pictures'])(
    'has a hash of every package, and names no place to fetch it from: %s',
    (folder) => {
      const named = packagesOf(folder)
      expect(named).not.toEqual([])
      expect(named.filter(({ integrity }) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))).toEqual([])
      expect(named.filter(({ resolved }) => resolved !== undefined)).toEqual([])
      expect(read(join(folder, '.npmrc'))).toBe(read('.npmrc'))
    },
  )

  it('has nothing to run when the packages are installed', () => {
    expect(forRunning.filter(({ hasInstallScript }) => hasInstallScript)).toEqual([])
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m)
  })

  // A newcomer sees this first. CI runs it on the oldest Node and on the newest.
  it('is installed without a warning', () => {
    const folder = mkdtempSync(join(tmpdir(), 'install-'))
    try {
      for (const file of ['package.json', 'package-lock.json', '.npmrc']) cpSync(file, join(folder, file))
      const npm = spawnSync('npm', ['ci', '--dry-run', '--offline'], {
        cwd: folder,
        encoding: 'utf8',
        shell: process.platform === 'win32',
      })
      expect(npm).toMatchObject({ status: 0, stderr: '' })
      expect(npm.stdout).toMatch(/^added \d+ packages/m)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

it('dist loads nothing but itself and what Node has', () => {
  const files = ['jobs', 'main', 'post'].flatMap((folder) =>
    readdirSync(join('dist', folder))
      .filter((name) => name.endsWith('.js'))
      .map((name) => join('dist', folder, name)),
  )
  const asked = files.flatMap((file) =>
    [...read(file).matchAll(/\b(?:require|import)\("([^"]+)"\)/g)].map(([, name = '']) => name),
  )
  const foreign = asked.filter((name) => !builtinModules.includes(name.replace(/^node:/, '')))
  // The last is asked for only where a signature for several Regions is wanted; WorkSpaces has none.
  expect(new Set(foreign)).toEqual(new Set(['../jobs/index.js', '@aws-sdk/signature-v4-crt']))
})

describe('docs/dependencies.md', () => {
  const rows = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` +\| (.+?) +\| +(\d+) \| (.+?) +\|$/gm)]

  it('has every dependency, in their order, with a reason and who keeps it up', () => {
    expect(rows.map(([, name]) => name)).toEqual(Object.keys(manifest.dependencies))
    expect(rows.filter(([, , reason = '', , keeper = '']) => reason.length < 20 || keeper.length < 3)).toEqual([])
  })

  it.each(rows.map(([, name = '', , kib]) => ({ name, kib: Number(kib) })))(
    'tells how large $name is, about',
    ({ name, kib }) => {
      const { version } = packages.find(({ path }) => path === `node_modules/${name}`) ?? {}
      const found = sections.find((one) => one.name === name && one.version === version)
      const measured = (found?.bytes ?? 0) / 1024
      // Small changes with every release are no news.
      expect(Math.abs(kib - measured)).toBeLessThan(Math.max(2, measured / 5))
    },
  )
})
