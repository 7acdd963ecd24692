import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import { repository } from '../../src/version.ts'
import { brokenRules, readRuled } from './workflow-rules.ts'

const files = ['.github/workflows', 'examples'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => `${folder}/${name}`),
)
const read = (file: string): string => readFileSync(file, 'utf8')

const good = `on: push
permissions: {}
jobs:
  build:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@df4cb1c069e1874edd31b4311f1884172cec0e10 # v6.0.3
        with: { persist-credentials: false }
      - uses: actions/setup-node@48b55a011bda9f5d6aeb4c2d9c7362e8dae4041e # v6.4.0
        with: { package-manager-cache: false }
      - run: npm ci --ignore-scripts
      - uses: ${repository}@v1
        with: { image-id: wsi-0123456789abc }
`

describe('the rules for workflows', () => {
  it('find nothing in a good one', () => {
    expect(brokenRules(good)).toEqual([])
  })

  it.each<[problem: string, from: string, to: string]>([
    ['permissions: {} does not stand at the top', 'permissions: {}', 'permissions: read-all'],
    ['permissions: {} does not stand at the top', 'permissions: {}\n', ''],
    ['build may do write-all', '    permissions: { contents: read }', '    permissions: write-all'],
    ['build has no time-out', '    timeout-minutes: 5\n', ''],
    ['is not pinned by commit', '@df4cb1c069e1874edd31b4311f1884172cec0e10 # v6.0.3', '@v6'],
    ['is not pinned by commit', ' # v6.0.3', ''],
    ['is not pinned by commit', '- run: npm ci --ignore-scripts', '- uses: docker://alpine:3'],
    ['a checkout keeps the token', 'persist-credentials: false', 'persist-credentials: true'],
    ['a checkout keeps the token', '        with: { persist-credentials: false }\n', ''],
    ['take packages out of a cache', 'package-manager-cache: false', 'cache: npm'],
    ['install scripts run', ' --ignore-scripts', ''],
    ['a script holds an expression', 'npm ci', 'echo ${{ github.head_ref }}; npm ci'],
    ['pull_request_target meets a checkout', 'on: push', 'on: pull_request_target'],
    ['pull_request_target meets a checkout', 'on: push', 'on: { pull_request_target: { types: [opened] } }'],
  ])('find that %s', (problem, from, to) => {
    expect(good).toContain(from)
    expect(brokenRules(good.replace(from, to)).join('\n')).toContain(problem)
  })

  it.each(files)('are kept by %s', (file) => {
    expect(brokenRules(read(file))).toEqual([])
  })

  it('see one version of every action, and one commit of every version', () => {
    const pins = files.flatMap((file) => [
      ...read(file).matchAll(/uses: ([\w-]+\/[\w-]+)[\w/-]*@(\S+ # v\S+)/g),
    ])
    const actions = new Set(pins.map(([, action]) => action))
    expect(actions.size).toBeGreaterThan(5)
    expect(new Set(pins.map(([, action, pin]) => `${action} ${pin}`)).size).toBe(actions.size)
  })
})

describe('the checkers', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'workflows-'))
  })
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  /** Runs both checkers over texts; gives what they print. */
  function check(texts: Readonly<Record<string, string>>): { status: number | null; told: string } {
    const paths = Object.entries(texts).map(([name, text]) => {
      const path = join(folder, name)
      writeFileSync(path, text)
      return path
    })
    const { status, stderr } = spawnSync(process.execPath, ['scripts/check-workflows.js', ...paths], {
      encoding: 'utf8',
    })
    return { status, told: stderr.replaceAll(`${folder}/`, '') }
  }

  it('find what is wrong, each by itself, and nothing in a good workflow', () => {
    const { status, told } = check({
      'good.yml': good,
      'input.yml': good.replace('image-id', 'image'),
      'key.yml': good.replace('timeout-minutes', 'time-out'),
      'runner.yml': good.replace('ubuntu-24.04', 'ubuntu-24.40'),
      'group.yml': good.replace('jobs:', 'concurrency: { group: share, queue: max, order: first }\njobs:'),
      'expression.yml': good.replace('npm ci', 'echo ${{ github.event.issue.title }}; npm ci'),
      'action.yml': read('action.yml').replace('using: node24', 'using: node99'),
    })
    expect(told).not.toContain('good.yml')
    expect(status).toBe(1)
    expect(told).toContain("input.yml:15: Invalid action input 'image'")
    expect(told).toContain("key.yml:6: Unexpected value 'time-out'")
    expect(told).toMatch(/^key\.yml:6: unexpected key .*\(syntax-check\)$/m)
    expect(told).toMatch(/^runner\.yml:5: label "ubuntu-24\.40" is unknown.*\(runner-label\)$/m)
    // Of the keys of `concurrency` actionlint knows all but `queue`.
    expect(told).toMatch(/^group\.yml:3: unexpected key "order" for "concurrency".*\(syntax-check\)$/m)
    expect(told).not.toContain('unexpected key "queue"')
    expect(told).toMatch(/^expression\.yml:13: .*potentially untrusted.*\(expression\)$/m)
    expect(told).toMatch(/^action\.yml:\d+: /m)
  })
})

