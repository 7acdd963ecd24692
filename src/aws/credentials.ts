import { fromEnv } from '@aws-sdk/credential-provider-env'
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types'
import type { SignIn } from '../sharing/sign-in.ts'
import type { IdTokens } from './id-tokens.ts'
import { problemErrorOf } from './problems.ts'
import { renewed } from './renewal.ts'
import { assumeRole } from './role.ts'
import type { Secrets } from './secrets.ts'
import { attemptTimeout, type Transport } from './transport.ts'

/**
 * A provider of credentials: of the role, when one is to be assumed; otherwise of the job itself (environment, then
 * the SDK's usual chain: profiles, SSO, web identity file, container, instance). Renews what expires.
 * The provider throws a ProblemError.
 * @param secrets is told of them before anybody gets them
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
      ? async () => ownCredentials(region, transport)
      : async () => assumeRole(role, region, idTokens, transport, userAgent, secrets)
  return renewed(async () => {
    const credentials = await obtain()
    secrets.mask(credentials.secretAccessKey)
    if (credentials.sessionToken !== undefined) secrets.mask(credentials.sessionToken)
    return credentials
  })
}

async function ownCredentials(region: string, transport: Transport): Promise<AwsCredentialIdentity> {
  try {
    const provider = hasStaticCredentials() ? fromEnv() : await usualChain(region, transport)
    return await provider()
  } catch (error) {
    throw problemErrorOf(error, {
      doing: 'sign in to AWS',
      action: 'sts:AssumeRole',
      service: 'AWS STS',
    })
  }
}

// AWS_PROFILE goes before the keys, as everywhere in the SDK.
function hasStaticCredentials(): boolean {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_PROFILE: profile } = process.env
  return Boolean(id) && Boolean(secret) && !profile
}

// Loaded only where it is needed: it is larger than everything else together.
async function usualChain(region: string, transport: Transport): Promise<AwsCredentialIdentityProvider> {
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node')
  return defaultProvider({
    clientConfig: { region, requestHandler: transport },
    clientPlugins: [attemptTimeout],
  })
}
