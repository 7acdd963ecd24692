import { fromWebToken } from '@aws-sdk/credential-provider-web-identity'
import type { AwsCredentialIdentity } from '@smithy/types'
import type { Region } from '../sharing/identifiers.ts'
import { ProblemError, type Problem } from '../sharing/problem.ts'
import type { RoleToAssume } from '../sharing/sign-in.ts'
import { factsOf } from './error-facts.ts'
import type { IdTokens } from '../ports/id-tokens.ts'
import { problemOfCall } from './problems.ts'
import { noSecrets, type Secrets } from '../ports/secrets.ts'
import { claimsOf, issuerOf, trustCondition } from './token-claims.ts'
import { attemptTimeout, type Transport } from './transport.ts'

/**
 * Signs in with GitHub's OIDC token (STS AssumeRoleWithWebIdentity).
 * @param secrets redacts them in AWS's answers
 * @throws ProblemError `oidc-unavailable` without a token, `role-refused` when STS rejects it, with the token's claims
 */
export async function assumeRole(
  role: RoleToAssume,
  region: Region,
  idTokens: IdTokens,
  transport: Transport,
  userAgent: readonly [string, string],
  secrets = noSecrets,
): Promise<AwsCredentialIdentity> {
  const token = await idTokens.request(role.audience)
  try {
    const provider = fromWebToken({
      webIdentityToken: token,
      roleArn: role.arn,
      roleSessionName: role.sessionName,
      durationSeconds: role.durationSeconds,
      clientConfig: { region, requestHandler: transport, maxAttempts: 5, customUserAgent: [[...userAgent]] },
      clientPlugins: [attemptTimeout],
    })
    return await provider()
  } catch (error) {
    throw new ProblemError(explainRefusal(error, role, region, token, secrets), error)
  }
}

function explainRefusal(
  error: unknown,
  role: RoleToAssume,
  region: Region,
  token: string,
  secrets: Secrets,
): Problem {
  const call = {
    doing: `assume role ${role.arn}`,
    action: 'sts:AssumeRoleWithWebIdentity',
    service: 'AWS STS',
  } as const
  const problem = problemOfCall(error, call, (text) => secrets.redact(text))
  const { name, httpStatus = 500, isFromAws } = factsOf(error)
  if (!isFromAws || httpStatus >= 500 || problem.reason === 'throttled') return problem
  // STS could not reach GitHub's keys: that is temporary, and no trust policy fixes it.
  if (name.startsWith('IDPCommunicationError')) return { ...problem, reason: 'service-unavailable' }
  return {
    ...problem,
    reason: 'role-refused',
    message: `AWS STS refused to let this job assume ${role.arn} in ${region} (${name}).`,
    ...remedyFor(name, role, region, token),
  }
}

function remedyFor(
  name: string,
  role: RoleToAssume,
  region: Region,
  token: string,
): Pick<Problem, 'remedy' | 'example'> {
  if (name === 'ValidationError') {
    return {
      remedy: `Check role-duration-seconds (${role.durationSeconds}) against the role's longest session, role-session-name, and the ARN in role-to-assume.`,
    }
  }
  // The trust policy causes neither of these.
  if (name.startsWith('RegionDisabled')) {
    return {
      remedy: `STS is switched off in ${region} for this account: activate it in the IAM console under Account settings.`,
    }
  }
  if (name.startsWith('ExpiredToken')) {
    return {
      remedy: "The ID token had expired when STS read it: check the runner's clock, then run it again.",
    }
  }
  return { remedy: trustRemedy(role, token), example: trustCondition(claimsOf(token), issuerOf(token)) }
}

function trustRemedy(role: RoleToAssume, token: string): string {
  const claims = claimsOf(token)
  const shown = Object.entries(claims).map(([claim, value]) => `${claim}=${value}`)
  return [
    `The job's token says: ${shown.length > 0 ? shown.join(', ') : 'nothing that can be read'}.`,
    `The role must exist, its account must have GitHub's OIDC provider with audience ${role.audience}, and its trust policy must allow sts:AssumeRoleWithWebIdentity under a condition these claims meet, such as this one.`,
    // The condition above doesn't name the workflow, because most trust policies don't.
    ...(claims['job_workflow_ref'] === undefined
      ? []
      : [
          "If the trust policy has a condition on job_workflow_ref, keep it: change its version with the caller's, after a review.",
        ]),
    // Following this advice with a role that may write would let every pull request share.
    ...(claims['sub']?.endsWith(':pull_request') === true
      ? [
          'In a pull request use a role that may only read: never let :pull_request assume the role that shares.',
        ]
      : []),
  ].join(' ')
}
