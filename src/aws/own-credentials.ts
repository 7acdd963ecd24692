import { fromHttp } from '@aws-sdk/credential-provider-http'
import { fromIni } from '@aws-sdk/credential-provider-ini'
import { fromTokenFile } from '@aws-sdk/credential-provider-web-identity'
import { parseKnownFiles } from '@smithy/core/config'
import { fromInstanceMetadata } from '@smithy/credential-provider-imds'
import type { AwsCredentialIdentity } from '@smithy/types'
import { ProblemError } from '../sharing/problem.ts'
import { withTimeLimit } from '../time-limit.ts'
import { sourceOf, type CredentialSource, type Profiles } from './credential-source.ts'
import type { Secrets } from '../ports/secrets.ts'
import { invalidCredentials, outOfTime, problemOfSource } from './source-problem.ts'
import { StartedPrograms } from './started-programs.ts'
import { attemptTimeout, type Transport } from './transport.ts'

// Every source takes a few seconds at most. The SDK sets no limit for the endpoint of a container and the program of a
// profile, and a hung one must not hold the job.
const limitSeconds = 60

/**
 * Returns the job's own credentials if they are not keys in the environment: from a profile, a web identity token in a
 * file, the endpoint of a container, or the metadata service of an instance.
 * @throws ProblemError with the source and why it gave none; after a minute at the latest
 */
export async function ownCredentials(
  region: string,
  transport: Transport,
  secrets: Secrets,
): Promise<AwsCredentialIdentity> {
  const profiles = await parseKnownFiles({ ignoreCache: true })
  const source = sourceOf(process.env, profiles)
  const programs = new StartedPrograms()
  try {
    const credentials = await withTimeLimit(ask(source, region, transport), limitSeconds * 1000, () =>
      outOfTime(source, limitSeconds, programs.last),
    )
    if (!canBeSent(credentials)) throw invalidCredentials(source)
    return credentials
  } catch (error) {
    if (error instanceof ProblemError) throw error
    // The error may quote secrets, even those of another profile.
    for (const secret of secretsIn(profiles)) secrets.mask(secret)
    const redact = (text: string) => secrets.redact(text)
    throw new ProblemError(problemOfSource(source, { error, program: programs.last, redact }), error)
  } finally {
    programs.stop()
  }
}

async function ask(
  source: CredentialSource,
  region: string,
  transport: Transport,
): Promise<AwsCredentialIdentity> {
  const way = { requestHandler: transport }
  switch (source.kind) {
    case 'missing-profile':
      throw new Error('There is no such profile.')
    case 'profile':
      return fromIni({
        // IAM Identity Center has its own Region, which this one would replace.
        clientConfig: source.usesSso ? way : { ...way, region },
        // A web identity token of a profile uses only this configuration.
        parentClientConfig: { ...way, region },
        clientPlugins: [attemptTimeout],
      })()
    case 'token-file':
      return fromTokenFile({ clientConfig: { ...way, region }, clientPlugins: [attemptTimeout] })()
    case 'container':
      return fromHttp()()
    case 'instance':
      return instanceCredentials()
  }
}

// Same as in the SDK's default chain.
async function instanceCredentials(): Promise<AwsCredentialIdentity> {
  const { AWS_EC2_METADATA_DISABLED: disabled } = process.env
  if (disabled && disabled !== 'false') throw new Error('AWS_EC2_METADATA_DISABLED is set.')
  return fromInstanceMetadata()()
}

/** Returns whether keys are visible ASCII: a request can't hold anything else. */
function canBeSent({ accessKeyId, secretAccessKey, sessionToken = '' }: AwsCredentialIdentity): boolean {
  return [accessKeyId, secretAccessKey, sessionToken].every((text) => /^[!-~]*$/.test(text))
}

function secretsIn(profiles: Profiles): readonly string[] {
  const { AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_CONTAINER_AUTHORIZATION_TOKEN } = process.env
  const inProfiles = Object.values(profiles).flatMap((settings) => [
    settings?.['aws_secret_access_key'],
    settings?.['aws_session_token'],
  ])
  return [...inProfiles, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_CONTAINER_AUTHORIZATION_TOKEN].flatMap(
    (secret) => secret ?? [],
  )
}
