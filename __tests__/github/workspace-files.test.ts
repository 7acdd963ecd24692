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
    ['latin1', 'is not UTF-8'],
  ])('is not %j: it %s', async (path, rule) => {
    await symlink(join(folder, 'secret'), join(workspace, 'docs', 'link'))
    await mkdir(join(workspace, '.git'))
    await writeFile(join(workspace, '.git', 'config'), 'authorization = secret')
    await symlink(join(workspace, '.git', 'config'), join(workspace, 'docs', 'token.yml'))
    await symlink(join(workspace, 'policy.yml'), join(workspace, 'docs', 'policy.yml'))
    await symlink('docs', join(workspace, 'documents'))
    await writeFile(join(workspace, 'docs', 'left.yml'), 'password=secret')
    await writeFile(join(workspace, 'latin1'), Buffer.from([0x66, 0xfc, 0x72]))
    await expect(readTextFile(path, workspace)).rejects.toMatchObject({
      problem: { reason: 'invalid-policy', message: `policy-file: ${JSON.stringify(path)} ${rule}.` },
    })
  })
})
