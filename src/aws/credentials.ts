import { fromEnv } from '@aws-sdk/credential-provider-env'
import { memoize } from '@smithy/core/config'
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types'
import type { SignIn } from '../sharing/sign-in.ts'
import type { IdTokens } from './id-tokens.ts'
import { problemErrorOf } from './problems.ts'
import { assumeRole } from './role.ts'
import { attemptTimeout, type Transport } from './transport.ts'

// Credentials are renewed while they still hold this long, so that no call is signed with ones that end under way.
const renewBeforeMilliseconds = 5 * 60_000

/**
 * A provider of credentials: of the role, when one is to be assumed; otherwise of the job itself (environment, then
 * the SDK's usual chain: profiles, SSO, web identity file, container, instance). Renews what expires.
 * The provider throws a ProblemError.
 */
export function credentialsFor(
  signIn: SignIn,
  idTokens: IdTokens,
  transport: Transport,
  userAgent: readonly [string, string],
): AwsCredentialIdentityProvider {
  const { role, region } = signIn
  const obtain =
    role === undefined
      ? async () => ownCredentials(region, transport)
      : async () => assumeRole(role, region, idTokens, transport, userAgent)
  return memoize(obtain, expiresSoon, (credentials) => credentials.expiration !== undefined)
}

function expiresSoon({ expiration }: AwsCredentialIdentity): boolean {
  return expiration !== undefined && expiration.getTime() - Date.now() < renewBeforeMilliseconds
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
