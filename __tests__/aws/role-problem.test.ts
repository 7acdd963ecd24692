import { expect, it } from '@jest/globals'
import type { SourceRole } from '../../src/aws/credential-source.ts'
import { problemOfRole } from '../../src/aws/role-problem.ts'
import type { Problem } from '../../src/sharing/problem.ts'

const first: SourceRole = { arn: 'arn:first', profile: 'golden', tokenFile: undefined }
const jump: SourceRole = { arn: 'arn:jump', profile: 'jump', tokenFile: undefined }
const byToken: SourceRole = { arn: 'arn:token', profile: 'start', tokenFile: '/token' }
const ofEnvironment: SourceRole = { ...byToken, profile: undefined }

/** The problem of an error that AWS STS answered. */
function problemOf(roles: readonly SourceRole[], name: string, message = ''): Problem {
  const error = {
    name,
    message,
    $fault: 'client',
    $metadata: { httpStatusCode: 400, requestId: 'r', attempts: 1 },
  }
  return problemOfRole(roles, { error, redact: (text) => text.replaceAll('hunter22', '***') })
}

it.each<[what: string, roles: readonly SourceRole[], message: string, arn: string]>([
  ['the only one', [first], '', 'arn:first'],
  ['the one that AWS names', [first, jump], 'not authorized on resource: arn:first', 'arn:first'],
  ['the one that is assumed first', [first, jump], 'not authorized', 'arn:jump'],
])('is denied a role that is named: %s', (_what, roles, message, arn) => {
  expect(problemOf(roles, 'AccessDenied', message)).toMatchObject({
    reason: 'access-denied',
    message: `Could not sign in to AWS: the credentials don't allow sts:AssumeRole on ${arn}.`,
    remedy: expect.stringContaining(`allow them in the trust policy of ${arn}`),
    example: expect.stringContaining(`"Resource": "${arn}"`),
  })
})

it.each<[role: SourceRole, file: string]>([
  [byToken, 'web_identity_token_file of profile "start"'],
  [ofEnvironment, 'AWS_WEB_IDENTITY_TOKEN_FILE'],
])('is denied a role with a token, which no statement helps: %j', (role, file) => {
  const problem = problemOf([first, role], 'AccessDeniedException')
  expect(problem).toMatchObject({
    reason: 'access-denied',
    message: 'Could not sign in to AWS: AWS STS does not let the web identity token assume arn:token.',
    remedy: `Let the trust policy of arn:token allow sts:AssumeRoleWithWebIdentity to what issued the token (${file}), and check that the role exists.`,
    aws: { name: 'AccessDeniedException', requestId: 'r' },
  })
  expect(problem).not.toHaveProperty('example')
})

it.each<[role: SourceRole, settings: string]>([
  [first, 'role_arn, role_session_name and duration_seconds of profile "golden"'],
  [ofEnvironment, 'AWS_ROLE_ARN and AWS_ROLE_SESSION_NAME'],
])('has a role whose settings are wrong: %j', (role, settings) => {
  for (const name of ['ValidationError', 'ValidationException']) {
    expect(problemOf([role], name, 'it holds hunter22')).toMatchObject({
      reason: 'invalid-input',
      message: `Could not sign in to AWS: AWS STS doesn't accept the role's ARN, the name of the session or its length.`,
      remedy: `Check ${settings}; AWS's own words are below.`,
      aws: { name, message: 'it holds ***' },
    })
  }
})

it.each([
  ['ExpiredTokenException', 'no-credentials'],
  ['InvalidIdentityToken', 'no-credentials'],
  ['Throttling', 'throttled'],
])('is told of %s as of any other call: %s', (name, reason) => {
  expect(problemOf([first], name).reason).toBe(reason)
})

it('is told of what AWS never answered as of any other call', () => {
  const error = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', $metadata: { attempts: 3 } })
  const problem = problemOfRole([first], { error, redact: String })
  expect(problem).toMatchObject({
    reason: 'unreachable',
    message: expect.stringContaining('AWS STS could not be reached'),
  })
})
