import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { join } from 'node:path'
import { repositoryRoot } from '../../sandbox/runner/root.ts'
import type { StepOptions, StepResult } from '../../sandbox/runner/job.ts'
import { MetadataService, textOf } from '../support/metadata-service.ts'
import { inWorkspace, runWithFiles } from '../support/profiles.ts'
import { errorsOf, nothingBut, ROLE, ActionFixture, countsOf } from '../support/fixture.ts'
import { titles } from '../../src/report/titles.ts'

// Where the job's own credentials are looked for and not found, the reason names the variable or the profile.

const fixture = new ActionFixture()
const keys = {
  accessKeyId: 'ASIA0000000000000001',
  secretAccessKey: 'own-secret',
  sessionToken: 'own-session-token',
}
const authorization = 'container-authorization'
const minute: StepOptions = {
  nodeArguments: ['--require', join(repositoryRoot(), '__tests__', 'faults', 'short-minute.cjs')],
}
let service: MetadataService

beforeEach(async () => {
  fixture.aws.addCredentials(keys)
  service = await MetadataService.start(keys, authorization)
})
afterEach(() => service.close())

const run = async (
  env: Record<string, string>,
  files: Record<string, string> = {},
  options: StepOptions = {},
) => runWithFiles(fixture, env, files, options)

/** The message of a step that found no credentials, and asked AWS nothing. */
function refusal(step: StepResult): string {
  expect(countsOf(step)).toEqual(nothingBut('no-credentials'))
  expect(errorsOf(step).map(({ title }) => title)).toEqual([titles['no-credentials']])
  expect(fixture.aws.calls).toEqual([])
  return errorsOf(step)[0]?.message ?? ''
}

/** The environment of a container. */
const container = () => ({
  AWS_CONTAINER_CREDENTIALS_FULL_URI: `${service.url}/container`,
  AWS_CONTAINER_AUTHORIZATION_TOKEN: authorization,
})

/** A profile whose credentials come from this program. */
function programFiles(program: string): Record<string, string> {
  const command = `"${process.execPath}" "${inWorkspace(fixture, 'program.cjs')}" --password on-the-command-line`
  return { config: `[profile golden]\ncredential_process = ${command}\n`, 'program.cjs': program }
}

describe('looking for credentials has an end', () => {
  const limit = 'gave no credentials within 60 seconds'

  it.each([
    ['accepts and never answers', { kind: 'hang' }],
    ['begins its answer and never ends it', { kind: 'slow-loris', everyMs: 50 }],
  ] as const)('where the endpoint of a container %s', async (_, misbehaviour) => {
    service.misbehaviour = misbehaviour
    const message = refusal(await run(container(), {}, minute))
    expect(message).toContain(limit)
    expect(message).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI')
  })

  it('where the program of a profile never ends', async () => {
    // It lives as long as the step.
    const program = `process.stdin.resume().on('end', () => process.exit())`
    const message = refusal(await run({ AWS_PROFILE: 'golden' }, programFiles(program), minute))
    expect(message).toContain(limit)
    expect(message).toContain('profile "golden" (AWS_PROFILE)')
    expect(message).toContain('credential_process')
  })

  it("also at the job's end", async () => {
    const options = { ...minute, with: { temporary: 'true' } }
    const main = await run(container(), {}, options)
    expect(countsOf(main)).toMatchObject({ shared: 1, reason: '' })
    service.misbehaviour = { kind: 'hang' }
    const [post] = await fixture.job.finish()
    expect(post?.conclusion).toBe('failure')
    expect(post?.annotations[0]?.message).toContain(limit)
    expect(post?.annotations[0]?.message).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI')
  })
})