describe('a release', () => {
  const { jobs } = readRuled(read('.github/workflows/release.yml'))

  it('is built by a job that may only read, and published by one that runs nothing of the project', () => {
    const { build, publish, ...others } = jobs
    expect(build?.permissions).toEqual({ contents: 'read' })
    expect(publish?.permissions).toEqual({ attestations: 'write', contents: 'write', 'id-token': 'write' })
    const steps = [publish, ...Object.values(others)].flatMap((job) => job?.steps ?? [])
    // It has the commit in a folder of its own, to be read alone.
    const checkouts = steps.filter(({ uses }) => uses.startsWith('actions/checkout@'))
    expect(checkouts.map((one) => one.with['path'])).toEqual(['commit'])
    const runs = /\b(?:npm|npx|bash|sh|source) |\bnode (?!--eval ')|(?:^|[;&|(]|\.)\s*(?:\.\/|commit\/)/m
    expect(steps.filter(({ uses, run }) => /setup-node|^\.\//.test(uses) || runs.test(run))).toEqual([])
  })

  it('is named alike by its tag, package.json and the changelog', () => {
    const folder = mkdtempSync(join(tmpdir(), 'release-'))
    const notes = (tag: string) =>
      spawnSync(process.execPath, [resolve('scripts/release-notes.js'), tag], {
        cwd: folder,
        encoding: 'utf8',
      })
    try {
      writeFileSync(join(folder, 'package.json'), '{ "type": "module", "version": "1.2.0" }')
      writeFileSync(join(folder, 'CHANGELOG.md'), '# Changelog\n\n## 1.2.0\n\n- New.\n\n## 1.1.0\n\n- Old.\n')
      expect(notes('v1.2.0')).toMatchObject({ status: 0, stdout: '- New.\n', stderr: '' })
      expect(notes('v1.3.0')).toMatchObject({
        status: 1,
        stderr: 'The tag is v1.3.0, but package.json says 1.2.0.\n',
      })
      writeFileSync(join(folder, 'CHANGELOG.md'), '# Changelog\n\n## 1.2.0\n\n## 1.1.0\n\n- Old.\n')
      expect(notes('v1.2.0')).toMatchObject({ status: 1, stderr: 'CHANGELOG.md says nothing of 1.2.0.\n' })
      cpSync('package.json', join(folder, 'package.json'))
      cpSync('CHANGELOG.md', join(folder, 'CHANGELOG.md'))
      const { version } = z.object({ version: z.string() }).parse(JSON.parse(read('package.json')))
      expect(notes(`v${version}`).status).toBe(0)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('updates of dependencies', () => {
  const update = z.object({
    'package-ecosystem': z.string(),
    directories: z.array(z.string()).optional(),
    cooldown: z.object({ 'default-days': z.number() }),
    ignore: z.array(z.object({ 'dependency-name': z.string() })).default([]),
  })
  const { updates } = z.object({ updates: z.array(update) }).parse(parse(read('.github/dependabot.yml')))

  it('wait for a week, of packages and of actions', () => {
    expect(updates.map((one) => one['package-ecosystem'])).toEqual(['npm', 'github-actions'])
    expect(updates.every(({ cooldown }) => cooldown['default-days'] >= 7)).toBe(true)
  })

  it('look at the lock file of every folder that has packages of its own', () => {
    const [npm] = updates
    expect(npm?.directories).toEqual(['/', '/scripts/mutation', '/sandbox/pictures'])
    const missing = npm?.directories?.filter((one) => !existsSync(join('.', one, 'package-lock.json')))
    expect(missing).toEqual([])
  })

  it('leave out what package.json pins, and nothing else', () => {
    const versions = z.record(z.string(), z.string()).default({})
    const manifest = z
      .object({
        dependencies: versions,
        devDependencies: versions,
        optionalDependencies: versions,
        overrides: versions,
      })
      .parse(JSON.parse(read('package.json')))
    const pinned = Object.values(manifest)
      .flatMap((group) => Object.entries(group))
      .filter(([, version]) => /^\d/.test(version))
    const ignored = updates.flatMap(({ ignore }) => ignore.map((one) => one['dependency-name']))
    expect(ignored.toSorted()).toEqual(pinned.map(([name]) => name).toSorted())
  })
})
