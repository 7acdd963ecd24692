/** An error response of an AWS service. */
export class AwsError extends Error {
  override readonly name = 'AwsError'
  /** AWS's name for it, such as `ResourceNotFoundException`. */
  readonly code: string
  /** The HTTP status. */
  readonly status: number
  /** Further fields of the response besides the message. */
  readonly fields: Readonly<Record<string, unknown>>

  constructor(code: string, message: string, fields: Readonly<Record<string, unknown>> = {}, status = 400) {
    super(message)
    this.code = code
    this.status = status
    this.fields = fields
  }
}

/** Returns the HTTP status that AWS gives an error of this name. */
export function usualStatus(code: string): number {
  if (code.startsWith('ServiceUnavailable')) return 503
  if (code.startsWith('Internal') || code === 'ServiceException') return 500
  return code === 'AccessDenied' ? 403 : 400
}
