import { afterEach, describe, expect, it } from '@jest/globals'
import { SandboxAws, type FaultAction } from '../../sandbox/aws/aws.ts'
import { loopbackCertificate } from '../../sandbox/http/certificate.ts'
import type { Call } from '../../src/aws/explanation.ts'
import { mayHaveTakenEffect, problemErrorOf, problemOfCall } from '../../src/aws/problems.ts'
import { ProblemError, type FailureReason } from '../../src/sharing/problem.ts'
import { account, image, problem, regionOf } from '../support/examples.ts'
import { errorAt, errorOf } from '../support/errors-of-the-sdk.ts'

const call: Call = {
  doing: `read who can copy ${image.id}`,
  action: 'workspaces:DescribeWorkspaceImagePermissions',
  service: 'Amazon WorkSpaces',
  image,
}
const named = (name: string, status?: number): FaultAction => ({
  kind: 'error',
  name,
  message: 'AWS says so',
  ...(status === undefined ? {} : { status }),
})
const html = (status: number): FaultAction => ({
  kind: 'http',
  status,
  contentType: 'text/html',
  body: '<html><body>Sign in to the hotel</body></html>',
})

const lead = `Could not read who can copy ${image.id}: `
const denied = "the credentials don't allow workspaces:DescribeWorkspaceImagePermissions."
const unknown = "AWS doesn't know the credentials."
const webIdentity = "AWS STS doesn't accept the web identity token."
const signature = "the request's signature doesn't fit the credentials."
const expired = 'the AWS credentials have expired.'
const request = "Amazon WorkSpaces doesn't accept the request."
const slow =
  'Amazon WorkSpaces answered "too many requests" again and again, although the action had slowed down.'
const fault = (status: number) =>
  `Amazon WorkSpaces answered with a fault of its own (HTTP status ${status}).`
const reached = 'Amazon WorkSpaces could not be reached, or the connection broke'

