import { fromEnv } from '@aws-sdk/credential-provider-env'
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types'
import type { SignIn } from '../sharing/sign-in.ts'
import type { IdTokens } from '../ports/id-tokens.ts'
import { renewed } from './renewal.ts'
import { assumeRole } from './role.ts'
import type { Secrets } from '../ports/secrets.ts'
import type { Transport } from './transport.ts'

/**
 * Returns a provider of credentials: of the role if there is one to assume, otherwise of the job itself (environment,
 * profiles, SSO, web identity file, container, instance). The provider renews expiring credentials and throws a
 * ProblemError.
 * @param secrets receives the credentials before any other code, to redact them
 */
export function credentialsFor(
  signIn: SignIn,
  idTokens: IdTokens,
  transport: Transport,
  userAgent: readonly [string, string],
  secrets: Secrets,
): AwsCredentialIdentityProvider {
  const { role, region } = signIn
  const obtain =
    role === undefined
      ? async () => credentialsOfJob(region, transport, secrets)
      : async () => assumeRole(role, region, idTokens, transport, userAgent, secrets)
  return renewed(async () => {
    const credentials = await obtain()
    secrets.mask(credentials.secretAccessKey)
    if (credentials.sessionToken !== undefined) secrets.mask(credentials.sessionToken)
    return credentials
  }, role?.durationSeconds)
}

// Loaded only when needed: a profile can lead to any kind of source.
async function credentialsOfJob(
  region: string,
  transport: Transport,
  secrets: Secrets,
): Promise<AwsCredentialIdentity> {
  if (hasStaticCredentials()) return fromEnv()()
  const { ownCredentials } = await import('./own-credentials.ts')
  return ownCredentials(region, transport, secrets)
}

// AWS_PROFILE takes precedence over the keys, as everywhere in the SDK.
function hasStaticCredentials(): boolean {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_PROFILE: profile } = process.env
  return Boolean(id) && Boolean(secret) && !profile
}
