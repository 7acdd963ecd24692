import { exec, type ChildProcess } from 'node:child_process'
import { describe, expect, it } from '@jest/globals'
import type { CredentialSource } from '../../src/aws/credential-source.ts'
import { invalidCredentials, outOfTime, problemOfSource } from '../../src/aws/source-problem.ts'

const golden: CredentialSource = { kind: 'profile', name: 'golden', isNamed: true, roles: [], usesSso: false }
const byToken: CredentialSource = {
  kind: 'profile',
  name: 'default',
  isNamed: false,
  roles: [{ arn: 'arn:role', profile: 'default', tokenFile: '/token' }],
  usesSso: false,
}
const tokenFile: CredentialSource = {
  kind: 'token-file',
  roles: [{ arn: 'arn:role', profile: undefined, tokenFile: '/token' }],
}
const container: CredentialSource = { kind: 'container', variable: 'AWS_X', tokenFile: '/t' }
const missing: CredentialSource = { kind: 'missing-profile', name: 'golden', files: ['/c', '/s'] }
const instance: CredentialSource = { kind: 'instance', emptyProfile: undefined }

const redact = (text: string) => text.replaceAll('hunter22', '***')
const coded = (code: string) => Object.assign(new Error(`${code}: no luck, read '/token'`), { code })

/** The message without what all of them begin with. */
function whyOf(source: CredentialSource, error: unknown, program?: ChildProcess): string {
  const { reason, message } = problemOfSource(source, { error, program, redact })
  expect(reason).toBe('no-credentials')
  expect(message).toMatch(/^Could not sign in to AWS: .*\.$/)
  return message.slice('Could not sign in to AWS: '.length)
}

/** A program that ended, and what Node says of that. */
async function failed(command: string): Promise<[error: unknown, program: ChildProcess]> {
  return new Promise((resolve) => {
    const program = exec(command, (error) => {
      resolve([error, program])
    })
  })
}

describe('a source that gives no credentials', () => {
  it.each<[source: CredentialSource, error: unknown, why: string]>([
    [missing, new Error('none'), 'there is no profile "golden", which AWS_PROFILE names, in /c and /s.'],
    [instance, new Error('404'), 'no AWS credentials were found.'],
    [
      { ...instance, emptyProfile: 'golden' },
      new Error('404'),
      'no AWS credentials were found (profile "golden" (AWS_PROFILE) names none).',
    ],
    [
      golden,
      new Error('The SSO session has expired.\nSign in  again.'),
      'profile "golden" (AWS_PROFILE) gave no credentials (The SSO session has expired. Sign in again).',
    ],
    [
      golden,
      new Error('hunter22 is wrong'),
      'profile "golden" (AWS_PROFILE) gave no credentials (*** is wrong).',
    ],
    [byToken, coded('ENOENT'), 'profile "default" names /token, which does not exist.'],
    [tokenFile, coded('EISDIR'), 'AWS_WEB_IDENTITY_TOKEN_FILE names /token, which is a folder.'],
    [tokenFile, coded('ENOTDIR'), 'AWS_WEB_IDENTITY_TOKEN_FILE names /token, which leads through a file.'],
    [container, coded('EACCES'), 'the endpoint of the container (AWS_X) names /t, which may not be read.'],
    [
      golden,
      coded('ENOENT'),
      `profile "golden" (AWS_PROFILE) gave no credentials (ENOENT: no luck, read '/token').`,
    ],
    [
      container,
      new SyntaxError('Unexpected token <'),
      'the endpoint of the container (AWS_X) gave no credentials that can be read.',
    ],
    [
      container,
      new Error('TypeError [ERR_X]: Error: no'),
      'the endpoint of the container (AWS_X) gave no credentials (no).',
    ],
    [golden, new Error('Unknown: UnknownError'), 'profile "golden" (AWS_PROFILE) gave no credentials.'],
    [container, 'thrown', 'the endpoint of the container (AWS_X) gave no credentials.'],
  ])('is told of with the reason: %j', (source, error, why) => {
    expect(whyOf(source, error)).toBe(why)
  })

  it('is told of with the exit code of its program and what that wrote', async () => {
    const [error, program] = await failed('echo "no entry, password: x1y2z3 hunter22" >&2; exit 7')
    expect(whyOf(golden, error, program)).toBe(
      'profile "golden" (AWS_PROFILE) gave no credentials: its credential_process ended with exit code 7, and wrote: no entry, password: *** ***.',
    )
  })

  it('is told of with the end of what its program wrote', async () => {
    const [error, program] = await failed(
      `"${process.execPath}" -e "console.error('x'.repeat(800) + ' at the end'); process.exitCode = 1"`,
    )
    const [, written = ''] = whyOf(golden, error, program).split('and wrote: ')
    expect(written).toMatch(/^…x+ at the end\.$/)
    expect(written).toHaveLength(502)
  })

  it('is told of with what ended its program, where it wrote nothing', async () => {
    const [error, program] = await failed('kill -KILL $$')
    expect(whyOf(golden, error, program)).toBe(
      'profile "golden" (AWS_PROFILE) gave no credentials: its credential_process was ended by SIGKILL.',
    )
  })

  it('is told of with the SDK’s words where its program did well', async () => {
    const [, program] = await failed('exit 0')
    expect(whyOf(golden, new Error('It is no JSON.'), program)).toContain(
      'gave no credentials (It is no JSON).',
    )
  })

  it.each([golden, missing, tokenFile, container, instance])('is told of with a way out: $kind', (source) => {
    const { remedy } = problemOfSource(source, { error: new Error('x'), program: undefined, redact })
    expect(remedy).toMatch(/^[A-Z].*\.$/)
    expect(outOfTime(source, 60, undefined).problem.remedy).toMatch(/^[A-Z].*\.$/)
  })
})

describe('a source that gives no answer', () => {
  it.each<[source: CredentialSource, name: string]>([
    [golden, 'profile "golden" (AWS_PROFILE)'],
    [tokenFile, 'AWS_WEB_IDENTITY_TOKEN_FILE'],
    [container, 'the endpoint of the container (AWS_X)'],
    [instance, 'the metadata service of the instance (AWS_EC2_METADATA_DISABLED is not true)'],
  ])('is told of by its name: $kind', (source, name) => {
    const { reason, message } = outOfTime(source, 60, undefined).problem
    expect(reason).toBe('no-credentials')
    expect(message).toBe(`Could not sign in to AWS: ${name} gave no credentials within 60 seconds.`)
  })

  it('is told of with its program', async () => {
    const [, program] = await failed('exit 0')
    expect(outOfTime(golden, 60, program).problem.message).toContain(
      'within 60 seconds: its credential_process did not end.',
    )
  })
})

it('a source whose keys can not be sent is told of without them', () => {
  expect(invalidCredentials(container).problem).toMatchObject({
    reason: 'no-credentials',
    message:
      'Could not sign in to AWS: the endpoint of the container (AWS_X) gave a key or token with a line end, a space or another character that none has.',
  })
})
