import { AwsError } from './aws-error.ts'
import { parseObject } from './json-object.ts'
import type { TrustedRole } from './roles.ts'

/** The claims that AWS reads from an ID token. */
export interface IdToken {
  readonly issuer: string
  readonly subject: string
  readonly audience: string
}

/**
 * Checks an ID token against a role that trusts its issuer, as AWS STS does.
 *
 * @param time AWS's clock
 * @throws {AwsError} with STS's code and text for each way a token can be rejected.
 */
export function admit(jwt: string, role: TrustedRole | undefined, time: number): IdToken {
  const claims = claimsOf(jwt)
  const expires = Number(claims['exp'])
  const now = Math.floor(time / 1000)
  if (!(expires > now))
    throw new AwsError(
      'ExpiredTokenException',
      `Token expired: current date/time ${now} must be before the expiration date/time ${expires}`,
    )
  if (role === undefined) throw notAuthorized()
  if (role.verify !== undefined && !role.verify(jwt))
    throw new AwsError('InvalidIdentityToken', 'The signature of the ID token cannot be verified.')
  const audience = role.audience ?? 'sts.amazonaws.com'
  const audiences: readonly unknown[] = Array.isArray(claims['aud']) ? claims['aud'] : [claims['aud']]
  if (!audiences.includes(audience)) throw new AwsError('InvalidIdentityToken', 'Incorrect token audience')
  const subject = String(claims['sub'])
  if (!subjectMatches(subject, role.subject)) throw notAuthorized()
  return { issuer: String(claims['iss']), subject, audience }
}

function subjectMatches(subject: string, wanted: string | RegExp | undefined): boolean {
  if (wanted === undefined) return true
  return typeof wanted === 'string' ? subject === wanted : subject.search(wanted) !== -1
}

function notAuthorized(): AwsError {
  return new AwsError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', {}, 403)
}

function claimsOf(jwt: string): Record<string, unknown> {
  const [, payload, signature] = jwt.split('.')
  const claims = parseObject(Buffer.from(payload ?? '', 'base64url').toString('utf8'))
  if (claims === undefined || signature === undefined)
    throw new AwsError(
      'InvalidIdentityToken',
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    )
  return claims
}
