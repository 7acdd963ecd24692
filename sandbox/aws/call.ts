/** A request that reached the sandbox's AWS. */
export interface AwsCall {
  service: 'workspaces' | 'sts'
  operation: string
  /** From the scope of the signature; an unsigned call has none. */
  region?: string
  input: Record<string, unknown>
  /** The HTTP status; 0 as long as no whole answer left, which is for ever when the connection was broken. */
  status: number
  /** AWS's name of the error it answered. */
  error?: string
  requestId: string
  userAgent: string
  accessKeyId?: string
  /** When it arrived, as `performance.now()`. */
  at: number
  /** Which TCP connection it came over: 1 for the first. */
  connection: number
}
