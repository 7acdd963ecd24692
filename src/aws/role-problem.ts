import type { Problem } from '../sharing/problem.ts'
import type { SourceRole } from './credential-source.ts'
import { factsOf } from './error-facts.ts'
import { problemOfCall } from './problems.ts'

const invalid: ReadonlySet<string> = new Set(['ValidationError', 'ValidationException'])
const denied: ReadonlySet<string> = new Set(['AccessDenied', 'AccessDeniedException'])

/**
 * Translates the rejection by AWS STS of a role that the job's own credentials lead to.
 * @param roles the last one is assumed first
 */
export function problemOfRole(
  roles: readonly SourceRole[],
  { error, redact }: { readonly error: unknown; readonly redact: (text: string) => string },
): Problem {
  const call = { doing: 'sign in to AWS', action: 'sts:AssumeRole', service: 'AWS STS' } as const
  const problem = problemOfCall(error, call, redact)
  const { name, message, isFromAws } = factsOf(error)
  // AWS names the role if credentials assume it. It names none if a token does: that is the first role to assume.
  const role = roles.find(({ arn }) => message.includes(arn)) ?? roles.at(-1)
  if (!isFromAws || role === undefined) return problem
  if (invalid.has(name)) return { ...problem, ...invalidRole(role) }
  if (!denied.has(name)) return problem
  const { example: _, ...rest } = problem
  return { ...rest, ...(role.tokenFile === undefined ? notAllowed(role) : notTrusted(role)) }
}

function invalidRole({ profile }: SourceRole): Partial<Problem> {
  const settings =
    profile === undefined
      ? 'AWS_ROLE_ARN and AWS_ROLE_SESSION_NAME'
      : `role_arn, role_session_name and duration_seconds of profile "${profile}"`
  return {
    message: `Could not sign in to AWS: AWS STS doesn't accept the role's ARN, the name of the session or its length.`,
    remedy: `Check ${settings}; AWS's own words are below.`,
  }
}

// AWS sends the same message for all three causes.
function notAllowed({ arn }: SourceRole): Pick<Problem, 'message' | 'remedy' | 'example'> {
  return {
    message: `Could not sign in to AWS: the credentials don't allow sts:AssumeRole on ${arn}.`,
    remedy: `Add this statement to the IAM policy of the credentials that are to assume the role, allow them in the trust policy of ${arn}, and check that the role exists.`,
    example: JSON.stringify({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: arn }, null, 2),
  }
}

function notTrusted({ arn, profile }: SourceRole): Pick<Problem, 'message' | 'remedy'> {
  const file =
    profile === undefined ? 'AWS_WEB_IDENTITY_TOKEN_FILE' : `web_identity_token_file of profile "${profile}"`
  return {
    message: `Could not sign in to AWS: AWS STS does not let the web identity token assume ${arn}.`,
    remedy: `Let the trust policy of ${arn} allow sts:AssumeRoleWithWebIdentity to what issued the token (${file}), and check that the role exists.`,
  }
}
