import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readTextFile } from '../../src/github/workspace-files.ts'

let folder: string
let workspace: string

beforeEach(async () => {
  // On macOS the folder for temporary files lies behind a link itself.
  folder = await realpath(await mkdtemp(join(tmpdir(), 'files-')))
  workspace = join(folder, 'workspace')
  await mkdir(join(workspace, 'docs'), { recursive: true })
  await writeFile(join(workspace, 'policy.yml'), 'version: 1 # ü')
  await writeFile(join(folder, 'secret'), 'secret')
})
afterEach(async () => rm(folder, { recursive: true }))

describe('a file of the workspace', () => {
  it.each(['policy.yml', './policy.yml', 'docs/../policy.yml'])('is read: %s', async (path) => {
    expect(await readTextFile(path, workspace)).toBe('version: 1 # ü')
  })

  it('is read by its whole path, also where the workspace lies behind a link', async () => {
    expect(await readTextFile(join(workspace, 'policy.yml'), workspace)).toContain('version')
    const link = join(folder, 'link')
    await symlink(workspace, link)
    for (const path of ['policy.yml', join(link, 'policy.yml'), join(workspace, 'policy.yml')]) {
      expect(await readTextFile(path, link)).toContain('version')
    }
  })

  it('is not read by a path that leads to the workspace over a link', async () => {
    const link = join(folder, 'link')
    await symlink(workspace, link)
    const path = join(link, 'policy.yml')
    await expect(readTextFile(path, workspace)).rejects.toThrow('is a link, or lies behind one')
  })

  it('may have a name that begins with dots', async () => {
    await writeFile(join(workspace, '..policy'), 'x')
    expect(await readTextFile('..policy', workspace)).toBe('x')
  })

  it('is read without its byte order mark', async () => {
    await writeFile(join(workspace, 'bom.yml'), '\uFEFFversion: 1')
    expect(await readTextFile('bom.yml', workspace)).toBe('version: 1')
  })

  it('may have a whole MiB, and no more', async () => {
    await writeFile(join(workspace, 'big'), ' '.repeat(1_048_576))
    expect(await readTextFile('big', workspace)).toHaveLength(1_048_576)
    await writeFile(join(workspace, 'bigger'), ' '.repeat(1_048_577))
    await expect(readTextFile('bigger', workspace)).rejects.toMatchObject({
      problem: {
        reason: 'invalid-policy',
        message: 'policy-file: "bigger" has 1048577 bytes, a policy file has at most 1048576.',
        remedy: 'Split it into several, one step each.',
      },
    })
  })

  // Systems that tell files apart by the case of their letters have such links; on others it is the file itself.
  it.each([
    ['POLICY.yml', 'policy.yml', 'POLICY.yml'],
    ['DOCS', 'docs', 'DOCS/left.yml'],
  ])('is not read over a link that is named alike but for its case: %s', async (link, target, path) => {
    await writeFile(join(workspace, 'docs', 'left.yml'), 'password=secret')
    const isLink = await symlink(target, join(workspace, link)).then(
      () => true,
      () => false,
    )
    const outcome = await readTextFile(path, workspace).then(
      () => 'read',
      (error: unknown) => String(error),
    )
    expect(outcome).toMatch(isLink ? / is a link, or lies behind one\.$/ : /^read$/)
  })

  it('is not waited for where it is a pipe that nobody writes to', async () => {
    execFileSync('mkfifo', [join(workspace, 'pipe')])
    await expect(readTextFile('pipe', workspace)).rejects.toThrow('policy-file: "pipe" is not a file.')
  })

  it.each<[path: string, rule: string]>([
    ['missing.yml', 'does not exist in the workspace'],
    ['docs', 'is a directory'],
    ['', 'is a directory'],
    ['..', 'leads outside of the workspace'],
    ['../secret', 'leads outside of the workspace'],
    ['/etc/hostname', 'leads outside of the workspace'],
    ['docs/link', 'leads outside of the workspace'],
    ['.git/config', 'leads into the folder of Git itself'],
    ['docs/token.yml', 'is a link, or lies behind one'],
    ['docs/policy.yml', 'is a link, or lies behind one'],
    ['documents/left.yml', 'is a link, or lies behind one'],
    ['nested/deeper/link/left.yml', 'is a link, or lies behind one'],
    ['up/workspace/policy.yml', 'is a link, or lies behind one'],
    ['round', 'does not exist in the workspace'],
    ['latin1', 'is not UTF-8'],
  ])('is not %j: it %s', async (path, rule) => {
    await symlink(join(folder, 'secret'), join(workspace, 'docs', 'link'))
    await mkdir(join(workspace, '.git'))
    await writeFile(join(workspace, '.git', 'config'), 'authorization = secret')
    await symlink(join(workspace, '.git', 'config'), join(workspace, 'docs', 'token.yml'))
    await symlink(join(workspace, 'policy.yml'), join(workspace, 'docs', 'policy.yml'))
    await symlink('docs', join(workspace, 'documents'))
    await mkdir(join(workspace, 'nested', 'deeper'), { recursive: true })
    await symlink('../../docs', join(workspace, 'nested', 'deeper', 'link'))
    await symlink('..', join(workspace, 'up'))
    await symlink('round', join(workspace, 'round'))
    await writeFile(join(workspace, 'docs', 'left.yml'), 'password=secret')
    await writeFile(join(workspace, 'latin1'), Buffer.from([0x66, 0xfc, 0x72]))
    await expect(readTextFile(path, workspace)).rejects.toMatchObject({
      problem: { reason: 'invalid-policy', message: `policy-file: ${JSON.stringify(path)} ${rule}.` },
    })
  })
})
