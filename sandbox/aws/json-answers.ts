import type { Answer } from '../http/delivery.ts'
import type { AwsService } from './call.ts'
import type { FaultAction } from './faults.ts'

const TYPE = 'application/x-amz-json-1.1'

/** The services that speak the protocol. */
export type JsonService = Exclude<AwsService, 'sts'>

/** The member that holds the message of an error in a service's model. */
const MESSAGE: Record<JsonService, string> = { workspaces: 'message', organizations: 'Message' }

/** A success of the AWS JSON 1.1 protocol; an operation without output answers an empty body. */
export function jsonSuccess(requestId: string, output: Record<string, unknown> | undefined): Answer {
  return answer(200, requestId, output === undefined ? '' : JSON.stringify(output))
}

/** An error of the AWS JSON 1.1 protocol. */
export function jsonError(
  service: JsonService,
  requestId: string,
  error: {
    code: string
    message: string
    status: number
    fields: Readonly<Record<string, unknown>>
    nameIn?: NameIn
  },
): Answer {
  const { code, message, status, fields, nameIn = 'type' } = error
  const namespaced = `com.amazonaws.${service}#${code}`
  const type = { type: { __type: code }, 'namespaced-type': { __type: namespaced }, header: {} }[nameIn]
  const headers = nameIn === 'header' ? { 'x-amzn-errortype': code } : {}
  return answer(
    status,
    requestId,
    JSON.stringify({ ...type, [MESSAGE[service]]: message, ...fields }),
    headers,
  )
}

/** Where a JSON error carries its name. */
export type NameIn = NonNullable<(FaultAction & { kind: 'error' })['nameIn']>

/** A success whose members all have the wrong type. */
export function jsonWrongTypes(requestId: string, output: Record<string, unknown> | undefined): Answer {
  const wrong = Object.entries(output ?? {}).map(([name, value]) => [
    name,
    Array.isArray(value) ? 7 : { value },
  ])
  return answer(200, requestId, output === undefined ? '[7]' : JSON.stringify(Object.fromEntries(wrong)))
}

function answer(
  status: number,
  requestId: string,
  body: string,
  headers: Record<string, string> = {},
): Answer {
  return { status, headers: { 'content-type': TYPE, 'x-amzn-requestid': requestId, ...headers }, body }
}
