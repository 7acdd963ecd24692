type Variables = Readonly<Partial<Record<string, string>>>

/** The profiles of AWS's configuration files, each with its settings. */
export type Profiles = Readonly<Partial<Record<string, Readonly<Partial<Record<string, string>>>>>>

/** A role to assume on the way to the credentials. */
export interface SourceRole {
  readonly arn: string
  /** The profile that names it; `undefined` for the environment. */
  readonly profile: string | undefined
  /** The file with the web identity token that assumes it; `undefined` if other credentials assume it. */
  readonly tokenFile: string | undefined
}

/** The source of the job's own credentials. */
export type CredentialSource =
  | { readonly kind: 'missing-profile'; readonly name: string; readonly files: readonly string[] }
  | {
      readonly kind: 'profile'
      readonly name: string
      /** Whether AWS_PROFILE names it; otherwise it is the one named `default`. */
      readonly isNamed: boolean
      /** The last one is assumed first. */
      readonly roles: readonly SourceRole[]
      /** Whether it uses IAM Identity Center (SSO). */
      readonly usesSso: boolean
    }
  | { readonly kind: 'token-file'; readonly roles: readonly SourceRole[] }
  | {
      readonly kind: 'container'
      /** The variable that names the endpoint. */
      readonly variable: string
      /** The file with the token that the endpoint requires. */
      readonly tokenFile: string | undefined
    }
  | {
      readonly kind: 'instance'
      /** The profile that AWS_PROFILE names and that names no credentials. */
      readonly emptyProfile: string | undefined
    }

/**
 * Returns the configured source: the first in the order of the SDK's default chain. If a source fails, that chain tries
 * the next one. This action stops, like the AWS CLI: going on would sign in as another identity.
 */
export function sourceOf(variables: Variables, profiles: Profiles): CredentialSource {
  const named = variables['AWS_PROFILE'] || undefined
  const name = named ?? 'default'
  if (named !== undefined && profiles[named] === undefined) {
    return { kind: 'missing-profile', name: named, files: filesIn(variables) }
  }
  if (!hasCredentials(profiles[name])) {
    return sourceOfMachine(variables) ?? { kind: 'instance', emptyProfile: named }
  }
  const way = wayFrom(name, profiles)
  return {
    kind: 'profile',
    name,
    isNamed: named !== undefined,
    roles: way.flatMap((step) => roleOf(step, profiles)),
    usesSso: way.some((step) => Object.keys(profiles[step] ?? {}).some((key) => key.startsWith('sso_'))),
  }
}

function filesIn(variables: Variables): readonly string[] {
  return [
    variables['AWS_CONFIG_FILE'] || '~/.aws/config',
    variables['AWS_SHARED_CREDENTIALS_FILE'] || '~/.aws/credentials',
  ]
}

function sourceOfMachine(variables: Variables): CredentialSource | undefined {
  const { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile, AWS_ROLE_ARN: arn } = variables
  if (tokenFile && arn) return { kind: 'token-file', roles: [{ arn, profile: undefined, tokenFile }] }
  const variable = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'].find(
    (one) => variables[one],
  )
  if (variable === undefined) return undefined
  return {
    kind: 'container',
    variable,
    tokenFile: variables['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'] || undefined,
  }
}

// AWS SDKs and Tools Reference Guide, "Settings reference". A profile may also hold only a Region.
const credentialSettings =
  /^(?:aws_access_key_id|aws_secret_access_key|role_arn|source_profile|credential_process|credential_source|web_identity_token_file|sso_.+|login_session)$/

function hasCredentials(settings: Profiles[string]): boolean {
  return Object.keys(settings ?? {}).some((key) => credentialSettings.test(key))
}

/** Returns the profile, the one it takes its credentials from, and so on. */
function wayFrom(first: string, profiles: Profiles): readonly string[] {
  const way = new Set<string>()
  let name: string | undefined = first
  while (name !== undefined && !way.has(name)) {
    way.add(name)
    name = profiles[name]?.['source_profile']
  }
  return [...way]
}

function roleOf(profile: string, profiles: Profiles): readonly SourceRole[] {
  const { role_arn: arn, web_identity_token_file: file, source_profile: source } = profiles[profile] ?? {}
  if (arn === undefined) return []
  return [{ arn, profile, tokenFile: source === undefined ? file : undefined }]
}
