import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import { repository } from '../../src/version.ts'
import { snippets } from '../docs/markdown-files.ts'

const step = z.object({
  name: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
})
const release = z
  .object({
    on: z.record(z.string(), z.unknown()),
    env: z.record(z.string(), z.string()),
    defaults: z.unknown(),
    jobs: z.record(
      z.string(),
      z.object({
        needs: z.string().optional(),
        environment: z.string().optional(),
        permissions: z.record(z.string(), z.string()),
        steps: z.array(step),
      }),
    ),
  })
  .parse(parse(readFileSync('.github/workflows/release.yml', 'utf8')))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** Runs the script of a step as the runner does. */
function runStep(name: string, env: Readonly<Record<string, string>>, cwd = '.') {
  const steps = Object.values(release.jobs).flatMap((job) => job.steps)
  const script = steps.find((one) => one.name === name)?.run
  if (script === undefined) throw new Error(`The release has no step ${name}`)
  return runScript(script, { RUNNER_TEMP: folder, ...env }, cwd)
}

function runScript(script: string, env: Readonly<Record<string, string>>, cwd: string) {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
    { encoding: 'utf8', cwd, env: { ...process.env, ...env } },
  )
  return { status, stdout, stderr }
}

/** Puts a program in the place of gh; gives the PATH that has it first. */
function replaceGh(script: string): string {
  writeFileSync(join(folder, 'gh'), `#!/usr/bin/env bash\n${script}`)
  chmodSync(join(folder, 'gh'), 0o755)
  return `${folder}${delimiter}${process.env['PATH']}`
}

/** Runs the step with a GitHub that has these tags; gives what was asked of it but the reads. */
function move(tag: string, tags: readonly string[]): { status: number | null; writes: readonly string[] } {
  const log = join(folder, 'log')
  writeFileSync(log, '')
  const path =
    replaceGh(`if [[ "$*" == *matching-refs* ]]; then ${tags.length === 0 ? 'exit 1' : `printf '%s\\n' ${tags.map((one) => `refs/tags/${one}`).join(' ')}`}
elif [[ "$*" == *git/ref/tags/* ]]; then ${tags.includes(tag.split('.')[0] ?? '')}
else echo "$@" >> '${log}'
fi
`)
  const { status } = runStep('Move the tag of the major version', {
    PATH: path,
    TAG: tag,
    COMMIT: 'abc123',
    GH_REPO: 'octo-org/image-action',
  })
  return { status, writes: readFileSync(log, 'utf8').trim().split('\n') }
}

/** Runs Git in the repository that is released. */
function git(...given: readonly string[]): string {
  const identity = ['-c', 'user.name=Octocat', '-c', 'user.email=octocat@example.com']
  return execFileSync('git', ['-C', join(folder, 'commit'), ...identity, ...given], {
    encoding: 'utf8',
  }).trim()
}

/** The exit code of the first step, for a run on this ref. */
function start(ref: string): number | null {
  return runStep('Only a tag vX.Y.Z is released', { GITHUB_REF: ref }).status
}

describe('a release starts', () => {
  it.each(['refs/tags/v1.2.3', 'refs/tags/v10.20.30'])('on %s', (ref) => {
    expect(start(ref)).toBe(0)
  })

  it.each([
    'refs/heads/main',
    'refs/heads/v1.2.3',
    'refs/tags/v1',
    'refs/tags/v1.2.3-rc1',
    'refs/tags/1.2.3',
    'refs/tags/x/v1.2.3',
    'refs/pull/1/merge',
  ])('not on %s', (ref) => {
    expect(start(ref)).toBe(1)
  })

  it('for the tag and the commit that it runs on, and takes no other', () => {
    expect(release.on).toEqual({ push: { tags: ['v[0-9]+.[0-9]+.[0-9]+'] }, workflow_dispatch: null })
    expect(release.env).toEqual({ TAG: '${{ github.ref_name }}', COMMIT: '${{ github.sha }}' })
    const [first, second] = release.jobs['build']?.steps ?? []
    expect(first?.name).toBe('Only a tag vX.Y.Z is released')
    expect(second?.with).toMatchObject({ ref: '${{ github.sha }}' })
  })
})

