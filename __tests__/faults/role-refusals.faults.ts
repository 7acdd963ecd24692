import { describe, expect, it } from '@jest/globals'
import type { FaultAction } from '../../sandbox/aws/aws.ts'
import { parseObject } from '../../sandbox/aws/json-object.ts'
import type { StepResult } from '../../sandbox/runner/job.ts'
import { inWorkspace, runWithFiles } from '../support/profiles.ts'
import { errorsOf, IMAGE, nothingBut, OWNER, ROLE, ActionFixture, countsOf } from '../support/fixture.ts'

// What AWS calls denied or invalid is told with a way out that fits the call.

const fixture = new ActionFixture()
const jumpRole = `arn:aws:iam::${OWNER}:role/jump`
const keysOf = (profile: string) =>
  `[${profile}]\naws_access_key_id = AKIASTART\naws_secret_access_key = start-secret\n`

/** Makes STS refuse. */
function refuse(name: string, message = name): void {
  fixture.aws.inject({ on: { service: 'sts' }, do: { kind: 'error', name, message } })
}

function messageOf(step: StepResult, reason: string): string {
  expect(countsOf(step)).toEqual(nothingBut(reason))
  expect(errorsOf(step)).toHaveLength(1)
  return errorsOf(step)[0]?.message ?? ''
}

/** The statement a message asks for. */
function statementIn(message: string): Record<string, unknown> {
  return parseObject(/^\{$[^]*?^\}$/m.exec(message)?.[0] ?? '') ?? {}
}

describe("a role that the job's own credentials may not assume", () => {
  it('is named in the statement and in the remedy, with its trust policy', async () => {
    refuse('AccessDenied', `User: arn:aws:iam::${OWNER}:user/x is not authorized to perform: sts:AssumeRole`)
    const config = `[profile golden]\nrole_arn = ${ROLE}\nsource_profile = start\n`
    const step = await runWithFiles(
      fixture,
      { AWS_PROFILE: 'golden' },
      { config, credentials: keysOf('start') },
    )
    const message = messageOf(step, 'access-denied')
    expect(fixture.aws.calls[0]).toMatchObject({ operation: 'AssumeRole', input: { RoleArn: ROLE } })
    expect(statementIn(message)).toEqual({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: ROLE })
    expect(message).toContain(`the trust policy of ${ROLE}`)
    expect(message).not.toContain('"*"')
  })

  it('is the one that AWS names, where one role leads to another', async () => {
    refuse('AccessDenied', `x is not authorized to perform: sts:AssumeRole on resource: ${jumpRole}`)
    const config =
      `[profile golden]\nrole_arn = ${ROLE}\nsource_profile = jump\n` +
      `[profile jump]\nrole_arn = ${jumpRole}\nsource_profile = start\n`
    const step = await runWithFiles(
      fixture,
      { AWS_PROFILE: 'golden' },
      { config, credentials: keysOf('start') },
    )
    const message = messageOf(step, 'access-denied')
    expect(statementIn(message)).toMatchObject({ Resource: jumpRole })
    expect(message).toContain(`the trust policy of ${jumpRole}`)
  })

  it.each([
    ['of the environment', false],
    ['of a profile', true],
  ])('with a web identity token %s needs a trust policy, and no statement', async (_, isProfile) => {
    refuse('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity')
    const file = inWorkspace(fixture, 'token')
    const config = `[profile golden]\nrole_arn = ${ROLE}\nweb_identity_token_file = ${file}\n`
    const env = isProfile
      ? { AWS_PROFILE: 'golden' }
      : { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: ROLE }
    const message = messageOf(await runWithFiles(fixture, env, { config, token: 'a-token' }), 'access-denied')
    expect(message).toContain('sts:AssumeRoleWithWebIdentity')
    expect(message).toContain(`the trust policy of ${ROLE}`)
    expect(message).toContain(isProfile ? 'web_identity_token_file' : 'AWS_WEB_IDENTITY_TOKEN_FILE')
    expect(statementIn(message)).toEqual({})
  })

  it.each([
    ['profile', 'role_arn, role_session_name and duration_seconds of profile "golden"'],
    ['environment', 'AWS_ROLE_ARN and AWS_ROLE_SESSION_NAME'],
  ])(
    'whose name or session STS calls invalid is told of in words of its own: %s',
    async (where, settings) => {
      refuse('ValidationError', "1 validation error detected: Value 'x y' at 'roleSessionName'")
      const config = `[profile golden]\nrole_arn = ${ROLE}\nsource_profile = start\nrole_session_name = x y\n`
      const env: Record<string, string> =
        where === 'profile'
          ? { AWS_PROFILE: 'golden' }
          : { AWS_WEB_IDENTITY_TOKEN_FILE: inWorkspace(fixture, 'token'), AWS_ROLE_ARN: ROLE }
      const files = { config, credentials: keysOf('start'), token: 'a-token' }
      const message = messageOf(await runWithFiles(fixture, env, files), 'invalid-input')
      expect(message).toContain(settings)
      expect(message).toContain("Value 'x y' at 'roleSessionName'")
      expect(message).not.toContain('Check that the account exists')
    },
  )
})

describe('an AWS STS that gives a profile no answer of its own', () => {
  it.each<[what: string, fault: FaultAction, reason: string]>([
    ['hangs up', { kind: 'reset' }, 'unreachable'],
    ['is behind a captive portal', { kind: 'http', status: 200, body: '<html>' }, 'unreachable'],
    ['has a fault', { kind: 'error', name: 'InternalFailure' }, 'service-unavailable'],
  ])('is told of as that, and not as missing credentials: %s', async (_, fault, reason) => {
    fixture.aws.inject({ on: { service: 'sts' }, do: fault })
    const config = `[profile golden]\nrole_arn = ${ROLE}\nsource_profile = start\n`
    const files = { config, credentials: keysOf('start') }
    const message = messageOf(await runWithFiles(fixture, { AWS_PROFILE: 'golden' }, files), reason)
    expect(message).toContain('AWS STS')
  })
})

describe('a read that AWS calls invalid', () => {
  it.each<[operation: string, name: string]>([
    ['DescribeWorkspaceImages', 'ValidationException'],
    ['DescribeWorkspaceImages', 'InvalidParameterValuesException'],
    ['DescribeWorkspaceImagePermissions', 'ValidationException'],
    ['DescribeWorkspaceImagePermissions', 'InvalidParameterValuesException'],
  ])('is told of without a word of a recipient: %s, %s', async (operation, name) => {
    const fault: FaultAction = { kind: 'error', name, message: 'The image id is invalid.' }
    fixture.aws.inject({ on: { operation }, do: fault })
    const message = messageOf(await fixture.run({ 'account-id': '000000000001' }), 'invalid-input')
    expect(message).toContain(`Amazon WorkSpaces doesn't accept the request`)
    expect(message).toMatch(operation.endsWith('Permissions') ? IMAGE : /eu-west-1/)
    expect(message).toContain('The image id is invalid.')
    expect(message).not.toContain('the account exists')
  })
})
