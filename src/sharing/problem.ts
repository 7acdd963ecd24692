import type { AccountId, ImageReference, Region } from './identifiers.ts'
import type { SourcePosition } from './source-position.ts'

/**
 * Every reason for which a run can fail: the closed set of the output `failure-reason`.
 * If a run has several, the first one in this list is reported.
 */
export const failureReasons = [
  'internal',
  'cancelled',
  'invalid-input',
  'invalid-policy',
  'oidc-unavailable',
  'role-refused',
  'no-credentials',
  'access-denied',
  'image-not-found',
  'image-not-owned',
  'not-supported',
  'wait-timed-out',
  'image-not-available',
  'refused-by-guard',
  'not-approved',
  'plan-changed',
  'drift',
  'unreachable',
  'service-unavailable',
  'throttled',
  'not-proven',
  'partly-failed',
] as const

/** One reason of {@link failureReasons}. */
export type FailureReason = (typeof failureReasons)[number]

/** AWS's answer: the error's name, its request id and its message. */
export interface AwsAnswer {
  readonly name: string
  readonly requestId?: string | undefined
  readonly message?: string | undefined
}

/** Something that kept the run, an image or a change from succeeding, in words a person can act on. */
export interface Problem {
  readonly reason: FailureReason
  /** One sentence: what, which value, and why. */
  readonly message: string
  /** One or two sentences: what to do next. */
  readonly remedy: string
  /** JSON over several lines to copy: a statement of a policy, a condition of a trust policy. */
  readonly example?: string | undefined
  readonly aws?: AwsAnswer | undefined
  readonly image?: ImageReference | undefined
  readonly account?: AccountId | undefined
  /** The Region that could not be queried, if the problem isn't about a single image. */
  readonly region?: Region | undefined
  /** The position in a file of the workspace to fix. */
  readonly where?: SourcePosition | undefined
}

/** Returns the reason that comes first in {@link failureReasons}; `undefined` if there are no problems. */
export function foremostReason(problems: readonly Problem[]): FailureReason | undefined {
  const met = new Set(problems.map((problem) => problem.reason))
  return failureReasons.find((reason) => met.has(reason))
}

/** An error that carries a problem to the code that reports it; the cause is kept. */
export class ProblemError extends Error {
  override readonly name: string = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Problem, cause?: unknown) {
    super(problem.message, { cause })
    this.problem = problem
  }
}

/** Returns the problem an error carries; an error that carries none is an internal error. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return {
    reason: 'internal',
    message: `The action met a case it was not built for (${detail}).`,
    remedy:
      'Please report it, with the log of a run that has debug logging on. Check who can copy the image before you run it again.',
  }
}