/** Whether the step takes the commit at the tip of a branch for the release v1.2.3. */
function isReleased(branch: string): boolean {
  git('checkout', '--quiet', '--detach', `refs/remotes/origin/${branch}`)
  const name = 'The commit stands on main or on the branch of its major version'
  return runStep(name, { TAG: 'v1.2.3' }, join(folder, 'commit')).status === 0
}

describe('a commit is released', () => {
  // Each branch has a commit of its own after the first one.
  beforeEach(() => {
    mkdirSync(join(folder, 'commit'))
    git('init', '--quiet')
    const tree = git('write-tree')
    const first = git('commit-tree', tree, '-m', 'first')
    for (const branch of ['main', 'v1.x', 'v2.x', 'fix']) {
      const own = git('commit-tree', tree, '-p', first, '-m', branch)
      git('update-ref', `refs/remotes/origin/${branch}`, own)
    }
  })

  it.each(['main', 'main~', 'v1.x'])('from %s', (branch) => {
    expect(isReleased(branch)).toBe(true)
  })

  it.each(['fix', 'v2.x'])('never from %s', (branch) => {
    expect(isReleased(branch)).toBe(false)
  })

  it('from main alone while its major version has no branch', () => {
    git('update-ref', '-d', 'refs/remotes/origin/v1.x')
    expect(isReleased('main')).toBe(true)
    expect(isReleased('fix')).toBe(false)
  })

  it.each([
    'refs/tags/origin/main',
    'refs/tags/origin/v1.x',
    'refs/tags/refs/remotes/origin/v1.x',
    'refs/remotes/origin/v1.x/fix',
    'refs/remotes/origin/other/main',
  ])('never by %s, which is no such branch', (ref) => {
    git('update-ref', '-d', 'refs/remotes/origin/v1.x')
    git('update-ref', ref, 'refs/remotes/origin/fix')
    expect(isReleased('fix')).toBe(false)
  })
})

