/** An error as an AWS service answers it. */
export class AwsError extends Error {
  override readonly name = 'AwsError'
  /** AWS's name for it, such as `ResourceNotFoundException`. */
  readonly code: string
  /** The HTTP status. */
  readonly status: number
  /** What the answer carries besides the message. */
  readonly fields: Readonly<Record<string, unknown>>

  constructor(code: string, message: string, fields: Readonly<Record<string, unknown>> = {}, status = 400) {
    super(message)
    this.code = code
    this.status = status
    this.fields = fields
  }
}

/** The HTTP status AWS gives an error of this name. */
export function usualStatus(code: string): number {
  if (code.startsWith('ServiceUnavailable')) return 503
  if (code.startsWith('Internal')) return 500
  return code === 'AccessDenied' ? 403 : 400
}
