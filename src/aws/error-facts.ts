import { propertyOf } from '../property-of.ts'
import { cut } from '../sharing/account-texts.ts'

/** The facts of an error that the SDK threw, whatever its class. */
export interface ErrorFacts {
  readonly name: string
  /** AWS's message, or the system's for a network error. */
  readonly message: string
  /** A system or TLS code, such as `ECONNREFUSED`. */
  readonly code: string | undefined
  /** Status of the answer, if one came. */
  readonly httpStatus: number | undefined
  readonly requestId: string | undefined
  /** The resource that AWS names as missing or busy. */
  readonly resourceId: string | undefined
  /** The number of attempts that the SDK made. */
  readonly attempts: number
  /** Whether an AWS service answered with the error, not the network or something in between. */
  readonly isFromAws: boolean
}

// Some answers quote the whole request. The readable part is at the start, and a comment has a length limit.
const mostCharacters = 2000

/**
 * Reads the facts from an error. Unknown shapes give empty facts, never another error.
 * @param redact redacts secrets in a text. It runs before the text is cut, since nothing recognises half a secret
 */
export function factsOf(error: unknown, redact: (text: string) => string = (text) => text): ErrorFacts {
  const metadata = propertyOf(error, '$metadata')
  const name = textOf(propertyOf(error, 'name')) ?? 'Error'
  const httpStatus = numberOf(propertyOf(metadata, 'httpStatusCode'))
  return {
    name,
    message: shortened(withoutTokens(redact(messageOf(error)))),
    code: textOf(propertyOf(error, 'code')) ?? textOf(propertyOf(propertyOf(error, 'cause'), 'code')),
    httpStatus,
    requestId: textOf(propertyOf(metadata, 'requestId')),
    resourceId: textOf(propertyOf(error, 'ResourceId')),
    attempts: numberOf(propertyOf(metadata, 'attempts')) ?? 1,
    // `$fault` marks the SDK's service errors; without a readable body it calls them Unknown.
    isFromAws: propertyOf(error, '$fault') !== undefined && !unreadableNames.has(name),
  }
}

/** Returns an error's whole message; `''` if it has none. */
export function messageOf(error: unknown): string {
  return textOf(propertyOf(error, 'message')) ?? ''
}

/** Returns whether an error comes from an attempted request, whatever its outcome: the SDK counts the attempts. */
export function wasSent(error: unknown): boolean {
  return propertyOf(error, '$metadata') !== undefined
}

// If a signature doesn't match, AWS answers with the request it would have signed, including the session token.
const sessionToken = /(x-amz-security-token["']?\s*[:=]\s*["']?)[^\s"'&,;]+/gi
// A service that rejects an ID token may quote it.
const webToken = /(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]*/g

/** Redacts everything in a text that has the format of a token. */
export function withoutTokens(text: string): string {
  return text.replaceAll(sessionToken, '$1***').replaceAll(webToken, '***')
}

function shortened(message: string): string {
  return message.length > mostCharacters ? `${cut(message, mostCharacters)}…` : message
}

const unreadableNames: ReadonlySet<string> = new Set(['Unknown', 'UnknownError'])

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