describe('a profile', () => {
  const missing = 'there is no profile "golden", which AWS_PROFILE names'

  it('that is not there is told of, with the files that were read', async () => {
    const message = refusal(
      await run({ AWS_PROFILE: 'golden' }, { config: '[profile silver]\nregion=eu-west-1\n' }),
    )
    expect(message).toContain(missing)
    expect(message).toContain(inWorkspace(fixture, 'config'))
    expect(message).toContain(inWorkspace(fixture, 'credentials'))
  })

  it('that is not there is not passed over for another source', async () => {
    const message = refusal(
      await run({ ...fixture.aws.environment(), ...container(), AWS_PROFILE: 'golden' }),
    )
    expect(message).toContain(missing)
    expect(message).toContain('unset AWS_PROFILE')
    expect(service.requests).toEqual([])
  })

  it('whose program fails is told of with its exit code and what it wrote, without secrets', async () => {
    const secret = 'secret-of-a-neighbour-profile'
    const { config = '', ...files } = programFiles(`
      console.error('x'.repeat(5000))
      console.error('no entry for golden; held ${secret} and ' + JSON.stringify({ SecretAccessKey: 'from-the-vault' }))
      process.exitCode = 7`)
    const others = `[silver]\naws_access_key_id=AKIA\naws_secret_access_key=${secret}\n`
    const step = await run({ AWS_PROFILE: 'golden' }, { config, credentials: others, ...files })
    const message = refusal(step)
    expect(message).toContain('profile "golden" (AWS_PROFILE)')
    expect(message).toContain('credential_process ended with exit code 7')
    expect(message).toContain('no entry for golden; held *** and {"SecretAccessKey":"***')
    expect(message.length).toBeLessThan(1500)
    const told = step.raw.replaceAll(/^::add-mask::.*$/gm, '') + JSON.stringify(step.outputs)
    for (const hidden of [secret, 'from-the-vault', 'on-the-command-line']) expect(told).not.toContain(hidden)
  })

  it('whose program is ended by a signal is told of with that', async () => {
    const step = await run({ AWS_PROFILE: 'golden' }, programFiles(`process.kill(process.pid, 'SIGKILL')`))
    expect(refusal(step)).toMatch(/credential_process (?:was ended by SIGKILL|ended with exit code 137)/)
  })

  it('whose program writes no credentials is told of', async () => {
    const step = await run({ AWS_PROFILE: 'golden' }, programFiles(`console.log('own-secret')`))
    const message = refusal(step)
    expect(message).toContain('credential_process returned invalid JSON')
  })

  it('whose program writes a token with a line end is told of, without the token', async () => {
    const program = `process.stdout.write(${JSON.stringify(textOf({ ...keys, sessionToken: 'own-session\ntoken' }))})`
    const step = await run({ AWS_PROFILE: 'golden' }, programFiles(program))
    expect(refusal(step)).toContain('profile "golden" (AWS_PROFILE) gave a key or token with a line end')
    expect(step.raw).not.toContain('own-session')
  })

  it('that names no credentials leaves the others their turn', async () => {
    const files = { config: '[profile golden]\nregion = eu-west-1\n' }
    const step = await run({ ...container(), AWS_PROFILE: 'golden' }, files)
    expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
    const none = await run({ AWS_PROFILE: 'golden' }, files)
    expect(errorsOf(none)[0]?.message).toContain('profile "golden" (AWS_PROFILE) names none')
  })

  it('whose source is not whole is told of', async () => {
    const config = `[profile golden]\nrole_arn = ${ROLE}\nsource_profile = silver\n`
    const message = refusal(await run({ AWS_PROFILE: 'golden' }, { config }))
    expect(message).toContain('profile "golden" (AWS_PROFILE)')
    expect(message).toContain('silver')
  })
})

describe('the endpoint of a container', () => {
  it.each([
    ['refuses', { kind: 'http', status: 403, body: '{"Code":"AccessDenied"}' }, 'status: 403'],
    ['has a fault', { kind: 'http', status: 500 }, 'status: 500'],
    [
      'answers junk',
      { kind: 'http', status: 200, body: '<html>Sign in</html>' },
      'no credentials that can be read',
    ],
    ['answers without a key', { kind: 'http', status: 200, body: '{}' }, 'not of the required format'],
    ['hangs up', { kind: 'reset' }, 'socket hang up'],
  ] as const)('that %s is told of', async (_, misbehaviour, why) => {
    service.misbehaviour = misbehaviour
    const message = refusal(await run(container()))
    expect(message).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI')
    expect(message).toContain(why)
  })

  it.each([
    ['no address', 'container'],
    ['an address that keys must not come from', 'http://203.0.113.7/'],
  ])('that is %s is told of', async (_, uri) => {
    const message = refusal(await run({ ...container(), AWS_CONTAINER_CREDENTIALS_FULL_URI: uri }))
    expect(message).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI')
    expect(message).toContain('https')
  })

  it.each([
    ['with a line end', { AWS_CONTAINER_AUTHORIZATION_TOKEN: `${authorization}\n` }, 'a line end'],
    [
      'in a file that is missing',
      { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/nowhere/token' },
      'does not exist',
    ],
  ])('whose token came %s is told of', async (_, env, why) => {
    const [variable = ''] = Object.keys(env)
    const step = await run({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${service.url}/container`, ...env })
    const message = refusal(step)
    expect(message).toContain(variable)
    expect(message).toContain(why)
    expect(step.raw.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(authorization)
  })
})

describe('the file of a web identity token', () => {
  it.each([
    ['is missing', 'missing', 'does not exist'],
    ['is a folder', '.', 'is a folder'],
  ])('that %s is told of', async (_, path, why) => {
    const file = inWorkspace(fixture, path)
    const message = refusal(await run({ AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: ROLE }))
    expect(message).toContain(`AWS_WEB_IDENTITY_TOKEN_FILE names ${file}, which ${why}`)
  })

  it('of a profile that is missing is told of', async () => {
    const config = `[profile golden]\nrole_arn = ${ROLE}\nweb_identity_token_file = /nowhere/token\n`
    const message = refusal(await run({ AWS_PROFILE: 'golden' }, { config }))
    expect(message).toContain('profile "golden" (AWS_PROFILE)')
    expect(message).toContain('/nowhere/token, which does not exist')
  })
})