describe('an error answer of AWS', () => {
  it.each<[name: string, status: number | undefined, reason: FailureReason, why: string]>([
    ['AccessDeniedException', undefined, 'access-denied', denied],
    ['AccessDenied', undefined, 'access-denied', denied],
    ['UnauthorizedOperation', undefined, 'access-denied', denied],
    ['SomethingForbidden', 403, 'access-denied', denied],
    ['SomethingUnauthorized', 401, 'access-denied', denied],
    [
      'ResourceNotFoundException',
      undefined,
      'image-not-found',
      'the image does not exist, or not in the account that is signed in.',
    ],
    [
      'ResourceUnavailableException',
      undefined,
      'image-not-available',
      'the image is in a state in which AWS does not allow it.',
    ],
    [
      'OperationNotSupportedException',
      undefined,
      'not-supported',
      'AWS does not support it for this image or account.',
    ],
    ['InvalidParameterValuesException', undefined, 'invalid-input', request],
    ['ValidationException', undefined, 'invalid-input', request],
    ['ValidationError', undefined, 'invalid-input', request],
    ['ExpiredTokenException', undefined, 'no-credentials', expired],
    ['ExpiredToken', undefined, 'no-credentials', expired],
    ['RequestExpired', undefined, 'no-credentials', expired],
    ['UnrecognizedClientException', undefined, 'no-credentials', unknown],
    ['InvalidClientTokenId', undefined, 'no-credentials', unknown],
    ['InvalidAccessKeyId', undefined, 'no-credentials', unknown],
    ['MissingAuthenticationToken', undefined, 'no-credentials', unknown],
    ['MissingAuthenticationTokenException', undefined, 'no-credentials', unknown],
    ['InvalidSignatureException', undefined, 'no-credentials', signature],
    ['InvalidIdentityTokenException', undefined, 'no-credentials', webIdentity],
    ['IDPRejectedClaimException', undefined, 'no-credentials', webIdentity],
    ['SignatureDoesNotMatch', undefined, 'no-credentials', signature],
    ['IncompleteSignature', undefined, 'no-credentials', signature],
    ['IncompleteSignatureException', undefined, 'no-credentials', signature],
    ['ThrottlingException', undefined, 'throttled', slow],
    ['TooManyRequestsException', undefined, 'throttled', slow],
    ['SlowDown', undefined, 'throttled', slow],
    ['RequestLimitExceeded', undefined, 'throttled', slow],
    ['LimitExceededException', undefined, 'throttled', slow],
    [
      'ResourceLimitExceededException',
      undefined,
      'not-supported',
      'Amazon WorkSpaces refused it (ResourceLimitExceededException).',
    ],
    ['Busy', 429, 'throttled', slow],
    ['InternalFailure', undefined, 'service-unavailable', fault(500)],
    ['ServiceUnavailable', undefined, 'service-unavailable', fault(503)],
    ['BrandNewException', 500, 'service-unavailable', fault(500)],
    ['BrandNewException', 499, 'not-supported', 'Amazon WorkSpaces refused it (BrandNewException).'],
    ['BrandNewException', 400, 'not-supported', 'Amazon WorkSpaces refused it (BrandNewException).'],
  ])('%s (%s) is %s', async (name, status, reason, why) => {
    const { example, ...found } = problemOfCall(await errorOf(named(name, status)), call)
    expect(example !== undefined).toBe(reason === 'access-denied')
    expect(found).toEqual({
      reason,
      message: `${lead}${why}`,
      remedy: expect.stringMatching(/^[A-Z].*\.$/s),
      image,
      aws: { name, message: 'AWS says so', requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    })
  })

  it.each(['type', 'namespaced-type', 'header'] as const)(
    'is known by its name in the %s',
    async (nameIn) => {
      const error = await errorOf({ kind: 'error', name: 'ResourceNotFoundException', nameIn })
      expect(problemOfCall(error, call)).toMatchObject({
        reason: 'image-not-found',
        aws: { name: 'ResourceNotFoundException' },
      })
    },
  )

  it('shows what to allow, on the image where there is one', () => {
    const error = { name: 'AccessDenied', $fault: 'client' }
    const found = problemOfCall(error, call)
    expect(found.remedy).toContain('Add this statement to the IAM policy of the role or user')
    expect(JSON.parse(found.example ?? '')).toEqual({
      Effect: 'Allow',
      Action: 'workspaces:DescribeWorkspaceImagePermissions',
      Resource: 'arn:aws:workspaces:eu-west-1:*:workspaceimage/wsi-0123456789abc',
    })
    const china = { ...call, image: { ...image, region: regionOf('cn-northwest-1') } }
    expect(problemOfCall(error, china).example).toContain('"arn:aws-cn:workspaces:cn-northwest-1:*:')
  })

  it('shows what to allow everywhere, where no image is meant', () => {
    const everywhere: Call = {
      doing: 'look',
      action: 'workspaces:X',
      service: 'Amazon WorkSpaces',
      region: image.region,
    }
    expect(problemOfCall({ name: 'AccessDenied', $fault: 'client' }, everywhere)).toEqual({
      reason: 'access-denied',
      message: "Could not look: the credentials don't allow workspaces:X.",
      remedy: expect.any(String),
      example: JSON.stringify({ Effect: 'Allow', Action: 'workspaces:X', Resource: '*' }, null, 2),
      region: image.region,
      aws: { name: 'AccessDenied' },
    })
  })

  it.each(['InvalidParameterValuesException', 'ValidationException', 'ValidationError'])(
    '%s speaks of the recipient where there is one, and only there',
    (name) => {
      const ofAccount = problemOfCall({ name, $fault: 'client' }, { ...call, account: account(1) })
      expect(ofAccount).toMatchObject({
        reason: 'invalid-input',
        message: `${lead}Amazon WorkSpaces doesn't accept the values.`,
        remedy: expect.stringContaining('Check that the account exists'),
      })
      expect(problemOfCall({ name, $fault: 'client' }, call).remedy).toBe(
        "Check the ids of the images and their Region; AWS's own words are below.",
      )
    },
  )

  it('names the account of the call', () => {
    const ofAccount = { ...call, account: account(1) }
    expect(problemOfCall({ name: 'AccessDenied', $fault: 'client' }, ofAccount)).toMatchObject({
      account: account(1),
    })
  })

  it.each<[what: string, call: Call, resource: string | undefined, reason: FailureReason]>([
    ['the recipient', { ...call, account: account(1) }, account(1), 'invalid-input'],
    ['another account', { ...call, account: account(1) }, account(2), 'image-not-found'],
    ['the image', { ...call, account: account(1) }, image.id, 'image-not-found'],
    ['nothing', { ...call, account: account(1) }, undefined, 'image-not-found'],
    ['nothing, of a call without an account', call, undefined, 'image-not-found'],
  ])('that misses %s is told as that', async (_what, missed, resource, reason) => {
    const fields = resource === undefined ? {} : { ResourceId: resource }
    const error = await errorOf({ kind: 'error', name: 'ResourceNotFoundException', fields })
    expect(problemOfCall(error, missed).reason).toBe(reason)
  })

  it('that misses the recipient says what to check', () => {
    const error = { name: 'ResourceNotFoundException', $fault: 'client', ResourceId: account(1) }
    expect(problemOfCall(error, { ...call, account: account(1) })).toMatchObject({
      message: `${lead}AWS knows no account ${account(1)}.`,
      remedy: 'Check the account id, digit by digit; it has to belong to the same partition as the image.',
    })
  })

  it('of credentials that have expired says what helps', () => {
    expect(problemOfCall({ name: 'ExpiredToken', $fault: 'client' }, call).remedy).toBe(
      'Sign in right before this step, let the step that signs in ask for a longer session, or use role-to-assume, whose credentials are renewed.',
    )
  })

  it('without a status counts as a fault of AWS', () => {
    expect(problemOfCall({ name: 'BrandNew', $fault: 'server' }, call).reason).toBe('service-unavailable')
  })
})

const something = (status: number) =>
  `something other than Amazon WorkSpaces answered (HTTP status ${status}, not in the form AWS uses).`

const remedyOf = (service: Call['service']) =>
  problemOfCall({ code: 'ECONNREFUSED' }, { ...call, service }).remedy

describe('an endpoint that is set', () => {
  const set = { AWS_ENDPOINT_URL: 'https://user:secret@proxy.example:8443' }
  afterEach(() => {
    const others = ['AWS_ENDPOINT_URL_ORGANIZATIONS', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']
    for (const name of [...Object.keys(set), ...others]) delete process.env[name]
  })

  it.each<[code: string]>([['ECONNREFUSED'], ['ENOTFOUND'], ['CERT_HAS_EXPIRED']])(
    'is named without its password where it can not be reached: %s',
    (code) => {
      const without = problemOfCall({ code }, call).remedy
      Object.assign(process.env, set)
      expect(problemOfCall({ code }, call).remedy).toBe(
        `AWS_ENDPOINT_URL is set, so the calls go to proxy.example:8443: check that it is right and answers. ${without}`,
      )
    },
  )

  it('is named for its own service', () => {
    Object.assign(process.env, set, { AWS_ENDPOINT_URL_ORGANIZATIONS: 'https://other.example' })
    expect(remedyOf('AWS Organizations')).toMatch(
      /^AWS_ENDPOINT_URL_ORGANIZATIONS is set, so the calls go to other\.example:/,
    )
    expect(remedyOf('AWS STS')).toMatch(/^AWS_ENDPOINT_URL is set/)
  })

  it('is not named where it is ignored', () => {
    Object.assign(process.env, set, { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' })
    expect(problemOfCall({ code: 'ECONNREFUSED' }, call).remedy).not.toContain('proxy.example')
  })
})

describe('what is no answer of AWS', () => {
  it.each<[what: string, action: FaultAction, maxAttempts: number, reason: FailureReason, why: string]>([
    ['an empty 500', { kind: 'http', status: 500 }, 2, 'service-unavailable', fault(500)],
    ['an empty 502', { kind: 'http', status: 502 }, 2, 'service-unavailable', fault(502)],
    ['an empty 503', { kind: 'http', status: 503 }, 2, 'service-unavailable', fault(503)],
    [
      'an empty 501, which the SDK sends once',
      { kind: 'http', status: 501 },
      2,
      'service-unavailable',
      fault(501),
    ],
    ['HTML with 500', html(500), 2, 'unreachable', something(500)],
    ['HTML with 502', html(502), 2, 'unreachable', something(502)],
    ['HTML with 503', html(503), 2, 'unreachable', something(503)],
    ['HTML with 429', html(429), 1, 'throttled', slow],
    ['HTML with 407', html(407), 1, 'unreachable', something(407)],
    ['HTML with 403', html(403), 1, 'unreachable', something(403)],
    ['HTML with 200', html(200), 1, 'unreachable', something(200)],
    [
      'a redirect',
      { kind: 'http', status: 302, headers: { location: 'https://portal.example' } },
      1,
      'unreachable',
      something(302),
    ],
    ['a closed socket', { kind: 'reset' }, 2, 'unreachable', `${reached} (ECONNRESET).`],
    ['a body cut short', { kind: 'cut' }, 2, 'unreachable', `${reached} (ECONNRESET).`],
    ['no answer', { kind: 'hang' }, 1, 'unreachable', `${reached} (ETIMEDOUT).`],
  ])('is told for %s', async (_what, action, maxAttempts, reason, why) => {
    const found = problemOfCall(await errorOf(action, maxAttempts), call)
    expect(found).toEqual({ reason, message: `${lead}${why}`, remedy: expect.any(String), image })
    expect(JSON.stringify(found)).not.toMatch(/SyntaxError|Unknown|hang up|aborted|<html/)
  })

  it('is told for nobody listening', async () => {
    const aws = await SandboxAws.start()
    await aws.close()
    expect(problemOfCall(await errorAt(aws), call)).toMatchObject({
      reason: 'unreachable',
      message: `${lead}${reached} (ECONNREFUSED).`,
    })
  })

  it('is told for a certificate that is not trusted', async () => {
    const { key, cert } = await loopbackCertificate()
    const aws = await SandboxAws.start({ tls: { key, cert } })
    expect(problemOfCall(await errorAt(aws), call)).toMatchObject({
      reason: 'unreachable',
      message: `${lead}the certificate of Amazon WorkSpaces is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE).`,
      remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    })
    await aws.close()
  })

  const other =
    "something other than Amazon WorkSpaces answered, or Amazon WorkSpaces gave an answer that can't be read."
  it.each<[what: string, error: object, reason: FailureReason, why: string]>([
    [
      'an unknown name',
      { code: 'ENOTFOUND' },
      'unreachable',
      "the address of Amazon WorkSpaces can't be found (DNS, ENOTFOUND).",
    ],
    [
      'a name server that is silent',
      { code: 'EAI_AGAIN' },
      'unreachable',
      "the address of Amazon WorkSpaces can't be found (DNS, EAI_AGAIN).",
    ],
    [
      'an old certificate',
      { code: 'CERT_HAS_EXPIRED' },
      'unreachable',
      'the certificate of Amazon WorkSpaces is not trusted (CERT_HAS_EXPIRED).',
    ],
    [
      'TLS that fails',
      { code: 'ERR_SSL_WRONG_VERSION_NUMBER' },
      'unreachable',
      'the certificate of Amazon WorkSpaces is not trusted (ERR_SSL_WRONG_VERSION_NUMBER).',
    ],
    ['any other code', { code: 'EPIPE' }, 'unreachable', `${reached} (EPIPE).`],
    [
      'silence',
      { name: 'NoAnswer', message: 'no answer at all' },
      'unreachable',
      'Amazon WorkSpaces gave no answer at all.',
    ],
    ['a time-out', { name: 'TimeoutError' }, 'unreachable', `${reached} (time-out).`],
    ['a body that ends', { message: 'aborted' }, 'unreachable', `${reached} (time-out).`],
    ['a socket that ends', { message: 'socket hang up' }, 'unreachable', `${reached} (time-out).`],
    ['an answer that is no JSON', { name: 'SyntaxError' }, 'unreachable', other],
    ['an answer that is no XML', { name: 'Error', message: 'Unclosed tag' }, 'unreachable', other],
    [
      'a mistake of the action',
      { name: 'TypeError', message: 'x is undefined' },
      'internal',
      'the action met a case it was not built for (TypeError: x is undefined).',
    ],
    [
      'settings that forbid each other',
      { name: 'EndpointError', message: 'FIPS and custom endpoint are not supported.' },
      'invalid-input',
      'the settings lead to no endpoint of Amazon WorkSpaces (FIPS and custom endpoint are not supported).',
    ],
    [
      'an endpoint that is no address',
      { name: 'TypeError', code: 'ERR_INVALID_URL', message: 'Invalid URL' },
      'invalid-input',
      'the settings lead to no endpoint of Amazon WorkSpaces (Invalid URL).',
    ],
    ['a signal', { name: 'AbortError' }, 'cancelled', 'the job was cancelled while the call was under way.'],
    [
      'a signal’s code',
      { code: 'ABORT_ERR' },
      'cancelled',
      'the job was cancelled while the call was under way.',
    ],
  ])('is told for %s', (_what, error, reason, why) => {
    expect(problemOfCall(error, call)).toEqual({
      reason,
      message: `${lead}${why}`,
      remedy: expect.stringMatching(/^[A-Z].*\.$/),
      image,
    })
  })
})

describe('a problem that is known already', () => {
  const known = new ProblemError(problem())

  it('stays what it is', () => {
    expect(problemOfCall(known, call)).toBe(known.problem)
    expect(problemErrorOf(known, call)).toBe(known)
  })

  it('keeps the cause where it is new', () => {
    const cause = { name: 'AccessDenied', $fault: 'client' }
    expect(problemErrorOf(cause, call)).toMatchObject({ cause, problem: { reason: 'access-denied' } })
  })
})

describe('a change whose call failed', () => {
  it.each<[what: string, action: FaultAction, maxAttempts: number, mayHave: boolean]>([
    ['was refused at once', named('AccessDeniedException'), 1, false],
    ['was throttled', named('ThrottlingException'), 1, false],
    ['was throttled after an open attempt', named('ThrottlingException'), 2, true],
    ['met a fault of AWS', named('InternalFailure'), 1, true],
    ['met a load balancer', html(503), 1, true],
    ['met a captive portal', html(200), 1, true],
    ['lost the connection', { kind: 'reset' }, 1, true],
    ['got half an answer', { kind: 'cut' }, 1, true],
    ['got no answer', { kind: 'hang' }, 1, true],
  ])('that %s', async (_what, action, maxAttempts, mayHave) => {
    expect(mayHaveTakenEffect(await errorOf(action, maxAttempts))).toBe(mayHave)
  })

  it.each<[what: string, error: object, mayHave: boolean]>([
    ['has status 499', { $fault: 'client', $metadata: { httpStatusCode: 499 } }, false],
    ['has status 500', { $fault: 'server', $metadata: { httpStatusCode: 500 } }, true],
    ['has no status', { $fault: 'client' }, true],
  ])('that %s', (_what, error, mayHave) => {
    expect(mayHaveTakenEffect({ name: 'X', ...error })).toBe(mayHave)
  })

  it.each<[what: string, error: ProblemError]>([
    ['ended with signing in', new ProblemError({ ...problem(), reason: 'role-refused' })],
    [
      'ended with a sign-in that lost the connection',
      new ProblemError({ ...problem(), reason: 'unreachable' }, { code: 'ECONNRESET' }),
    ],
  ])('that %s was never sent', (_what, error) => {
    expect(mayHaveTakenEffect(error)).toBe(false)
  })
})
