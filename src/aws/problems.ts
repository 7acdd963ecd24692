import type { AccountId, ImageReference, Region } from '../sharing/identifiers.ts'
import { ProblemError, type FailureReason, type Problem } from '../sharing/problem.ts'
import { partitionOf } from '../sharing/regions.ts'
import { factsOf, type ErrorFacts } from './error-facts.ts'

/** The call that failed, in the words people get to read. */
export interface Call {
  /** To follow "Could not": `read who can copy wsi-...`. */
  readonly doing: string
  /** The IAM action, as a policy names it. */
  readonly action: string
  readonly service: 'Amazon WorkSpaces' | 'AWS STS'
  /** The Region that is asked, where no single image is meant. */
  readonly region?: Region
  readonly image?: ImageReference
  readonly account?: AccountId
}

interface Explanation {
  readonly reason: FailureReason
  /** A clause, to follow the colon. */
  readonly why: string
  readonly remedy: string
  readonly example?: string
}

/** Translates whatever the SDK threw into a problem a person can act on, keeping the error as its cause. */
export function problemErrorOf(error: unknown, call: Call): ProblemError {
  return error instanceof ProblemError ? error : new ProblemError(problemOfCall(error, call), error)
}

/** Translates whatever the SDK threw into a problem a person can act on. */
export function problemOfCall(error: unknown, call: Call): Problem {
  if (error instanceof ProblemError) return error.problem
  const facts = factsOf(error)
  const { reason, why, remedy, example } = explain(facts, call)
  return {
    reason,
    message: `Could not ${call.doing}: ${why}.`,
    remedy,
    ...(example === undefined ? {} : { example }),
    ...(facts.isFromAws ? { aws: awsAnswer(facts) } : {}),
    ...(call.region === undefined ? {} : { region: call.region }),
    ...(call.image === undefined ? {} : { image: call.image }),
    ...(call.account === undefined ? {} : { account: call.account }),
  }
}

/** Whether a change may be in effect although its call failed: no refusal of AWS arrived, or an earlier attempt is open. */
export function mayHaveTakenEffect(error: unknown): boolean {
  const facts = factsOf(error)
  return !facts.isFromAws || (facts.httpStatus ?? 500) >= 500 || facts.attempts > 1
}

function awsAnswer(facts: ErrorFacts): NonNullable<Problem['aws']> {
  return {
    name: facts.name,
    ...(facts.requestId === undefined ? {} : { requestId: facts.requestId }),
    ...(facts.message === '' ? {} : { message: facts.message }),
  }
}

function explain(facts: ErrorFacts, call: Call): Explanation {
  if (facts.name === 'AbortError' || facts.code === 'ABORT_ERR') return cancelled
  return facts.isFromAws ? explainAnswer(facts, call) : explainSilence(facts, call)
}

const cancelled: Explanation = {
  reason: 'cancelled',
  why: 'the job was cancelled while the call was under way',
  remedy: 'Run it again: what is in effect already is left as it is.',
}

function explainAnswer(facts: ErrorFacts, call: Call): Explanation {
  const known = answers[facts.name]
  if (known !== undefined) return known(call)
  if (facts.httpStatus === 429 || /throttl|toomanyrequests|slowdown|limitexceeded/i.test(facts.name))
    return throttled(call)
  if ((facts.httpStatus ?? 500) >= 500) return serviceUnavailable(call)
  if (facts.httpStatus === 401 || facts.httpStatus === 403) return accessDenied(call)
  return {
    reason: 'not-supported',
    why: `${call.service} refused it (${facts.name})`,
    remedy: "AWS's own words are below; if they don't help, give the request id to AWS Support.",
  }
}

const throttled = ({ service }: Call): Explanation => ({
  reason: 'throttled',
  why: `${service} answered "too many requests" again and again, although the action had slowed down`,
  remedy:
    'Run it again when less else is going on in this account; what is in effect already is left as it is.',
})

const serviceUnavailable = ({ service }: Call): Explanation => ({
  reason: 'service-unavailable',
  why: `${service} had a fault of its own on every attempt`,
  remedy: 'Look at health.aws.amazon.com and run it again later; what is in effect already is left as it is.',
})

