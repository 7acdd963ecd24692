import { ProblemError, type Problem } from '../sharing/problem.ts'
import { factsOf, type ErrorFacts } from './error-facts.ts'
import { explainAnswer } from './explain-aws-error.ts'
import { explainSilence } from './explain-network-error.ts'
import type { Call, Explanation } from './explanation.ts'

/**
 * Translates any error of the SDK into a problem a person can act on, with the error as its cause.
 * @param redact redacts secrets in a text
 */
export function problemErrorOf(error: unknown, call: Call, redact?: (text: string) => string): ProblemError {
  return error instanceof ProblemError ? error : new ProblemError(problemOfCall(error, call, redact), error)
}

/**
 * Translates any error of the SDK into a problem a person can act on.
 * @param redact redacts secrets in a text
 */
export function problemOfCall(error: unknown, call: Call, redact?: (text: string) => string): Problem {
  if (error instanceof ProblemError) return error.problem
  const facts = factsOf(error, redact)
  const { reason, why, remedy, example } = explain(facts, call)
  return {
    reason,
    message: `Could not ${call.doing}: ${why}.`,
    remedy,
    example,
    ...(facts.isFromAws ? { aws: awsAnswer(facts) } : {}),
    region: call.region,
    image: call.image,
    account: call.account,
  }
}

/**
 * Returns whether a change may be in effect although its call failed: AWS sent no rejection, or the outcome of an
 * earlier attempt is unknown.
 */
export function mayHaveTakenEffect(error: unknown): boolean {
  return !wasRefused(error) || factsOf(error).attempts > 1
}

/**
 * Returns whether the last attempt of a call had no effect: AWS rejected it. An attempt that ends with a ProblemError was
 * never sent: it ended with signing in, since the SDK asks for the credentials at every attempt, or with a proxy variable
 * that can't be read.
 */
export function wasRefused(error: unknown): boolean {
  if (error instanceof ProblemError) return true
  const { isFromAws, httpStatus } = factsOf(error)
  return isFromAws && (httpStatus ?? 500) < 500
}

function awsAnswer(facts: ErrorFacts): NonNullable<Problem['aws']> {
  return {
    name: facts.name,
    requestId: facts.requestId,
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
