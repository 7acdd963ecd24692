import { AwsError } from './aws-error.ts'
import { admit } from './id-token.ts'
import { Members } from './members.ts'
import { freshCredentials, freshId, type Principal } from './principals.ts'
import { partsOfRole, type TrustedRole } from './roles.ts'

const HOURS_12 = 43_200

/** AWS STS as far as GitHub's OIDC needs it: AssumeRoleWithWebIdentity. */
export class SecurityTokens {
  readonly #roles = new Map<string, TrustedRole>()
  readonly #principals: Map<string, Principal>
  readonly #now: () => number

  /**
   * @param principals where the keys it issues become known
   * @param now AWS's clock
   */
  constructor(principals: Map<string, Principal>, now: () => number) {
    this.#principals = principals
    this.#now = now
  }

  /** Makes a role known, or replaces it. */
  trust(role: TrustedRole): void {
    this.#roles.set(role.arn, role)
  }

  /**
   * Runs an action.
   *
   * @throws {AwsError} whatever STS would answer but success.
   */
  run(action: string, input: Readonly<Record<string, unknown>>): Record<string, unknown> {
    if (action !== 'AssumeRoleWithWebIdentity')
      throw new AwsError('InvalidAction', `Could not find operation ${action} for version 2011-06-15`)
    const { arn, session, jwt, seconds } = readRequest(input)

    const role = this.#roles.get(arn)
    const token = admit(jwt, role, this.#now())
    if (seconds > (role?.maxDurationSeconds ?? 3600))
      throw new AwsError(
        'ValidationError',
        'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      )
    const { partition, account, name } = partsOfRole(arn) ?? invalidArn(arn)
    const assumed = `arn:${partition}:sts::${account}:assumed-role/${name}/${session}`
    const keys = freshCredentials('ASIA')
    const expiresAt = this.#now() + seconds * 1000
    this.#principals.set(keys.accessKeyId, {
      ...keys,
      account,
      arn: assumed,
      deny: role?.deny ?? [],
      expiresAt,
    })
    return {
      SubjectFromWebIdentityToken: token.subject,
      Audience: token.audience,
      AssumedRoleUser: { Arn: assumed, AssumedRoleId: `${freshId('AROA')}:${session}` },
      Credentials: {
        AccessKeyId: keys.accessKeyId,
        SecretAccessKey: keys.secretAccessKey,
        SessionToken: keys.sessionToken,
        Expiration: new Date(expiresAt).toISOString().replace(/\.\d{3}/u, ''),
      },
      Provider: `arn:${partition}:iam::${account}:oidc-provider/${token.issuer.replace('https://', '')}`,
    }
  }
}

function readRequest(input: Readonly<Record<string, unknown>>): {
  arn: string
  session: string
  jwt: string
  seconds: number
} {
  try {
    const members = new Members({ ...input, DurationSeconds: Number(input['DurationSeconds'] ?? 3600) })
    const arn = members.requiredText('RoleArn', '.{20,2048}')
    const session = members.requiredText('RoleSessionName', String.raw`[\w+=,.@\-]{2,64}`)
    const jwt = members.requiredText('WebIdentityToken', '.{4,20000}')
    const seconds = members.integer('DurationSeconds', 900, HOURS_12) ?? 3600
    members.done()
    return { arn, session, jwt, seconds }
  } catch (error) {
    // STS has its own name for input that breaks a constraint.
    throw error instanceof AwsError ? new AwsError('ValidationError', error.message, {}, 400) : error
  }
}

function invalidArn(arn: string): never {
  throw new AwsError('ValidationError', `${arn} is invalid`)
}
