import { AwsError } from './aws-error.ts'
import { freshCredentials, freshId, type Principals } from './principals.ts'
import { partsOfRole } from './roles.ts'

/** The parameters of a session. */
export interface SessionRequest {
  readonly arn: string
  readonly session: string
  readonly seconds: number
}

/** The part of STS's responses about the session: its principal and its credentials. */
export interface Session extends Record<string, unknown> {
  readonly AssumedRoleUser: { readonly Arn: string; readonly AssumedRoleId: string }
  readonly Credentials: Readonly<Record<string, string>>
}

/**
 * Starts a session of a role and registers its keys.
 *
 * @param now AWS's clock
 * @throws {AwsError} ValidationError if the session would be too long, or the ARN is not of a role
 */
export function beginSession(
  { arn, session, seconds }: SessionRequest,
  role: { deny?: readonly string[]; maxDurationSeconds?: number } | undefined,
  principals: Principals,
  now: number,
): Session {
  if (seconds > (role?.maxDurationSeconds ?? 3600))
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    )
  const parts = partsOfRole(arn)
  if (parts === undefined) throw new AwsError('ValidationError', `${arn} is invalid`)
  const { partition, account, name } = parts
  const assumed = `arn:${partition}:sts::${account}:assumed-role/${name}/${session}`
  const keys = freshCredentials('ASIA')
  const expiresAt = now + seconds * 1000
  principals.add({ ...keys, account, arn: assumed, role: arn, deny: role?.deny ?? [], expiresAt })
  return {
    AssumedRoleUser: { Arn: assumed, AssumedRoleId: `${freshId('AROA')}:${session}` },
    Credentials: {
      AccessKeyId: keys.accessKeyId,
      SecretAccessKey: keys.secretAccessKey,
      SessionToken: keys.sessionToken,
      Expiration: new Date(expiresAt).toISOString().replace(/\.\d{3}/u, ''),
    },
  }
}
