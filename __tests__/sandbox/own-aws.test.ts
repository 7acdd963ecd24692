import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { withProfileRegion } from '../../sandbox/start/own-aws.ts'
import { ownEnvironment, setEnvironment } from '../support/environment.ts'
import { IMAGE, FIRST, StartFixture } from '../support/sandbox-start.ts'

const sandbox = new StartFixture()
ownEnvironment()
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-aws-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Runs `npm start -- --aws` without a Region and without keys, with this configuration of AWS. */
async function runWith(config: string, env: Record<string, string> = {}) {
  const file = join(folder, 'config')
  writeFileSync(file, config)
  return sandbox.run(['--aws', '--image-id', IMAGE, '--account-id', FIRST], {
    env: {
      ...sandbox.aws.endpointEnvironment(),
      AWS_CONFIG_FILE: file,
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_PROFILE: 'golden',
      ...env,
    },
  })
}

const keys = () => {
  const {
    AWS_ACCESS_KEY_ID: id,
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_SESSION_TOKEN: token,
  } = sandbox.aws.environment()
  return `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\naws_session_token = ${token}\n`
}

it('has the Region of its profile', async () => {
  const { exitCode, stdout } = await runWith(`[profile golden]\nregion = eu-west-1\n${keys()}`)
  expect({ exitCode, recipients: sandbox.recipients() }).toEqual({ exitCode: 0, recipients: [FIRST] })
  expect(stdout).toContain('Reading 1 image in eu-west-1')
})

it('has the Region of the environment before that of its profile', async () => {
  const before = { AWS_PROFILE: 'golden', AWS_REGION: 'us-east-1' }
  writeFileSync(join(folder, 'config'), '[profile golden]\nregion = eu-west-1\n')
  setEnvironment({ AWS_CONFIG_FILE: join(folder, 'config') })
  expect(await withProfileRegion(before)).toEqual(before)
  const { AWS_REGION: _, ...without } = before
  expect(await withProfileRegion(without)).toEqual({ ...without, AWS_REGION: 'eu-west-1' })
})

it('asks for a Region where there is none', async () => {
  const { exitCode, stdout } = await runWith(`[profile golden]\n${keys()}`)
  expect(exitCode).toBe(1)
  expect(stdout).toContain('Give the Region the images are in')
})

it('says why the program of its profile failed', async () => {
  const program = `"${process.execPath}" -e "console.error('the session is over'); process.exit(3)"`
  const { stdout } = await runWith(`[profile golden]\nregion = eu-west-1\ncredential_process = ${program}\n`)
  expect(stdout).toContain('its credential_process ended with exit code 3, and wrote: the session is over')
  expect(stdout).toContain('AWS_PROFILE=NAME')
})
