import type { Exchange } from '../http/loopback-server.ts'
import { authenticate, type SignatureContext } from './authentication.ts'
import { AwsError } from './aws-error.ts'
import { isCbor, parseCbor } from './cbor.ts'
import { parseObject } from './json-object.ts'
import type { Principal } from './principals.ts'

/** A signed and authorized call of a service that takes objects, in JSON or CBOR. */
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
  exchange: Exchange,
  operation: string,
  context: SignatureContext,
): JsonRequest {
  const { caller, region } = authenticate(exchange.request, exchange.bytes, context)
  const input = isCbor(exchange) ? parseCbor(exchange) : parseObject(exchange.body)
  if (input === undefined) throw new AwsError('SerializationException', 'The request body is not an object.')
  const action = `${context.service}:${operation}`
  if (caller.deny.includes(operation))
    throw new AwsError(
      'AccessDeniedException',
      `User: ${caller.arn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
    )
  return { input, caller, region }
}
