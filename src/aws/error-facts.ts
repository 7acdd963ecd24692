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

/** Reads the facts off an error; foreign shapes give empty facts, never another error. */
export function factsOf(error: unknown): ErrorFacts {
  const metadata = propertyOf(error, '$metadata')
  const name = textOf(propertyOf(error, 'name')) ?? 'Error'
  const httpStatus = numberOf(propertyOf(metadata, 'httpStatusCode'))
  return {
    name,
    message: withoutTokens(textOf(propertyOf(error, 'message')) ?? ''),
    code: textOf(propertyOf(error, 'code')) ?? textOf(propertyOf(propertyOf(error, 'cause'), 'code')),
    httpStatus,
    requestId: textOf(propertyOf(metadata, 'requestId')),
    resourceId: textOf(propertyOf(error, 'ResourceId')),
    attempts: numberOf(propertyOf(metadata, 'attempts')) ?? 1,
    // `$fault` marks the SDK's service errors; without a readable body it calls them Unknown.
    isFromAws: propertyOf(error, '$fault') !== undefined && !unreadableNames.has(name),
  }
}

// Where a signature doesn't fit, AWS answers with the request it would have signed, and the session token is in it.
const sessionToken = /(x-amz-security-token["']?\s*[:=]\s*["']?)[^\s"'&,;]+/gi
// Whoever refuses an ID token may quote it.
const webToken = /(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]*/g

function withoutTokens(message: string): string {
  return message.replaceAll(sessionToken, '$1***').replaceAll(webToken, '***')
}

const unreadableNames: ReadonlySet<string> = new Set(['Unknown', 'UnknownError'])

function propertyOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
