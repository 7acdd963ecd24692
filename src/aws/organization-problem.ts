import { ProblemError, type Problem } from '../sharing/problem.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import { propertyOf } from '../property-of.ts'
import { factsOf } from './error-facts.ts'
import type { Call } from './explanation.ts'
import { problemErrorOf } from './problems.ts'

/** The actions that reading an organization takes, as iam/organizations/policy.json allows them. */
const actions = [
  'DescribeOrganization',
  'ListAccounts',
  'ListAccountsForParent',
  'ListOrganizationalUnitsForParent',
].map((operation) => `organizations:${operation}`)

/** Returns a call to AWS Organizations, in the words of the report. */
export function callTo(operation: string): Call {
  return {
    doing: 'read the organization',
    action: `organizations:${operation}`,
    service: 'AWS Organizations',
  }
}

/** Returns whether AWS doesn't know the unit or root that was asked for. */
export function isMissingParent(error: unknown): boolean {
  const cause = error instanceof ProblemError ? error.cause : error
  return propertyOf(cause, 'name') === 'ParentNotFoundException'
}

/**
 * Translates an error of a call to AWS Organizations into a problem, with the error as its cause.
 * @param redact redacts secrets in a text
 */
export function problemOfOrganization(
  error: unknown,
  operation: string,
  signIn: SignIn,
  redact: (text: string) => string,
): ProblemError {
  const known = problemErrorOf(error, callTo(operation), redact)
  const { name, isFromAws } = factsOf(error)
  const special = isFromAws ? wordsFor(name, operation, signIn) : undefined
  return special === undefined ? known : new ProblemError({ ...known.problem, ...special }, error)
}

type Special = Pick<Problem, 'reason' | 'message' | 'remedy' | 'example'>

function wordsFor(name: string, operation: string, signIn: SignIn): Special | undefined {
  switch (name) {
    case 'AccessDeniedException':
      return denied(operation, signIn)
    case 'AWSOrganizationsNotInUseException':
      return notInUse(signIn)
    case 'ConcurrentModificationException':
      return {
        reason: 'service-unavailable',
        message: 'Could not read the organization: somebody is changing it at this moment.',
        remedy: 'Run it again.',
      }
    default:
      return undefined
  }
}

// Organizations has one name for two causes: an IAM policy without the statement, and an account that may not read.
function denied(operation: string, signIn: SignIn): Special {
  return {
    reason: 'access-denied',
    message: `Could not read the organization: ${callerIn(signIn)} may not call organizations:${operation}.`,
    remedy: `Add this statement to the IAM policy of ${identityIn(signIn)}. Its account must be the organization's management account, a delegated administrator, or named by the organization's delegation policy; otherwise let organizations-role-to-assume name a role of the management account. iam/README.md has the role and both policies.`,
    example: JSON.stringify({ Effect: 'Allow', Action: actions, Resource: '*' }, null, 2),
  }
}

function notInUse(signIn: SignIn): Special {
  return {
    reason: 'invalid-input',
    message: `Could not read the organization: the account of ${callerIn(signIn)} is in no organization.`,
    remedy:
      'Name accounts in place of units, or let organizations-role-to-assume name a role of the management account of the organization that is meant.',
  }
}

function callerIn({ organizationsRole, role }: SignIn): string {
  if (organizationsRole !== undefined) return `organizations-role-to-assume ${organizationsRole.arn}`
  return role === undefined ? "the job's own credentials" : `role-to-assume ${role.arn}`
}

function identityIn({ organizationsRole, role }: SignIn): string {
  return organizationsRole?.arn ?? role?.arn ?? "the role or user that the job's credentials belong to"
}
