import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types'
import { ProblemError, type Problem } from '../sharing/problem.ts'
import type { OrganizationsRole, SignIn } from '../sharing/sign-in.ts'
import { factsOf } from './error-facts.ts'
import { problemOfCall } from './problems.ts'
import { renewed } from './renewal.ts'
import { attemptTimeout } from './transport.ts'
import type { Connection } from './workspaces-clients.ts'

// The shortest that AWS STS allows. Reading takes seconds, and longer reads renew the credentials.
const durationSeconds = 900

/**
 * Returns a provider of the credentials that read AWS Organizations: those of the role, assumed with the job's
 * credentials; without a role, the job's credentials themselves.
 */
export function organizationsCredentials(
  connection: Connection,
  { region, organizationsRole: role }: SignIn,
): AwsCredentialIdentityProvider {
  if (role === undefined) return connection.credentials
  const { secrets } = connection
  return renewed(async () => {
    try {
      const credentials = await assume(role, region, connection)
      secrets.mask(credentials.secretAccessKey)
      if (credentials.sessionToken !== undefined) secrets.mask(credentials.sessionToken)
      return credentials
    } catch (error) {
      if (error instanceof ProblemError) throw error
      throw new ProblemError(
        refusalOf(role, error, (text) => secrets.redact(text)),
        error,
      )
    }
  }, durationSeconds)
}

async function assume(
  { arn, sessionName }: OrganizationsRole,
  region: string,
  { credentials, transport, userAgent }: Connection,
): Promise<AwsCredentialIdentity> {
  // In a file of its own, which the sign-in with a role has loaded already.
  const { AssumeRoleCommand, STSClient } = await import('@aws-sdk/nested-clients/sts')
  // Not destroyed: that would close the connections of all other clients.
  const client = new STSClient({
    region,
    credentials,
    requestHandler: transport,
    maxAttempts: 5,
    customUserAgent: [[...userAgent]],
  })
  client.middlewareStack.use(attemptTimeout)
  const command = new AssumeRoleCommand({
    RoleArn: arn,
    RoleSessionName: sessionName,
    DurationSeconds: durationSeconds,
  })
  const { Credentials: given } = await client.send(command)
  if (!given?.AccessKeyId || !given.SecretAccessKey) throw new Error(`AWS STS gave no credentials of ${arn}.`)
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    ...(given.SessionToken === undefined ? {} : { sessionToken: given.SessionToken }),
    ...(given.Expiration === undefined ? {} : { expiration: given.Expiration }),
  }
}

const refusals: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'ValidationError',
  'ValidationException',
  'MalformedPolicyDocumentException',
  'MalformedPolicyDocument',
  'PackedPolicyTooLargeException',
  'PackedPolicyTooLarge',
  'RegionDisabledException',
  'RegionDisabled',
])

function refusalOf({ arn }: OrganizationsRole, error: unknown, redact: (text: string) => string): Problem {
  const call = { doing: `assume role ${arn}`, action: 'sts:AssumeRole', service: 'AWS STS' } as const
  const problem = problemOfCall(error, call, redact)
  const { name, isFromAws } = factsOf(error)
  if (!isFromAws || !refusals.has(name)) return problem
  return {
    ...problem,
    reason: 'role-refused',
    message: `AWS STS refused to let this job assume ${arn} (organizations-role-to-assume, ${name}).`,
    remedy: `Check that the role exists, let its trust policy allow sts:AssumeRole to the role or user that the job signs in as, and add this statement to the IAM policy of that role or user.`,
    example: JSON.stringify({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: arn }, null, 2),
  }
}
