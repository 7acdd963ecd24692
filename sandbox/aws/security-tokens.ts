import type { Exchange } from '../http/loopback-server.ts'
import { authenticate } from './authentication.ts'
import { AwsError } from './aws-error.ts'
import { admit } from './id-token.ts'
import type { Principal, Principals } from './principals.ts'
import { beginSession } from './role-sessions.ts'
import { isTrusted, partsOfRole, type AssumableRole, type TrustedRole } from './roles.ts'
import { readAssumeRoleRequest, readWebIdentityRequest } from './security-tokens-input.ts'

type Input = Readonly<Record<string, unknown>>

/** STS's names for the signature errors of JSON services. STS returns all of them with status 403. */
const QUERY_NAMES: ReadonlyMap<string, string> = new Map([
  ['ExpiredTokenException', 'ExpiredToken'],
  ['IncompleteSignatureException', 'IncompleteSignature'],
  ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  ['MissingAuthenticationTokenException', 'MissingAuthenticationToken'],
  ['UnrecognizedClientException', 'InvalidClientTokenId'],
])

/**
 * AWS STS, limited to roles and GetCallerIdentity: AssumeRoleWithWebIdentity for GitHub's ID tokens, AssumeRole for
 * every principal with keys.
 */
export class SecurityTokens {
  readonly #roles = new Map<string, TrustedRole>()
  readonly #assumable = new Map<string, AssumableRole>()
  readonly #principals: Principals
  readonly #now: () => number

  /**
   * @param principals registers the issued keys
   * @param now AWS's clock
   */
  constructor(principals: Principals, now: () => number) {
    this.#principals = principals
    this.#now = now
  }

  /** Adds a role that ID tokens can assume, or replaces it. */
  trust(role: TrustedRole): void {
    this.#roles.set(role.arn, role)
  }

  /** Adds a role that AWS principals can assume, or replaces it. */
  allow(role: AssumableRole): void {
    this.#assumable.set(role.arn, role)
  }

  /**
   * Runs an action.
   *
   * @throws {AwsError} for every error that STS would return
   */
  run(exchange: Exchange, action: string, input: Input): Record<string, unknown> {
    if (action === 'AssumeRoleWithWebIdentity') return this.#assumeWithWebIdentity(input)
    if (action === 'AssumeRole') return this.#assume(this.#authenticate(exchange), input)
    if (action === 'GetCallerIdentity') return identityOf(this.#authenticate(exchange))
    throw new AwsError('InvalidAction', `Could not find operation ${action} for version 2011-06-15`)
  }

  #assumeWithWebIdentity(input: Input): Record<string, unknown> {
    const request = readWebIdentityRequest(input)
    const role = this.#roles.get(request.arn)
    const token = admit(request.jwt, role, this.#now())
    const session = beginSession(request, role, this.#principals, this.#now())
    const { partition, account } = partsOfRole(request.arn) ?? { partition: '', account: '' }
    return {
      SubjectFromWebIdentityToken: token.subject,
      Audience: token.audience,
      ...session,
      Provider: `arn:${partition}:iam::${account}:oidc-provider/${token.issuer.replace('https://', '')}`,
    }
  }

  /** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
  #assume(caller: Principal, input: Input): Record<string, unknown> {
    const request = readAssumeRoleRequest(input)
    const role = this.#assumable.get(request.arn)
    const isAllowed =
      role !== undefined &&
      isTrusted(role, caller) &&
      (role.externalId === undefined || role.externalId === request.externalId) &&
      !caller.deny.includes('AssumeRole')
    if (!isAllowed)
      throw new AwsError(
        'AccessDenied',
        `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${request.arn}`,
        {},
        403,
      )
    // Role chaining: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html
    if (caller.role !== undefined && request.seconds > 3600)
      throw new AwsError(
        'ValidationError',
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      )
    return beginSession(request, role, this.#principals, this.#now())
  }

  #authenticate({ request, body }: Exchange): Principal {
    const context = { service: 'sts' as const, principals: this.#principals, now: this.#now() }
    try {
      return authenticate(request, body, context).caller
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      throw new AwsError(QUERY_NAMES.get(error.code) ?? error.code, error.message, {}, 403)
    }
  }
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
function identityOf({ accessKeyId, account, arn, role }: Principal): Record<string, unknown> {
  const [, session = ''] = /^arn:[^/]*\/[^/]+\/(.+)$/u.exec(arn) ?? []
  const id = accessKeyId.slice(4)
  return { UserId: role === undefined ? `AIDA${id}` : `AROA${id}:${session}`, Account: account, Arn: arn }
}