describe('what is released', () => {
  it('is the archive, a bill of materials with every package that is bundled, and checksums of all there is to verify', () => {
    mkdirSync(join(folder, 'release'))
    expect(runStep('What is released', { TAG: 'v1.2.3' })).toMatchObject({ status: 0 })
    const archive = 'share-workspaces-image-1.2.3.tar.gz'
    const made = join(folder, 'release')
    expect(readdirSync(made).toSorted()).toEqual(['checksums.txt', 'sbom.cdx.json', archive])

    const lines = readFileSync(join(made, 'checksums.txt'), 'utf8').trim().split('\n')
    const sums = lines.map((line) => line.split('  '))
    const hashed = sums.map(([, file = '']) => {
      const path = existsSync(join(made, file)) ? join(made, file) : file
      return [createHash('sha256').update(readFileSync(path)).digest('hex'), file]
    })
    expect(sums).toEqual(hashed)
    const files = readdirSync('dist', { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    expect(sums.map(([, file = '']) => file).toSorted()).toEqual(
      [
        ...files.map(({ name, parentPath }) => `${parentPath}/${name}`),
        'action.yml',
        'copy/action.yml',
        archive,
        'sbom.cdx.json',
      ].toSorted(),
    )

    const { components, metadata } = z
      .object({
        metadata: z.object({ component: z.unknown() }),
        components: z.array(z.object({ name: z.string(), version: z.string() })),
      })
      .parse(JSON.parse(readFileSync(join(made, 'sbom.cdx.json'), 'utf8')))
    const listed = new Set(components.map(({ name, version }) => `${name} ${version}`))
    const licences = readFileSync('dist/jobs/licenses.txt', 'utf8')
    const bundled = [...licences.matchAll(/^==== (\S+ \S+) \(/gm)].map(([, one = '']) => one)
    expect(metadata.component).toMatchObject({ name: 'share-workspaces-image' })
    expect(components.filter(({ name }) => /jest|typescript|oxlint/.test(name))).toEqual([])
    expect(bundled.length).toBeGreaterThan(40)
    // The bundler leaves a few bytes of itself.
    expect(bundled.filter((one) => !listed.has(one) && !one.startsWith('@vercel/ncc '))).toEqual([])
  })
})

/** Where a file lies that the first job hands to the last. */
const handed = (name: string) => join(folder, 'release', name)

/** Changes a file that is handed over. */
function edit(name: string, change: (text: string) => string): void {
  const text = readFileSync(handed(name), 'utf8')
  expect(change(text)).not.toBe(text)
  writeFileSync(handed(name), change(text))
}

/** Makes the checksums name the content that the files handed over have now. */
function sumUp(): void {
  edit('checksums.txt', (text) =>
    text.replaceAll(/^\w+ {2}(share-workspaces-image-.*|sbom.*)$/gm, (_line, name: string) => {
      const sum = createHash('sha256')
        .update(readFileSync(handed(name)))
        .digest('hex')
      return `${sum}  ${name}`
    }),
  )
}

describe('what is attested', () => {
  const archive = 'share-workspaces-image-1.2.3.tar.gz'
  const comparisons = [
    'What is attested is what the commit holds',
    'The bill of materials names the packages of the commit',
  ]
  let commit: string
  let made: string

  // A small repository with a release of it, made as the first job makes it.
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'released-'))
    const files = {
      'action.yml': 'name: Action\n',
      'dist/main/index.js': 'console.log(1)\n',
      'dist/post/index.js': 'console.log(2)\n',
      '.github/workflows/image-sharing.yml': 'name: Image sharing\n',
    }
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, 'commit', path)), { recursive: true })
      writeFileSync(join(folder, 'commit', path), text)
    }
    for (const path of ['package.json', 'package-lock.json', 'scripts/sbom.js', 'scripts/lock-file.js']) {
      cpSync(path, join(folder, 'commit', path))
    }
    git('init', '--quiet')
    git('add', '.')
    git('commit', '--quiet', '--no-verify', '--message', 'All')
    commit = git('rev-parse', 'HEAD')
    mkdirSync(join(folder, 'release'))
    writeFileSync(join(folder, 'release', 'notes.md'), '- New.\n')
    runStep('What is released', { TAG: 'v1.2.3' }, join(folder, 'commit'))
    made = folder
  })
  afterAll(() => {
    rmSync(made, { recursive: true })
  })
  beforeEach(() => {
    cpSync(made, folder, { recursive: true })
  })

  /** Whether the last job takes the files that it was handed. */
  function isTaken(env: Readonly<Record<string, string>> = {}): boolean {
    const given = { TAG: 'v1.2.3', COMMIT: commit, ...env }
    return comparisons.every((name) => runStep(name, given, folder).status === 0)
  }

  it('is what the commit holds', () => {
    expect(isTaken()).toBe(true)
  })

  it('is not another commit', () => {
    expect(isTaken({ COMMIT: '0'.repeat(40) })).toBe(false)
  })

  it.each<[string, () => void]>([
    [
      'another dist',
      () => edit('checksums.txt', (text) => text.replace(/^\w{64}(?= {2}dist\/main)/m, '0'.repeat(64))),
    ],
    ['one file more', () => edit('checksums.txt', (text) => `${text}${'0'.repeat(64)}  dist/evil.js\n`)],
    ['one file less', () => edit('checksums.txt', (text) => text.replace(/^.*dist\/post.*\n/m, ''))],
    [
      'an archive of something else',
      () => {
        git('rm', '--quiet', 'action.yml')
        git(
          'archive',
          `--prefix=${archive.replace('.tar.gz', '')}/`,
          `--output=${handed(archive)}`,
          git('write-tree'),
        )
        git('reset', '--quiet', '--hard')
        sumUp()
      },
    ],
    [
      'an archive that is none',
      () => {
        writeFileSync(handed(archive), '')
        sumUp()
      },
    ],
    [
      'a bill of materials with another version',
      () => {
        edit('sbom.cdx.json', (text) => text.replace(/("name": "yaml",\s+"version": ")/, '$10'))
        sumUp()
      },
    ],
    [
      'a bill of materials with another hash',
      () => {
        edit('sbom.cdx.json', (text) => text.replace(/("content": ")..../, '$10000'))
        sumUp()
      },
    ],
    [
      'a bill of materials that leaves something out',
      () => {
        edit('sbom.cdx.json', (text) => text.replace(/"components": \[[^]*?\n {2}\]/, '"components": []'))
        sumUp()
      },
    ],
    ['a file that nobody asked for', () => writeFileSync(handed('evil.tar.gz'), '')],
  ])('is not %s', (_case, change) => {
    change()
    expect(isTaken()).toBe(false)
  })

  /** Runs the commands that users verify a release by, with a gh that believes every attestation. */
  function verify() {
    const commands = snippets('bash').find(({ place }) => place.startsWith('SECURITY.md'))?.text ?? 'false'
    const log = join(folder, 'log')
    const path = replaceGh(`if [[ "$1 $2" == 'release download' ]]; then cp '${handed(archive)}' .
else echo "$@" >> '${log}'
fi
`)
    const { status } = runScript(commands, { PATH: path }, join(folder, 'commit'))
    return { status, attestations: existsSync(log) ? readFileSync(log, 'utf8') : '' }
  }

  it('is verified by the commands of SECURITY.md, for one tag and one commit', () => {
    expect(verify()).toEqual({
      status: 0,
      attestations: `attestation verify ${archive} --repo ${repository} --signer-workflow ${repository}/.github/workflows/release.yml --source-ref refs/tags/v1.2.3 --source-digest ${commit}\n`,
    })
  })

  it.each(['dist/post/index.js', 'action.yml', '.github/workflows/image-sharing.yml'])(
    'is not verified for a commit with another %s',
    (path) => {
      writeFileSync(join(folder, 'commit', path), 'changed\n')
      git('commit', '--quiet', '--no-verify', '--all', '--message', 'Another')
      expect(verify().status).toBe(1)
    },
  )

  it('is compared before it is attested', () => {
    const names = release.jobs['publish']?.steps.map(({ name }) => name) ?? []
    const attests = names.findIndex((name) => name?.startsWith('Attest'))
    const tag = names.indexOf('The tag still stands where it was built')
    for (const compares of comparisons.map((name) => names.indexOf(name))) {
      expect(compares).toBeGreaterThan(tag)
      expect(attests).toBeGreaterThan(compares)
    }
  })
})

describe('the tag of the major version', () => {
  const refs = 'repos/octo-org/image-action/git/refs'

  it('is moved after the release, by a job of its own, which can be repeated alone', () => {
    const { needs, environment, permissions, steps } = release.jobs['move'] ?? {}
    expect(steps?.map(({ name }) => name)).toEqual(['Move the tag of the major version'])
    expect({ needs, environment, permissions }).toEqual({
      needs: 'publish',
      permissions: { contents: 'write' },
    })
    expect(release.jobs['publish']?.needs).toBe('build')
    expect(release.jobs['publish']?.environment).toBe('release')
    expect(release.jobs['publish']?.steps.at(-1)?.name).toBe('Publish')
  })

  it('is moved to the newest release', () => {
    expect(move('v1.10.0', ['v1', 'v1.9.0', 'v1.10.0'])).toEqual({
      status: 0,
      writes: [`api --method PATCH ${refs}/tags/v1 -f sha=abc123 -F force=true --silent`],
    })
  })

  it('is moved past tags that are no releases', () => {
    expect(move('v1.10.0', ['v1', 'v1.10.0', 'v1.10.0-rc1', 'v1.11']).writes).toEqual([
      `api --method PATCH ${refs}/tags/v1 -f sha=abc123 -F force=true --silent`,
    ])
  })

  it('is made for the first one', () => {
    expect(move('v2.0.0', ['v2.0.0'])).toEqual({
      status: 0,
      writes: [`api --method POST ${refs} -f ref=refs/tags/v2 -f sha=abc123 --silent`],
    })
  })

  it('stays where an older version gets a fix', () => {
    expect(move('v1.9.1', ['v1', 'v1.9.0', 'v1.9.1', 'v1.10.0'])).toEqual({ status: 0, writes: [''] })
  })

  it('is not guessed where GitHub gives no answer', () => {
    expect(release.defaults).toEqual({ run: { shell: 'bash' } })
    expect(move('v1.9.1', [])).toEqual({ status: 1, writes: [''] })
  })
})
