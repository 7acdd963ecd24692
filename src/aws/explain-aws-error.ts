import { isThrottlingError } from '@smithy/core/retry'
import { partitionOf } from '../sharing/regions.ts'
import type { ErrorFacts } from './error-facts.ts'
import { serviceUnavailable, throttled, type Call, type Explanation } from './explanation.ts'

/** Explains an error answer of AWS. */
export function explainAnswer(facts: ErrorFacts, call: Call): Explanation {
  const known = answers.get(facts.name)
  if (known !== undefined) return known(call, facts)
  if (isThrottling(facts)) return throttled(call)
  if ((facts.httpStatus ?? 500) >= 500) return serviceUnavailable(call, facts)
  if (facts.httpStatus === 401 || facts.httpStatus === 403) return accessDenied(call)
  return {
    reason: 'not-supported',
    why: `${call.service} refused it (${facts.name})`,
    remedy: "AWS's own words are below; if they don't help, give the request id to AWS Support.",
  }
}

// Only the errors that the SDK itself slows down for: other limits are quotas, which waiting doesn't lift.
function isThrottling({ name, message, httpStatus }: ErrorFacts): boolean {
  return isThrottlingError({
    name,
    message,
    $metadata: httpStatus === undefined ? {} : { httpStatusCode: httpStatus },
  })
}

const accessDenied = (call: Call): Explanation => ({
  reason: 'access-denied',
  why: `the credentials don't allow ${call.action}`,
  remedy: `Add this statement to the IAM policy of the role or user (iam/README.md has the whole policy), and check that no service control policy forbids it.`,
  example: JSON.stringify({ Effect: 'Allow', Action: call.action, Resource: resourceOf(call) }, null, 2),
})

// Service authorization reference of Amazon WorkSpaces: only DescribeWorkspaceImages supports no resource.
function resourceOf({ image }: Call): string {
  if (image === undefined) return '*'
  return `arn:${partitionOf(image.region)}:workspaces:${image.region}:*:workspaceimage/${image.id}`
}

const badCredentials = (why: string, remedy: string) => (): Explanation => ({
  reason: 'no-credentials',
  why,
  remedy,
})

const expired = badCredentials(
  'the AWS credentials have expired',
  'Sign in right before this step, let the step that signs in ask for a longer session, or use role-to-assume, whose credentials are renewed.',
)
const unrecognised = badCredentials(
  "AWS doesn't know the credentials",
  'Check the access key and the session token; in a Region that has to be opted in to, check that the account has done so.',
)
const badSignature = badCredentials(
  "the request's signature doesn't fit the credentials",
  "Check that the secret access key belongs to the access key id, and that the runner's clock is right.",
)
const badIdentity = badCredentials(
  "AWS STS doesn't accept the web identity token",
  "Check the file that AWS_WEB_IDENTITY_TOKEN_FILE names, and that the role's trust policy trusts its issuer.",
)
const badValue = ({ service, account }: Call): Explanation =>
  account === undefined
    ? {
        reason: 'invalid-input',
        why: `${service} doesn't accept the request`,
        remedy: "Check the ids of the images and their Region; AWS's own words are below.",
      }
    : {
        reason: 'invalid-input',
        why: `${service} doesn't accept the values`,
        remedy:
          'Check that the account exists, belongs to the same partition as the image and is not the owner itself.',
      }

// AWS names the missing resource: the image, or the account to share it with.
const notFound = ({ account }: Call, { resourceId }: ErrorFacts): Explanation =>
  account !== undefined && resourceId === account
    ? {
        reason: 'invalid-input',
        why: `AWS knows no account ${account}`,
        remedy: 'Check the account id, digit by digit; it has to belong to the same partition as the image.',
      }
    : {
        reason: 'image-not-found',
        why: 'the image does not exist, or not in the account that is signed in',
        remedy: 'Check the image id, the Region and the account that is signed in.',
      }

// Keyed by the error's name, never by its text: AWS changes texts.
const answers: ReadonlyMap<string, (call: Call, facts: ErrorFacts) => Explanation> = new Map(
  Object.entries({
    AccessDeniedException: accessDenied,
    AccessDenied: accessDenied,
    UnauthorizedOperation: accessDenied,
    ResourceNotFoundException: notFound,
    ResourceUnavailableException: () => ({
      reason: 'image-not-available',
      why: 'the image is in a state in which AWS does not allow it',
      remedy:
        'Wait until the image is AVAILABLE (wait-for-minutes), or look at its state in the WorkSpaces console.',
    }),
    OperationNotSupportedException: () => ({
      reason: 'not-supported',
      why: 'AWS does not support it for this image or account',
      remedy:
        "BYOL images can only be shared with BYOL-enabled accounts under the same payer, and not in GovCloud (US); otherwise AWS's own words are below.",
    }),
    InvalidParameterValuesException: badValue,
    ValidationException: badValue,
    ValidationError: badValue,
    ExpiredTokenException: expired,
    ExpiredToken: expired,
    RequestExpired: expired,
    UnrecognizedClientException: unrecognised,
    InvalidClientTokenId: unrecognised,
    InvalidAccessKeyId: unrecognised,
    MissingAuthenticationToken: unrecognised,
    MissingAuthenticationTokenException: unrecognised,
    InvalidSignatureException: badSignature,
    SignatureDoesNotMatch: badSignature,
    IncompleteSignature: badSignature,
    IncompleteSignatureException: badSignature,
    InvalidIdentityToken: badIdentity,
    InvalidIdentityTokenException: badIdentity,
    IDPRejectedClaim: badIdentity,
    IDPRejectedClaimException: badIdentity,
  }),
)
