import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readPolicyFile } from '../../sandbox/start/policy-file.ts'
import { whatNext } from '../../sandbox/start/texts.ts'
import { FIRST, IMAGE, StartFixture } from '../support/sandbox-start.ts'
import { titles } from '../../src/report/titles.ts'
import { countNodeErrorsAsErrors } from './aws-realm.ts'

countNodeErrorsAsErrors()

const sandbox = new StartFixture()
const policy = `version: 1
images:
  - id: ${IMAGE}
    share-with: ["${FIRST}"]
`
const root = realpathSync(mkdtempSync(join(tmpdir(), 'start-policy-')))
const caller = join(root, 'caller')
beforeAll(() => {
  for (const folder of ['caller', 'caller/policies', 'elsewhere']) {
    mkdirSync(join(root, folder))
    writeFileSync(join(root, folder, 'images.yml'), policy)
    writeFileSync(join(root, folder, 'mistaken.yml'), policy.replace('id:', 'ident:'))
  }
})
afterAll(() => {
  rmSync(root, { recursive: true })
})

describe('a policy file', () => {
  it('is taken from where npm was called, on the caller’s AWS, and leaves the job’s end nothing to do', async () => {
    const { exitCode, stdout } = await sandbox.onOwnAws(['--policy-file', 'policies/images.yml'], {
      env: { INIT_CWD: caller },
    })
    expect({ exitCode, recipients: sandbox.recipients() }).toEqual({ exitCode: 0, recipients: [FIRST] })
    expect(stdout).toContain('  policy-file: policies/images.yml\n')
    expect(stdout).toMatch(
      /== Log of the post step.*\nPost job cleanup\.\n\n== The post step's conclusion: success/,
    )
  })

  it('stands in place of the lists that the sandbox starts with', async () => {
    const [, file = ''] = /--policy-file (\S+)/.exec(whatNext) ?? []
    const { exitCode, stdout } = await sandbox.run(['--policy-file', file])
    expect(exitCode).toBe(0)
    expect(stdout).not.toMatch(/^ {2}(?:image|account)-id: /m)
    expect(stdout).toContain('Done and verified: 4 shares and 1 unshare made.')
  })

  it('does not hide lists that were given beside it, and is named in annotations by its path in the workspace', async () => {
    const given = ['--policy-file', './policies/mistaken.yml', '--image-id', IMAGE]
    const { exitCode, stdout } = await sandbox.run(given, { cwd: caller })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('Remove image-id or policy-file.')
    expect(stdout).toContain(`error: ${titles['invalid-policy']} (policies/mistaken.yml:3:5)\n`)
  })

  it.each([
    ['mistaken.yml', 'mistaken.yml'],
    ['./policies/mistaken.yml', './policies/mistaken.yml'],
    ['ROOT/caller/policies/mistaken.yml', 'policies/mistaken.yml'],
    ['../elsewhere/mistaken.yml', 'mistaken.yml'],
    ['ROOT/elsewhere/mistaken.yml', 'mistaken.yml'],
  ])('typed as %s is in the workspace as %s', async (typed, name) => {
    expect(await readPolicyFile(typed.replace('ROOT', root), caller)).toMatchObject({ name })
  })

  it.each([
    ['gone.yml', 'there is no such file'],
    ['policies', 'it is a folder'],
  ])('that is none is not read: %s', async (typed, why) => {
    await expect(readPolicyFile(typed, caller)).rejects.toThrow(
      `--policy-file: "${typed}" can't be read: ${why}. It was looked for at ${join(caller, typed)}: `,
    )
  })

  it('that is none is told before anything starts', async () => {
    const ended = await sandbox.onOwnAws(['--policy-file', 'gone.yml'], { env: { INIT_CWD: caller } })
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' })
    expect(ended.stderr).toContain(
      `there is no such file. It was looked for at ${join(caller, 'gone.yml')}: `,
    )
    expect(sandbox.aws.calls).toEqual([])
  })
})