const accessDenied = (call: Call): Explanation => ({
  reason: 'access-denied',
  why: `the credentials don't allow ${call.action}`,
  remedy: `Add this statement to the IAM policy of the role or user (the README has the whole policy), and check that no service control policy forbids it.`,
  example: JSON.stringify({ Effect: 'Allow', Action: call.action, Resource: resourceOf(call) }, null, 2),
})

// Service authorization reference of Amazon WorkSpaces: only DescribeWorkspaceImages knows no resource.
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
  'Sign in anew right before this step, or raise role-duration-seconds (the role must allow sessions that long).',
)
const unrecognised = badCredentials(
  "AWS doesn't know the credentials",
  'Check the access key and the session token; in a Region that has to be opted in to, check that the account has done so.',
)
const badSignature = badCredentials(
  "the request's signature doesn't fit the credentials",
  "Check that the secret access key belongs to the access key id, and that the runner's clock is right.",
)
const badValue = ({ service }: Call): Explanation => ({
  reason: 'invalid-input',
  why: `${service} doesn't accept the values`,
  remedy:
    'Check that the account exists, belongs to the same partition as the image and is not the owner itself.',
})

// By the error's name, never by its text: AWS changes texts.
const answers: Readonly<Record<string, ((call: Call) => Explanation) | undefined>> = {
  AccessDeniedException: accessDenied,
  AccessDenied: accessDenied,
  UnauthorizedOperation: accessDenied,
  ResourceNotFoundException: () => ({
    reason: 'image-not-found',
    why: 'the image does not exist, or not in the account that is signed in',
    remedy: 'Check the image id, the Region and the account that is signed in.',
  }),
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
}

// No error answer of AWS: the network, or something between the runner and AWS.
function explainSilence(facts: ErrorFacts, call: Call): Explanation {
  if (facts.name === 'CredentialsProviderError') return noCredentials
  if (facts.httpStatus !== undefined && facts.httpStatus >= 500) return serviceUnavailable(call)
  if (facts.httpStatus === 429) return throttled(call)
  // A code is the network's: the answer began, and the connection broke before its end.
  if (facts.httpStatus !== undefined && facts.code === undefined) {
    return {
      reason: 'unreachable',
      why: `something other than ${call.service} answered (HTTP status ${facts.httpStatus}, not in the form AWS uses)`,
      remedy: "Check the runner's proxy (HTTPS_PROXY, NO_PROXY), captive portals and AWS_ENDPOINT_URL.",
    }
  }
  return explainNetwork(facts, call)
}

const noCredentials: Explanation = {
  reason: 'no-credentials',
  why: 'no AWS credentials were found',
  remedy:
    'Set role-to-assume (with permissions: id-token: write), or sign in to AWS in a step before this one.',
}

function unreachable(why: string, remedy: string): Explanation {
  return { reason: 'unreachable', why, remedy }
}

function explainNetwork({ code, name, message }: ErrorFacts, { service }: Call): Explanation {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return unreachable(
      `the address of ${service} can't be found (DNS, ${code})`,
      "Check that aws-region is right and offers WorkSpaces, and the runner's DNS and proxy.",
    )
  }
  if (code !== undefined && /CERT|SSL|TLS|ISSUER|SIGNATURE/.test(code)) {
    return unreachable(
      `the certificate of ${service} is not trusted (${code})`,
      'If a proxy opens TLS connections, let the runner trust its certificate with NODE_EXTRA_CA_CERTS.',
    )
  }
  if (
    code !== undefined ||
    name === 'TimeoutError' ||
    message === 'aborted' ||
    message === 'socket hang up'
  ) {
    return unreachable(
      `${service} could not be reached, or the connection broke (${code ?? 'time-out'})`,
      "Check the runner's network, firewall and proxy, then run it again; what is in effect already is left as it is.",
    )
  }
  if (name === 'Error' || name === 'SyntaxError') {
    return unreachable(
      `something other than ${service} answered, or ${service} gave an answer that can't be read`,
      "Check the runner's proxy (HTTPS_PROXY, NO_PROXY), captive portals and AWS_ENDPOINT_URL, then run it again.",
    )
  }
  return {
    reason: 'internal',
    why: `the action met a case it was not built for (${name}: ${message})`,
    remedy: 'Please report it, with the log of a run that has debug logging on.',
  }
}
