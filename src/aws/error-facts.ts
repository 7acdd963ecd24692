import { propertyOf } from '../property-of.ts'
/** What can be told of an error that the SDK threw, whatever its class. */
export interface ErrorFacts {
  readonly name: string
  /** AWS's own words, or those of the system for a network error. */
  readonly message: string
  /** A system or TLS code, such as `ECONNREFUSED`. */
  readonly code: string | undefined
  /** Status of the answer, where one came. */
  readonly httpStatus: number | undefined
  readonly requestId: string | undefined
  /** What AWS names as missing or busy. */
  readonly resourceId: string | undefined
  /** How often the SDK asked. */
  readonly attempts: number
  /** The error came as an error answer of an AWS service, not from the network or from something in between. */
  readonly isFromAws: boolean
}

// Some answers quote all that was asked. What a person reads stands at the beginning, and a comment has an end.
const mostCharacters = 2000

/**
 * Reads the facts off an error; foreign shapes give empty facts, never another error.
 * @param hidden takes secrets out of a text: here, before it is cut, as half a secret is one that nothing finds any more
 */
export function factsOf(error: unknown, redact: (text: string) => string = (text) => text): ErrorFacts {
  const metadata = propertyOf(error, '$metadata')
  const name = textOf(propertyOf(error, 'name')) ?? 'Error'
  const httpStatus = numberOf(propertyOf(metadata, 'httpStatusCode'))
  return {
    name,
    message: cut(withoutTokens(redact(messageOf(error)))),
    code: textOf(propertyOf(error, 'code')) ?? textOf(propertyOf(propertyOf(error, 'cause'), 'code')),
    httpStatus,
    requestId: textOf(propertyOf(metadata, 'requestId')),
    resourceId: textOf(propertyOf(error, 'ResourceId')),
    attempts: numberOf(propertyOf(metadata, 'attempts')) ?? 1,
    // `$fault` marks the SDK's service errors; without a readable body it calls them Unknown.
    isFromAws: propertyOf(error, '$fault') !== undefined && !unreadableNames.has(name),
  }
}

/** An error's own words, whole; `''` where it has none. */
export function messageOf(error: unknown): string {
  return textOf(propertyOf(error, 'message')) ?? ''
}

/** Whether an error comes from a request that was tried, whatever became of it: the SDK counts the attempts. */
export function wasSent(error: unknown): boolean {
  return propertyOf(error, '$metadata') !== undefined
}

// Where a signature doesn't fit, AWS answers with the request it would have signed, and the session token is in it.
const sessionToken = /(x-amz-security-token["']?\s*[:=]\s*["']?)[^\s"'&,;]+/gi
// Whoever refuses an ID token may quote it.
const webToken = /(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]*/g

/** A text without what is a token by its form. */
export function withoutTokens(text: string): string {
  return text.replaceAll(sessionToken, '$1***').replaceAll(webToken, '***')
}

function cut(message: string): string {
  return message.length > mostCharacters ? `${message.slice(0, mostCharacters)}…` : message
}

const unreadableNames: ReadonlySet<string> = new Set(['Unknown', 'UnknownError'])

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
