import type { Exchange } from '../http/loopback-server.ts'
import { authenticate, type SignatureContext } from './authentication.ts'
import { AwsError } from './aws-error.ts'
import { parseObject } from './json-object.ts'
import type { Principal } from './principals.ts'

/** A call of a JSON service that was signed by someone whose policies let them make it. */
export interface JsonRequest {
  readonly input: Readonly<Record<string, unknown>>
  readonly caller: Principal
  /** The Region the caller signed for. */
  readonly region: string
}

/**
 * Reads a call of a JSON service: who signed it, what it asks for, and whether they may.
 *
 * @throws {AwsError} whatever AWS answers before the operation itself looks at the call.
 */
export function readJsonRequest(
  { request, body }: Exchange,
  operation: string,
  context: SignatureContext,
): JsonRequest {
  const { caller, region } = authenticate(request, body, context)
  const input = parseObject(body)
  if (input === undefined)
    throw new AwsError('SerializationException', 'The request body is not a JSON object.')
  const action = `${context.service}:${operation}`
  if (caller.deny.includes(operation))
    throw new AwsError(
      'AccessDeniedException',
      `User: ${caller.arn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
    )
  return { input, caller, region }
}
