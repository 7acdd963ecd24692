import type { Exchange } from '../http/loopback-server.ts'
import { authenticate, type SignatureContext } from './authentication.ts'
import { AwsError } from './aws-error.ts'
import { parseObject } from './json-object.ts'
import type { Principal } from './principals.ts'

/** A signed and authorized call of a JSON service. */
export interface JsonRequest {
  readonly input: Readonly<Record<string, unknown>>
  readonly caller: Principal
  /** The Region the caller signed for. */
  readonly region: string
}

/**
 * Reads the signer and input of a call of a JSON service, and authorizes it.
 *
 * @throws {AwsError} for every error that AWS returns before the operation itself
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
