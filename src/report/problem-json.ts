import type { FailureReason, Problem } from '../sharing/problem.ts'
import type { SourcePosition } from '../sharing/source-position.ts'

/** A problem in an output `result`. */
export interface ProblemJson {
  readonly reason: FailureReason
  readonly message: string
  readonly remedy: string
  readonly awsError?: string | undefined
  readonly awsRequestId?: string | undefined
  /** The position in the policy file at which to fix it. */
  readonly where?: SourcePosition | undefined
}

/** Returns a problem as JSON. */
export function problemJson({ reason, message, remedy, aws, where }: Problem): ProblemJson {
  return {
    reason,
    message,
    remedy,
    awsError: aws?.name,
    awsRequestId: aws?.requestId,
    where,
  }
}
