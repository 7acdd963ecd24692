import { WorkspaceImageErrorDetailCode } from '@aws-sdk/client-workspaces'
import { describe, expect, it } from '@jest/globals'
import { exampleImages, unknownAccount } from '../../sandbox/start/example.ts'
import { titles } from '../../src/report/titles.ts'
import { StartFixture } from '../support/sandbox-start.ts'

const sandbox = new StartFixture()

describe('the example', () => {
  it('has nothing to do the second time', async () => {
    const { exitCode, stdout } = await sandbox.run(['--twice'])
    expect(exitCode).toBe(0)
    const [first = '', second = ''] = stdout.split('== The same step a second time')
    expect(first).toContain('Done and verified: 2 shares made.')
    expect(second).toContain('Nothing to do: 2 permissions already as wanted.')
  })

  it('shows the comment on the pull request as GitHub would, and the job’s end, which takes back what is temporary', async () => {
    const { exitCode, stdout } = await sandbox.run([
      '--temporary',
      'true',
      '--pull-request-comment',
      'always',
    ])
    expect(exitCode).toBe(0)
    const [log, comment = ''] = stdout.split('== Comment on the pull request (Markdown)')
    expect(log).toContain('Temporary shares: Done and verified: 2 unshares made.')
    expect(comment).toMatch(
      /^\n<!-- share-workspaces-image [0-9a-f]+ -->\n## ✅ Done and verified: 2 shares made/,
    )
    expect(comment).toMatch(/^The comment as GitHub shows it: .*comment\.html$/m)
  })

  it('undoes the rest where AWS refuses an account', async () => {
    const account = ['--account-id', '444455556666', '--account-id', unknownAccount]
    const { exitCode, stdout } = await sandbox.run([...account, '--undo-on-failure', 'true'])
    expect(exitCode).toBe(1)
    expect(stdout).toContain(`The account ${unknownAccount} does not exist.`)
    expect(stdout).toContain('shared, then undone because something else failed')
  })

  it('has an image in state ERROR, whose error code AWS has', () => {
    const codes: readonly string[] = Object.values(WorkspaceImageErrorDetailCode)
    const details = exampleImages.flatMap((image) => ('errorDetails' in image ? image.errorDetails : []))
    expect(details.length).toBeGreaterThan(0)
    for (const { ErrorCode: code } of details) expect(codes).toContain(code)
  })

  it('has images in two Regions', () => {
    expect(exampleImages.filter((image) => 'region' in image)).toHaveLength(1)
  })
})

describe('the caller’s own AWS', () => {
  // A home without files of AWS.
  const nothing = {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  }
  const given = ['--aws', '--aws-region', 'eu-west-1', ...sandbox.temporary.slice(0, 4)]

  it('needs credentials, and says how to get them on a laptop', async () => {
    const { exitCode, stdout } = await sandbox.run(given, { env: nothing })
    expect(exitCode).toBe(1)
    expect(stdout).toContain(titles['no-credentials'])
    expect(stdout).toMatch(/\n {2}aws sso login .*\n {2}AWS_PROFILE=NAME npm start -- --aws /)
  })

  it('names the endpoint that is set where it can not be reached', async () => {
    const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' }
    const { stdout } = await sandbox.run(given, { env: { ...nothing, ...keys } })
    expect(stdout).toContain('AWS_ENDPOINT_URL is set, so the calls go to 127.0.0.1:1: check that')
    expect(stdout).not.toContain('aws sso login')
  })

  it('takes no role by GitHub’s ID token, and says what does', async () => {
    const role = 'arn:aws:iam::111122223333:role/share-images'
    const { exitCode, stdout, stderr } = await sandbox.run([...given, '--role-to-assume', role])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(`[profile share-images]\nrole_arn = ${role}\nsource_profile = default\n`)
  })
})
